"""Which words of an article can tell an event, and how does a parser read them?

`passages` cuts them out; `truecasing` and `headline_tags` help the parser with headlines.
`clause_quotes` gives the clause around a trigger.
"""
