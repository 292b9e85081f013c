"""Paragraphs of a made-up story, and how they are read."""

from schemas import Article
from workers.articles.blocks.segmentation import blocks_of

LEAD = (
    "The harbour of Lindau was opened again on Friday after two years of work, "
    "the port authority said."
)
MORE = (
    "Dock workers cheered as the first of four ships came in, "
    "and the minister made a short speech on the pier."
)
LAST = (
    "The authority expects forty ships a week by the end of the year, "
    "twice as many as before the fire."
)


def read(*paragraphs: str, title: str | None = None, gap: str = "\n\n") -> list[tuple[str, str]]:
    article = Article(id="a", text=gap.join(paragraphs), title=title)
    fields = {"text": article.text, "title": article.title or ""}
    return [
        (block.kind, fields[block.field][block.start : block.end]) for block in blocks_of(article)
    ]


def kinds(*paragraphs: str, title: str | None = None, gap: str = "\n\n") -> list[str]:
    return [kind for kind, _ in read(*paragraphs, title=title, gap=gap)]
