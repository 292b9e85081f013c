"""What does the record of one cluster say?

The sources of an event vote on each slot; a copy of an article has no vote. The room decides the
values, their support, the evidence for them, and the conflicts between them. All functions are
pure: the chains of a cluster and their articles in, values out.

To add a slot: write a function that votes on it and returns the value with its claims, and call it
in `record.py`. To add a conflict: add a function to `conflicts.py` and name it in `conflicts`.
"""
