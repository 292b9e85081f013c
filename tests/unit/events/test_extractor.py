import pytest
from spacy.language import Language

from schemas import AnnotatedArticle, Block
from schemas.mentions import ArticleMentions, Chain
from tests.unit.events.making import article, entity, timex
from workers.events import Extractor
from workers.events.models import load_models

pytestmark = pytest.mark.model
TEXT = (
    "Ana Rossi will pay an official visit to Lima on May 3 for talks with Luis Silva. "
    "During the visit, Rossi will meet ministers. Police said two men were arrested in Lima. "
    "Her previous trip to Lima in January was cut short."
)
ENTITIES = (
    entity(TEXT, "Ana Rossi", "PERSON", "ana-rossi"),
    entity(TEXT, "Lima", "GPE", "geo:1", country="PE"),
    timex(TEXT, "May 3", "2021-05-03"),
    entity(TEXT, "Luis Silva", "PERSON", "luis-silva"),
)


@pytest.fixture(scope="module")
def extractor(nlp: Language) -> Extractor:
    return Extractor(nlp)


@pytest.fixture(scope="module")
def told(extractor: Extractor) -> ArticleMentions:
    return extractor.extract(article(TEXT, ENTITIES))


def main(told: ArticleMentions) -> Chain:
    return next(chain for chain in told.chains if chain.main)


def spans_hold(told: ArticleMentions, source: AnnotatedArticle) -> bool:
    texts = {"text": source.article.text, "title": source.article.title or ""}
    quotes = [
        q
        for c in told.chains
        for q in (
            c.what,
            *(p.quote for p in c.participants),
            *(p.quote for p in c.places),
            *(t.quote for t in c.times),
        )
    ]
    triggers = [(t.field, t.start, t.end, t.text) for c in told.chains for t in c.mentions]
    return all(
        texts[f][s:e] == words
        for f, s, e, words in [*triggers, *((q.field, q.start, q.end, q.quote) for q in quotes)]
    )


def test_visit_is_the_main_event_with_who_where_and_when(told: ArticleMentions) -> None:
    visit = main(told)
    assert visit.lemma == "visit"
    assert visit.type.code == "CONSULT"
    assert visit.modality == "planned"
    assert visit.participants[0].entity == "ana-rossi"
    assert visit.places[0].entity == "geo:1"
    assert visit.times[0].edtf == "2021-05-03"


def test_the_visit_and_this_visit_are_one_chain_and_the_previous_trip_another(
    extractor: Extractor,
) -> None:
    told = extractor.extract(article(TEXT, ENTITIES), scope="all")
    trip = next(
        chain for chain in told.chains if any(trigger.text == "trip" for trigger in chain.mentions)
    )
    assert len([trigger for trigger in main(told).mentions if trigger.text == "visit"]) == 2
    assert not trip.main


def test_exactly_one_chain_is_main(told: ArticleMentions) -> None:
    assert sum(chain.main for chain in told.chains) == 1
    assert [chain.index for chain in told.chains] == list(range(len(told.chains)))


def test_every_span_quotes_the_article(told: ArticleMentions) -> None:
    assert spans_hold(told, article(TEXT, ENTITIES))


def test_spans_quote_the_title_although_the_parser_reads_it_lowered(extractor: Extractor) -> None:
    source = article(
        "Nothing else is known.", title="Protesters March Through Streets After Disputed Vote"
    )
    told = extractor.extract(source)
    assert spans_hold(told, source)
    assert main(told).mentions[0].text == "March"


def test_boilerplate_and_faq_tell_no_event(extractor: Extractor) -> None:
    blocks = (Block("boilerplate", 0, 40), Block("faq", 41, len(TEXT)))
    assert extractor.extract(article(TEXT, blocks=blocks)).chains == ()


def test_story_is_a_unit_vector_sorted_by_term(told: ArticleMentions) -> None:
    terms = [term for term, _ in told.story]
    assert terms == sorted(terms)
    assert sum(weight * weight for _, weight in told.story) == pytest.approx(1.0, abs=1e-3)


def test_batch_and_single_article_give_the_same(extractor: Extractor) -> None:
    articles = [article(TEXT, ENTITIES), article("Two trains collided near the border on Monday.")]
    assert list(extractor.pipe(articles)) == [extractor.extract(one) for one in articles]


def test_empty_and_hostile_texts_pass(extractor: Extractor) -> None:
    for text in ("", " \n\n", "\u202e\x00 ((((", "a " * 3_000, "." * 5_000):
        assert spans_hold(extractor.extract(article(text)), article(text))


def test_what_no_desk_would_log_leaves_the_stage_only_when_all_is_wanted(
    extractor: Extractor,
) -> None:
    source = article(TEXT, ENTITIES)
    logged, everything = extractor.extract(source), extractor.extract(source, scope="all")
    assert len(everything.chains) > len(logged.chains)
    assert all(
        chain.salience >= load_models().threshold for chain in logged.chains if not chain.main
    )


def test_what_an_article_tells_does_not_hang_on_its_neighbours(extractor: Extractor) -> None:
    source = article(TEXT, ENTITIES)
    others = [
        article("Shares of the bank fell. " * number + TEXT, title="Storm hits port")
        for number in range(1, 5)
    ]
    alone = extractor.extract(source)
    assert list(extractor.pipe([*others[:2], source, *others[2:]]))[2] == alone


def test_a_phrase_about_a_noun_is_told_with_the_sentence_around_it(extractor: Extractor) -> None:
    text = "A judge in Lima freed the farmer who was arrested in May."
    told = extractor.extract(article(text), scope="all")
    arrest = next(c for c in told.chains if any(t.text == "arrested" for t in c.mentions))
    assert arrest.what.quote.startswith("A judge in Lima freed the farmer")
