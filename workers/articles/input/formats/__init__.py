"""Which members of a source format are the fields of an article, one format a file.

Each module turns decoded input into an Article and knows nothing of the others.
docs/how-to/add-a-source-format.md says how to add one.
"""
