"""Which mentions are one event, and what do they say of it together?

The models over named features are in `data/models.toml`; `training/chains.py` fits them. A new
feature is a name in `NAMES` of its module and a value beside it; then the model is fitted again.
"""
