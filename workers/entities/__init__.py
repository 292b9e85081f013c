"""Stage 2: people, organisations, places and times of an article, with their aliases joined."""

from workers.entities.annotator import Annotator
from workers.entities.places.gazetteer import Gazetteer

__all__ = ["Annotator", "Gazetteer"]
