"""Which stretches of an article are names, and under which label each one stands.

NER proposes; `corrections` decide on bounds, `labels` on labels, `unseen` and `propagation` on what
NER missed. To add a rule for a label, add a `yield` with the name of the rule in `labels.py`.
"""
