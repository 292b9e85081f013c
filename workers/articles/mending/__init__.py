"""Which characters of a text are damaged, how they are read, and where they stand as given.

To add a repair, yield its stretches in `repairs.py`.
"""

from workers.articles.mending.repairs import repairs_of
from workers.articles.mending.views import in_given, in_mended, mended, mended_quote

__all__ = ["in_given", "in_mended", "mended", "mended_quote", "repairs_of"]
