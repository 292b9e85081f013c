"""Which words are a time expression, and of which type.

A rule is a function of a `Reader` and an index that returns an expression and the index after it,
or None. To add one, write it beside its kind and list it in `rules.py`; its cases go to
`tests/unit/entities/times/cases.tsv`.
"""
