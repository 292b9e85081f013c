"""What time is it in a shard, and what is due?

The clock of a shard moves with its messages and never reads the wall clock. The room decides when a
window closes, when state is dropped, and whether an article is late. No duration enters the content
of a record, so the defaults in `settings.py` may change at any time.

To add a deadline: keep a `Deadlines` beside the rows that it concerns, and ask it on every message.
"""
