"""Which chains are one event?

Pairs get scores, scores above a floor are edges, and the edges are clustered into events. The room
decides the clusters. They depend on the set of articles and decisions alone: the order of arrival
changes nothing, and cost is bounded for components of any size.

The weights and the threshold may change: fit them with `training/links.py`. To change how clusters
form, change `agglomeration.py`; `incremental.py` calls it for the components that have changed.
"""
