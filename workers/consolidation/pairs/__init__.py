"""Which chains of two articles are compared, and how alike are they?

A profile holds what a comparison needs of one article or one chain. The index picks the pairs of
articles that are compared. The features of a pair are small numbers; the facts of
`compatibility.py` exclude that a pair is one event. Word lists are files in `data/`
of consolidation and of `workers.vocabulary`.

To add a feature: add a field to `MainFeatures` or `ChainFeatures`, compute it, and fit the weights
again with `training/links.py`, which lists in `AGAINST` the features that speak against one event.
To add a fact that excludes a pair: add it to `exclusion_reason`, with its reason in words.
"""
