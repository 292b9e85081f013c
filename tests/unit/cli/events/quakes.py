"""Two articles on one earthquake, as `dateline extract` reads them."""

ARTICLES = [
    {
        "id": "a",
        "title": "Quake kills 12 in northern Peru",
        "text": (
            "LIMA, May 3 - A strong earthquake struck northern Peru on Friday, "
            "killing 12 people, officials said."
        ),
        "published_at": "2024-05-03",
    },
    {
        "id": "b",
        "title": "Earthquake strikes northern Peru, 12 dead",
        "text": (
            "A strong earthquake struck northern Peru on Friday and killed 12 people, "
            "the government said."
        ),
        "published_at": "2024-05-03",
    },
]
