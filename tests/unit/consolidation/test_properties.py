"""What must always hold, over generated articles."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas import ArticleMentions, Chain, Decision, EventRecord, Tick, encode
from schemas.event import MentionLine, Relation
from schemas.mentions import EventType
from tests.unit.consolidation.making import (
    MINSK,
    MOSCOW,
    article,
    canceled,
    chain,
    when,
    where,
    who,
)
from workers.consolidation import Changes, Clock, ConsolidationSettings, Consolidator, StoredEvent
from workers.consolidation.rows.packing import PackedArticles

SETTINGS = ConsolidationSettings(component_limit=4, neighbours=1)
"""Small pieces and few neighbours, so that components are cut up and articles pushed apart."""
LEMMAS = ("visit", "travel", "meet", "attack", "kill", "say")
PEOPLE = ("Ann Lee", "Bo Roth", "Cy Wu")
TIMES = ("2023-04-16/2023-04-19", "XXXX-08-14", "2023-08-14", "XXXX-WXX-1")
MOMENTS = ("2023-05-01T09:00:00Z", "2023-05-01T12:00:00+02:00", "2023-05-02T00:00:00Z")
TYPES = (
    EventType("plover", "CONSULT"),
    EventType("plover", "COERCE", "arrest"),
    EventType("dateline", "COURT", "hearing"),
)
STORIES = ("minister visit moscow talk army", "minister visit minsk talk", "fire store roof smoke")


@st.composite
def chains(draw: st.DrawFn, index: int) -> Chain:
    return chain(
        index,
        draw(st.sampled_from(LEMMAS)),
        *[who(name) for name in draw(st.lists(st.sampled_from(PEOPLE), max_size=2, unique=True))],
        places=tuple(
            draw(st.sampled_from([(), (where("Moscow", MOSCOW),), (where("Minsk", MINSK),)]))
        ),
        times=tuple(when(value) for value in draw(st.lists(st.sampled_from(TIMES), max_size=1))),
        modality=draw(st.sampled_from(["planned", "occurred"])),
        context=("army", "minister"),
        type=draw(st.sampled_from(TYPES)),
        part_of=draw(st.sampled_from([None, 0])) if index else None,
    )


@st.composite
def articles(draw: st.DrawFn, name: str) -> ArticleMentions:
    count = draw(st.integers(0, 3))
    return article(
        name,
        *[draw(chains(index)) for index in range(count)],
        story=draw(st.sampled_from(STORIES)),
        published=draw(st.sampled_from([None, "2023-04-14", "2023-08-10"])),
        text=draw(st.sampled_from([None, "the same words"])),
        headline=draw(st.sampled_from([None, "Minister to visit Moscow"])),
        source=f"The {name} Gazette",
    )


@st.composite
def corpora(draw: st.DrawFn) -> list[ArticleMentions]:
    return [draw(articles(f"a{number}")) for number in range(draw(st.integers(1, 6)))]


Message = ArticleMentions | Decision


@st.composite
def decisions(draw: st.DrawFn, items: list[ArticleMentions]) -> list[Decision]:
    """Joins and splits of mentions in the articles.

    Some contradict each other, some name what is not there.
    """
    lines = [line_of(item, number) for item in items for number in range(len(item.chains))]
    lines.append(MentionLine("elsewhere", "text", 3, 8, "visit"))
    sides = st.lists(st.sampled_from(lines), min_size=1, max_size=3).map(tuple)
    return [
        Decision(
            f"d{number}",
            "en",
            draw(st.sampled_from(["join", "split"])),
            draw(sides),
            draw(sides),
            "ed",
            "",
            at,
        )
        for number, at in enumerate(draw(st.lists(st.sampled_from(MOMENTS), max_size=4)))
    ]


def line_of(item: ArticleMentions, number: int) -> MentionLine:
    """The first mention of a chain."""
    trigger = item.chains[number].mentions[0]
    return MentionLine(item.article.id, trigger.field, trigger.start, trigger.end, trigger.text)


def fed(items: Sequence[Message]) -> Consolidator:
    consolidator = Consolidator(SETTINGS)
    for item in items:
        consolidator.take(item)
    return consolidator


def content(consolidator: Consolidator) -> list[bytes]:
    """The final records without what may hang on the order of arrival.

    Left out are ids, versions, and what kind of change came last.
    """
    consolidator.tick(Tick("en", "2030-01-01T00:00:00Z", end=True))
    records = consolidator.records()
    names = {record.event_id: repr(record.mentions[:1]) for record in records}
    return sorted(encode(bare(record, names)) for record in records)


def bare(record: EventRecord, names: dict[str, str]) -> EventRecord:
    """Return the record with the events that its relations name named by their first mention.

    The mention must be there: no relation names an event that is no more.
    """
    named = sorted((relation.kind, names[relation.event_id]) for relation in record.relations)
    relations = tuple(Relation(kind, name) for kind, name in named)
    return replace(record, event_id="", version=0, change="closed", changes=(), relations=relations)


@settings(max_examples=60, deadline=None)
@given(data=st.data(), items=corpora())
def test_any_order_of_arrival_gives_the_same_records(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    assert content(fed(data.draw(st.permutations(items)))) == content(fed(items))


@settings(max_examples=150, deadline=None)
@given(data=st.data(), items=corpora())
def test_any_order_of_articles_and_decisions_gives_the_same_records(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    everything: list[Message] = [*items, *data.draw(decisions(items))]
    assert content(fed(data.draw(st.permutations(everything)))) == content(fed(everything))


@settings(max_examples=100, deadline=None)
@given(data=st.data(), items=corpora())
def test_a_revoked_decision_leaves_what_never_having_seen_it_would_have_left(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    taken = data.draw(decisions(items))
    everything: list[Message] = [*items, *taken]
    for gone in taken[:2]:
        revoked = replace(gone, version=2, status="revoked", first=(), second=())
        everything.insert(data.draw(st.integers(0, len(everything))), revoked)
    assert content(fed(everything)) == content(fed([*items, *taken[2:]]))


@settings(max_examples=60, deadline=None)
@given(data=st.data(), items=corpora())
def test_a_cancelled_article_takes_with_it_what_decisions_said_of_it(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    taken = data.draw(decisions(items))
    gone = data.draw(st.sampled_from(items))
    left = [item for item in items if item is not gone]
    assert content(fed([*items, *taken, canceled(gone)])) == content(fed([*left, *taken]))


@settings(max_examples=60, deadline=None)
@given(data=st.data(), items=corpora())
def test_decisions_survive_a_restart_at_any_point(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    mixed: list[Message] = [*items, *data.draw(decisions(items))]
    everything = data.draw(st.permutations(mixed))
    tables, running = Tables(), Consolidator(SETTINGS)
    cut = data.draw(st.integers(0, len(everything)))
    published: list[EventRecord] = []
    for position, item in enumerate(everything):
        if position == cut:
            running = tables.restore()
            assert running.pending().records == ()
        changes = running.take(item)
        tables.write(changes)
        published += changes.records
    whole = Consolidator(SETTINGS)
    expected = [record for item in everything for record in whole.take(item).records]
    assert [encode(record) for record in published] == [encode(record) for record in expected]


@settings(max_examples=40, deadline=None)
@given(data=st.data(), items=corpora())
def test_duplicates_change_nothing_and_tell_nothing(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    consolidator = fed(items)
    before = [encode(record) for record in consolidator.records()]
    assert consolidator.apply(data.draw(st.sampled_from(items))).records == ()
    assert [encode(record) for record in consolidator.records()] == before


@settings(max_examples=60, deadline=None)
@given(data=st.data(), items=corpora())
def test_a_cancelled_article_leaves_what_never_having_seen_it_would_have_left(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    gone = data.draw(st.sampled_from(items))
    assert content(fed([*items, canceled(gone)])) == content(
        fed([item for item in items if item is not gone])
    )


@settings(max_examples=40, deadline=None)
@given(data=st.data(), items=corpora())
def test_an_article_cancelled_before_it_comes_stays_away(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    gone = data.draw(st.sampled_from(items))
    assert content(fed([canceled(gone), *items])) == content(
        fed([item for item in items if item is not gone])
    )


@settings(max_examples=60, deadline=None)
@given(data=st.data(), items=corpora(), newer=articles("a0"))
def test_versions_in_any_order_end_with_the_highest(
    data: st.DataObject, items: list[ArticleMentions], newer: ArticleMentions
) -> None:
    newer = replace(newer, article=replace(newer.article, version=2))
    order = data.draw(st.permutations([*items, newer]))
    assert content(fed(order)) == content(fed([newer, *items[1:]]))


@settings(max_examples=40, deadline=None)
@given(items=corpora())
def test_what_an_article_tells_alone_it_tells_among_any_others(
    items: list[ArticleMentions],
) -> None:
    """Each chain is told once, in a record that has its type, who, when and words as evidence.

    The main one is told as the article's main event.
    """
    together = fed(items).records()
    for item in items:
        for alone in fed([item]).records():
            (record,) = [record for record in together if alone.mentions[0] in record.mentions]
            assert {line for line in alone.articles if line.main} == {
                replace(line, copy_of=None)
                for line in record.articles
                if line.main and line.id == item.article.id
            }
            assert {
                (line.slot, line.quote) for line in alone.evidence if line.slot in {"who", "what"}
            } <= {
                (line.slot, line.quote)
                for line in record.evidence
                if line.article_id == item.article.id
            }
        mains = [
            line
            for record in together
            for line in record.articles
            if line.id == item.article.id and line.main
        ]
        assert len(mains) == (1 if item.chains else 0)


@settings(max_examples=40, deadline=None)
@given(items=corpora())
def test_names_of_articles_decide_nothing(items: list[ArticleMentions]) -> None:
    names = {item.article.id: sha256(item.article.id.encode()).hexdigest() for item in items}
    renamed = [
        replace(item, article=replace(item.article, id=names[item.article.id])) for item in items
    ]
    assert groups(fed(items), names) == groups(
        fed(renamed), {name: name for name in names.values()}
    )


def groups(consolidator: Consolidator, names: dict[str, str]) -> list[list[tuple[str, str, int]]]:
    return sorted(
        sorted(
            (names[mention.article_id], mention.text, mention.start) for mention in record.mentions
        )
        for record in consolidator.records()
    )


class Tables:
    """The two tables and the clock, written as the stream layer writes them."""

    def __init__(self, settings: ConsolidationSettings = SETTINGS) -> None:
        self.settings = settings
        self.articles: dict[str, ArticleMentions] = {}
        self.events: dict[str, StoredEvent] = {}
        self.decisions: dict[str, Decision] = {}
        self.clock = Clock()

    def write(self, changes: Changes) -> None:
        self.articles.update((item.article.id, item) for item in changes.articles_put)
        for article_id in changes.articles_drop:
            self.articles.pop(article_id, None)
        self.decisions.update((item.id, item) for item in changes.decisions_put)
        for decision_id in changes.decisions_drop:
            self.decisions.pop(decision_id, None)
        self.events.update((row.stored.event_id, row) for row in changes.events_put)
        for event_id in changes.events_drop:
            self.events.pop(event_id, None)
        self.clock = changes.clock

    def restore(self) -> Consolidator:
        return Consolidator.restore(
            self.settings,
            PackedArticles(self.articles.values()),
            self.events.values(),
            self.clock,
            decisions=self.decisions.values(),
        )


@settings(max_examples=60, deadline=None)
@given(data=st.data(), items=corpora())
def test_a_restart_at_any_point_gives_the_bytes_of_one_run(
    data: st.DataObject, items: list[ArticleMentions]
) -> None:
    tables, whole = Tables(), Consolidator(SETTINGS)
    cut = data.draw(st.integers(0, len(items)))
    running = Consolidator(SETTINGS)
    published: list[EventRecord] = []
    for position, item in enumerate(items):
        if position == cut:
            running = tables.restore()
            assert running.pending().records == ()
        changes = running.apply(item)
        tables.write(changes)
        published += changes.records
    expected = [record for item in items for record in whole.apply(item).records]
    assert [encode(record) for record in published] == [encode(record) for record in expected]
