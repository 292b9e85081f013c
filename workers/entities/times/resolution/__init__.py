"""Which days does an expression mean, by the publication, the discourse and the tense?

A new kind of expression gets its type in `expressions.py`, its words in `grammar/`, and a function
in `resolve`; its cases go into `tests/unit/entities/times/cases.tsv`.
"""
