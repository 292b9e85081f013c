"""How bytes become an article: which format they are in, and which id the article has.

To add a source format: docs/how-to/add-a-source-format.md.
"""
