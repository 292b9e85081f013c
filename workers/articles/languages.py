"""Which language an article is in, and whether there is a pipeline for it."""

from typing import Any

from schemas.article import Article
from schemas.prepared import Block
from workers.articles.invalid_article import InvalidArticle

PIPELINES = frozenset({"en"})
"""Languages with a pipeline (ISO 639-1). Another one is added here and in `workers.nlp`."""
NAMES = {"english": "en", "eng": "en", "und": None, "mul": None, "zxx": None}
"""What sources write beside ISO 639-1: names, ISO 639-2, and 'undetermined'."""
SAMPLE = 300
ENOUGH = 200
"""Letters from which the identifier's word counts more than the source's."""
SURE = 0.9
THIN_SURE = 0.5
ENGLISH_AT_LEAST = 0.02


def language_of(article: Article, blocks: tuple[Block, ...]) -> str:
    """Return the ISO 639-1 code of an article's language.

    The language that the source gives counts, unless the text is clearly in another one. Where the
    source gives none, a text counts as English unless the identifier is sure of another language:
    a headline is too short to tell, and tables of prices look like Pidgin.

    Raises:
        InvalidArticle: There is no pipeline for the language.
    """
    sample = _sample(article, blocks)
    declared = _declared(article.language or "")
    language = declared if declared and _trusted(declared, sample) else _identified(sample)
    if language not in PIPELINES:
        raise InvalidArticle(
            f"language not supported: {language} (supported: {', '.join(sorted(PIPELINES))})",
            "language" if language == declared else "text",
        )
    return language


def declared_language(article: Article) -> str | None:
    """Return the ISO 639-1 code of the language that the source gives, where it has a pipeline."""
    declared = _declared(article.language or "")
    return declared if declared in PIPELINES else None


def _declared(given: str) -> str | None:
    primary = given.replace("_", "-").partition("-")[0].strip().lower()
    return NAMES.get(primary, primary or None)


def _trusted(declared: str, sample: str) -> bool:
    if len(sample) < ENOUGH:
        return True
    found, sure = _identifier().classify(sample)
    return bool(found == declared or sure < SURE)


def _identified(sample: str) -> str:
    if not sample:
        return "en"
    ranked = _ranked(sample)
    found, sure = ranked[0]
    english = dict(ranked).get("en", 0.0)
    thin = len(sample) < ENOUGH
    if (english > ENGLISH_AT_LEAST and (thin or sure < SURE)) or (thin and sure < THIN_SURE):
        return "en"
    return str(found)


def _sample(article: Article, blocks: tuple[Block, ...]) -> str:
    """Letters and spaces of headline and body, boilerplate left out, as many as tell a language."""
    pieces, length = [], 0
    for block in blocks:
        if block.kind != "boilerplate" and length < SAMPLE:
            piece = ((article.title or "") if block.field == "title" else article.text)[
                block.start : block.end
            ][:SAMPLE]
            pieces.append(piece)
            length += len(piece)
    kept = "".join(char if char.isalpha() else " " for char in " ".join(pieces))
    return " ".join(kept.split())


def _ranked(sample: str) -> list[tuple[str, float]]:
    return [(str(language), float(share)) for language, share in _identifier().rank(sample)]


def _identifier() -> Any:
    # A process that reads feeds imports this module with little memory: no model, no NumPy.
    from workers.articles.language_identifier import language_identifier  # noqa: PLC0415

    return language_identifier()
