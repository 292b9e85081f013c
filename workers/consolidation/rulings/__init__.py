"""What do the decisions of operators ask of the clusters?

A decision joins or splits mentions. The decisions in force become constraints on chains, and the
clusters of the graph are changed until they satisfy these constraints. Later decisions come first,
so the result depends on the set of decisions alone, never on the order of arrival.

To add a verdict: make it in `decisions.py`, turn it into constraints in `constraints.py`, and apply
these in `enforcement.py`.
"""
