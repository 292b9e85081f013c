"""Stage 2: people, organisations, places and times of an article, with their aliases joined.

`names` corrects what NER finds, `places` puts names on the map, `people` joins mentions of one
person, `times` reads time expressions. None of them imports another: `linking` calls the first
three in order, and `annotator` calls `linking` and `times`.
The word lists are in `data/`, each explained at its top. A rule about labels has a name, which
`Name.rule` keeps, so that each label can be traced to its rule.
"""

from workers.entities.annotator import Annotator
from workers.entities.places.gazetteer import Gazetteer

__all__ = ["Annotator", "Gazetteer"]
