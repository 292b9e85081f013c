from dataclasses import replace

from schemas.mentions import EventType, Participant, Time, Trigger
from schemas.spans import Quote
from workers.events.assembly import assemble
from workers.events.chains import Grouper
from workers.events.lexicon import load_grammar, load_synonyms
from workers.events.mention import Mention

VISIT = EventType("plover", "CONSULT", "visit")
UNTYPED = EventType("dateline", "UNKNOWN")


def person(name: str) -> Participant:
    return Participant(name.lower(), name, "actor", "PERSON", None, Quote("text", 0, len(name), name))


def day(edtf: str) -> Time:
    return Time("DATE", edtf, edtf, Quote("text", 0, 1, "x"))


def mention(
    lemma: str, sentence: int, *, who: str | None = None, when: str | None = None, kind: EventType = VISIT
) -> Mention:
    start = 100 * sentence
    return Mention(
        trigger=Trigger("text", start, start + len(lemma), lemma, lemma, "NOUN"),
        type=kind,
        modality="occurred",
        clause=Quote("text", start, start + len(lemma), lemma),
        block="body",
        sentence=sentence,
        prominence=1.0,
        reporting=False,
        earlier=False,
        definite=False,
        participants=(person(who),) if who else (),
        times=(day(when),) if when else (),
    )


def chains(*mentions: Mention) -> list[list[int]]:
    return [cluster.members for cluster in Grouper(load_synonyms(), load_grammar().light).group(mentions)]


def test_visit_trip_and_journey_of_one_actor_are_one_event() -> None:
    assert chains(
        mention("visit", 0, who="Rossi"), mention("trip", 1, who="Rossi"), mention("journey", 2, who="Rossi")
    ) == [[0, 1, 2]]


def test_the_visit_takes_up_the_one_told_before() -> None:
    assert chains(mention("trip", 0, who="Rossi"), replace(mention("visit", 1), definite=True)) == [[0, 1]]


def test_visits_of_two_people_stay_apart() -> None:
    assert chains(mention("visit", 0, who="Rossi"), mention("visit", 1, who="Silva")) == [[0], [1]]


def test_previous_visit_is_another_event() -> None:
    assert chains(mention("visit", 0, who="Rossi"), replace(mention("visit", 1, who="Rossi"), earlier=True)) == [
        [0],
        [1],
    ]


def test_visits_at_two_dates_stay_apart_and_partial_dates_may_agree() -> None:
    assert chains(
        mention("visit", 0, who="Rossi", when="2021-05-03"), mention("visit", 1, who="Rossi", when="2021-09")
    ) == [[0], [1]]
    assert chains(
        mention("visit", 0, who="Rossi", when="2021-05-03"), mention("visit", 1, who="Rossi", when="XXXX-05")
    ) == [[0, 1]]


def test_first_and_second_trial_stay_apart() -> None:
    first, second = (replace(mention("trial", i), instance=(word,)) for i, word in enumerate(("first", "second")))
    assert chains(first, second) == [[0], [1]]


def test_each_report_stands_alone() -> None:
    said = replace(mention("say", 0, who="Rossi", kind=UNTYPED), reporting=True)
    assert chains(said, replace(said, sentence=1)) == [[0], [1]]


def test_light_verb_joins_the_chain_of_its_noun() -> None:
    hold = replace(mention("hold", 1, kind=UNTYPED), trigger=Trigger("text", 100, 104, "held", "hold", "VERB"))
    assert chains(mention("talks", 0, who="Rossi"), hold, replace(mention("talks", 1, who="Rossi"), carrier=1)) == [
        [0, 1, 2]
    ]


def test_news_beats_background_and_reporting_for_the_main_event() -> None:
    said = replace(mention("say", 0, who="Silva", kind=UNTYPED), reporting=True)
    old = replace(mention("war", 0, who="Rossi"), earlier=True)
    found = assemble([said, old, mention("visit", 1, who="Rossi")], load_grammar(), load_synonyms(), None)
    assert [chain.lemma for chain in found if chain.main] == ["visit"]
    assert [chain.level for chain in found] == ["reported", "background", "main"]


def test_an_article_without_events_has_no_main_event() -> None:
    assert assemble([], load_grammar(), load_synonyms(), None) == ()
