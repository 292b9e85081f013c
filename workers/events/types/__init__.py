"""Event types: PLOVER for politics and conflict, an open scheme of ours for the rest of the news.

A lexicon with frames and composition tells the type of an event. Its patterns are in `data/`, by
type and mode; docs/how-to/add-a-type.md says how to add one.
"""

from workers.events.types.classifier import UNTYPED, TypeClassifier

__all__ = ["UNTYPED", "TypeClassifier"]
