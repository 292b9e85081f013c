import pytest
from spacy.language import Language

from schemas import AnnotatedArticle, Article
from workers.articles import prepare
from workers.entities import Annotator
from workers.events import Extractor

pytestmark = pytest.mark.model


def annotated(nlp: Language, title: str, text: str) -> AnnotatedArticle:
    return Annotator(nlp).annotate(prepare(Article(id="a", title=title, text=text)))


@pytest.mark.parametrize(
    ("title", "verb", "actor"),
    [
        (
            "Angela Merkel slams 'lazy' critics and claims it is hard to please all",
            "slam",
            "Angela Merkel",
        ),
        ("Emmanuel Macron lands in Lisbon to sign treaty", "land", "Emmanuel Macron"),
    ],
)
def test_a_name_and_a_verb_in_the_present_are_a_clause(
    nlp: Language, title: str, verb: str, actor: str
) -> None:
    found = Extractor(nlp).extract(
        annotated(nlp, title, f"{actor} was in the news again on Friday.")
    )
    main = next(chain for chain in found.chains if chain.main)
    assert main.lemma == verb
    assert [p.name for p in main.participants if p.role == "actor"] == [actor]


def test_what_is_known_as_a_verb_alone_is_one_behind_any_noun(nlp: Language) -> None:
    found = Extractor(nlp).extract(
        annotated(nlp, "Train derails near Linz", "The railway said so on Friday.")
    )
    main = next(chain for chain in found.chains if chain.main)
    assert (main.lemma, main.what.quote) == ("derail", "Train derails near Linz")


def test_a_noun_that_is_no_verb_stays_a_noun(nlp: Language) -> None:
    title = "Angela Merkel parents: no reunion"
    found = Extractor(nlp).extract(
        annotated(nlp, title, "Her parents were in the news again on Friday.")
    )
    assert all(trigger.lemma != "parent" for chain in found.chains for trigger in chain.mentions)
