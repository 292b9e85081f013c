"""What becomes of a message that cannot be processed: kept, listed, replayed, purged.

`letter` and `limit` are the side of the stages, `operations` the side of the operator.
"""
