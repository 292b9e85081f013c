"""How do articles get into the topic: from files once, from watched folders, from feeds?

`feed` is the command; `following` and `watching` are its parts that run until they are told to
stop. Only options, messages and exit statuses are decided here. Polling is the matter of
`workers.feeds`, folders that of `workers.watching`.

To add an option: add it in `feed_options.py`. To add a source of articles: write a module beside
`watching.py` that publishes by `publishing.py` and tells by `report.py`, and call it in `feed.py`.
"""
