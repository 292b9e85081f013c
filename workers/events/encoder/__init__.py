"""The sentence encoder: a small transformer judges the events of a sentence beside the rules.

`vocabulary` cuts tokens into word pieces, `network` turns pieces into vectors, `heads` turns the
vectors of triggers and phrases into probabilities, and `judging` puts these into mentions.
`meaning` reads, with a model of its own, what an article means as a whole. `training/encoder` makes
the weights of the rest in `data/`; nothing here is written by hand. To add a decision, add a head
there and read it in `heads`.
"""
