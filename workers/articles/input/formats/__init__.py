"""Which members of a source format are the fields of an article, one format a file.

Each module turns decoded input into an Article and knows nothing of the others.
"""
