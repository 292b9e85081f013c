"""What kind of text an article is: news, or one of the genres of a newspaper that tell no news of the day."""

from workers.articles.genres.genre import genre_of

__all__ = ["genre_of"]
