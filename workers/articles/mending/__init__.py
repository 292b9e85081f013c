"""Which characters of a text are damaged, how they are read, and where they stand as given.

To add a repair, yield its stretches in `repairs.py`.
"""

from workers.articles.mending.repairs import repairs_of
from workers.articles.mending.views import in_given, in_mended, mended, words_of

__all__ = ["in_given", "in_mended", "mended", "repairs_of", "words_of"]
