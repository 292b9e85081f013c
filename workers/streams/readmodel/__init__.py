"""What the web pages show: events, articles, dead letters and stages, read from the broker."""
