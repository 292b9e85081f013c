"""Numbers of things in words."""


def articles(count: int) -> str:
    """Return how many articles, in words: '1 article', '2 articles'."""
    return "1 article" if count == 1 else f"{count} articles"
