"""Which genre an article has: news, or a kind of text that tells no news of the day.

The phrases are data in `data/genres.yaml`; `forms` reads what no phrase tells.
"""

from workers.articles.genres.genre import genre_of

__all__ = ["genre_of"]
