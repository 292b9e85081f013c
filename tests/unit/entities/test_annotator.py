from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.entities.world import World, prepared, quotes, ruled
from workers.entities import Annotator

NAMES = [
    ("Aden Duale", "PERSON"),
    ("Duale", "ORG"),
    ("Nairobi", "GPE"),
    ("Kenyan", "NORP"),
    ("Ministry", "ORG"),
    ("China-Russia", "NORP"),
    ("Paris, Texas", "GPE"),
]
ANNOTATOR = Annotator(ruled(NAMES), World())
PIECES = st.sampled_from(
    [name for name, _ in NAMES]
    + [
        "the defence minister",
        "of Defense",
        "'s",
        "’s",
        ",",
        ".",
        "\n\n",
        "  ",
        "he",
        "She",
        "said",
        "in",
        "U.S.",
        "É",
        "👩‍🚀",
        "\u200b",
        "(",
        ")",
        "-",
        "troops",
        "Texas",
        "ﬁ",
        "ß",
        "\u0301",
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=5), min_size=1, max_size=25).map(" ".join)


@settings(deadline=None, max_examples=150)
@given(text=TEXTS, title=TEXTS)
def test_every_span_lies_in_its_field_and_holds_words(text: str, title: str) -> None:
    annotated = ANNOTATOR.annotate(prepared(text, title=title))
    assert all(quote == quote.strip() and quote for quote in quotes(annotated))
    assert all(0 <= entity.start < entity.end for entity in annotated.entities)


@settings(deadline=None, max_examples=50)
@given(text=TEXTS)
def test_the_same_article_gives_the_same_entities(text: str) -> None:
    assert ANNOTATOR.annotate(prepared(text)) == ANNOTATOR.annotate(prepared(text))


def test_entities_come_title_first_and_in_order() -> None:
    annotated = ANNOTATOR.annotate(prepared("Nairobi met Aden Duale.", title="Kenyan Duale"))
    places = [(entity.field != "title", entity.start) for entity in annotated.entities]
    assert places == sorted(places)
    assert {entity.field for entity in annotated.entities} == {"title", "text"}


def test_offsets_count_in_the_articles_field() -> None:
    text = "Banner\n\nAden Duale spoke."
    article = prepared(text)
    block = type(article.blocks[0])("body", 8, len(text))
    moved = type(article)(
        "a", "en", article.published, (block,), article.fingerprint, article.article
    )
    assert "Aden Duale" in quotes(ANNOTATOR.annotate(moved))


def test_boilerplate_gives_no_entity() -> None:
    assert (
        ANNOTATOR.annotate(prepared("Aden Duale spoke in Nairobi.", kind="boilerplate")).entities
        == ()
    )


def test_an_article_without_blocks_passes_through() -> None:
    article = prepared("Aden Duale spoke.")
    empty = type(article)("a", "en", article.published, (), article.fingerprint, article.article)
    assert ANNOTATOR.annotate(empty).entities == ()


def test_times_are_entities_too() -> None:
    labels = {
        entity.label
        for entity in ANNOTATOR.annotate(prepared("They met on August 14, 2020.")).entities
    }
    assert "TIMEX" in labels


def test_many_articles_come_in_order() -> None:
    articles = [prepared(f"Aden Duale spoke {number} times.") for number in range(70)]
    assert [result.article.text for result in ANNOTATOR.pipe(articles)] == [
        article.article.text for article in articles
    ]
