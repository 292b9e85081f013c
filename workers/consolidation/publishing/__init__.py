"""Which new versions of records follow from changed clusters?

The publisher compares clusters with the events that were published: it assigns event ids, builds
records, and writes the versions whose content has changed. A version depends on the messages up to
it alone, so a replay gives the same bytes.

To add a relation between events: yield it in `relations_of`, and return in `referrers` the events
that may name another event by it. To show a further field in histories: add it to `history.py`.
"""
