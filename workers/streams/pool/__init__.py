"""Which process analyses an article, for how long, and what follows when the process is lost."""
