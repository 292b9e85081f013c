"""What a text as given is read as: markup, character references and wrongly decoded characters mended, with offsets that lead back."""

from workers.articles.mending.repairs import repairs_of
from workers.articles.mending.views import in_given, in_mended, mended, words_of

__all__ = ["in_given", "in_mended", "mended", "repairs_of", "words_of"]
