"""Times in English news: a grammar over tokens that finds time expressions and says when they are.

Types, spans and values follow the TIMEX3 guidelines (TimeML 1.2.1); `edtf` says the same as ISO
8601-2 where it can.
"""

from workers.entities.times.recognizer import find_times
from workers.entities.times.resolution.discourse import Memory

__all__ = ["Memory", "find_times"]
