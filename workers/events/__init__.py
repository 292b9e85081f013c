"""Stage 3: from annotated articles to event mentions, chained within the article.

`text` cuts out what can tell an event, `triggers` finds the words that do, `clause` and `arguments`
read what stands around them, `types` says what kind of event it is, `encoder` what the trained
network makes of all this, and `chains` joins the mentions of one event.

`data/` has the word lists and weights, `workers.vocabulary` the lists that consolidation reads too.
docs/how-to/add-a-type.md says how to add words, a mode or a type.
"""

from workers.events.extractor import Extractor

__all__ = ["Extractor"]
