"""How does a program ask, and what is it answered?

`resources` is what is read: events, stages, probes, metrics. `paging` and `cursors` cut lists into
pages; `exporting` and `streaming` give all events at once or as they come; `ingest` and `batch`
take articles, `actions` an operator's decisions. Refusals are problem details (`problems.py`).

To add a request: write its handler here, its route in `hosting.py` (a change: among the actions,
which want a token), and its description in `openapi/operations.py`. Cursors and ids of the stream
are in the hands of clients: what was once given out stays readable.
"""
