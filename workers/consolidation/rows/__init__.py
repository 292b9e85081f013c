"""What does a shard keep between two messages?

Three kinds of rows (articles, events, decisions) and one clock. The room decides what a row holds
and how a record is kept: as an object, or as bytes. `rules.py` is the fingerprint of the program
that wrote the rows. The field names of `StoredEvent` and `Clock` are part of the stored state.

To add a field to `StoredEvent`: give it a default, and add it to the head of an event's row in
`workers/streams/stages/rows.py`.
"""
