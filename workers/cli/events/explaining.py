"""An explanation for people to read in a terminal: an editor who asks whether to trust a merge."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from workers.cli.terminal.display import plain
from workers.counting import counted

if TYPE_CHECKING:
    from schemas import EventRecord
    from schemas.event import Conflict
    from workers.consolidation import Explanation
    from workers.consolidation.explain import Link, Neighbour, Ruling

FEATURES_SHOWN = 6
LINKS_SHOWN = 12
ARTICLES_SHOWN = 20
WORDS = {
    "words": "the articles use the same words",
    "meaning": "headline and opening mean the same",
    "context": "the same words around it",
    "headline": "each has the words of the other's headline",
    "short": "few words to compare",
    "where": "the same place",
    "when": "the same time",
    "undated": "an article without a date",
    "figures_differ": "other figures",
    "other_type": "different types",
    "when_differ": "other days",
    "routine": "routine reports, whose words are alike",
    "mains": "the main events of the articles are one",
    "event": "the words name the same event",
    "same_word": "the same word",
    "rare_word": "the word is rare",
    "named": "shared names",
    "where_conflict": "other places",
    "when_conflict": "other times",
    "one_main": "only one is a main event",
}
"""What each feature of a pair of chains says."""


def explained(explanation: "Explanation") -> Iterator[str]:
    """Yield the lines."""
    record = explanation.record
    yield f"{plain(record.title)}  [{record.event_id}, version {record.version}, {record.status}]"
    yield from _articles(record)
    yield from _section("decisions of operators", map(_ruling, explanation.rulings))
    yield from _links(explanation)
    yield from _section(
        "kept out", (line for n in explanation.neighbours for line in _neighbour(n))
    )
    yield from _section("date", _date(record, explanation.dates))
    yield from _section("the articles disagree", map(_conflict, record.conflicts))
    yield from _section(
        "related", (f"{r.kind}  {plain(r.title, 80)}  [{r.event_id}]" for r in explanation.related)
    )
    yield from _section("history", map(plain, explanation.history))


def _articles(record: "EventRecord") -> Iterator[str]:
    count, independent = record.sources.articles, record.sources.independent
    among = f", {independent} of them independent" if count != 1 else ""
    yield f"\ntold by {counted(count, 'article')}{among}"
    words: dict[str, list[str]] = defaultdict(list)
    for mention in record.mentions:
        words[mention.article_id].append(
            f"“{plain(mention.text, 30)}” at {mention.field} {mention.start}–{mention.end}"
        )
    for line in record.articles[:ARTICLES_SHOWN]:
        marks = [
            *(["main event"] if line.main else []),
            *([f"copy of {line.copy_of}"] if line.copy_of else []),
        ]
        marked = f" ({plain(','.join(marks))})" if marks else ""
        yield f"  {plain(line.id, 60)}{marked}: {', '.join(words[line.id])}"
    if len(record.articles) > ARTICLES_SHOWN:
        yield f"  and {len(record.articles) - ARTICLES_SHOWN} more"


def _links(explanation: "Explanation") -> Iterator[str]:
    links = explanation.links
    if not links and len(explanation.unlinked) == 1:
        yield "\nheld together by nothing: one article tells it"
        return
    yield (
        f"\nheld together by {counted(len(links), 'link')}, each with its probability and score; "
        f"groups join where the mean over all pairs reaches {explanation.threshold:.2f}"
    )
    for link in links[:LINKS_SHOWN]:
        yield from _link(link)
    if len(links) > LINKS_SHOWN:
        yield f"  and {len(links) - LINKS_SHOWN} weaker ones: --json has them"
    for article_id, _ in explanation.unlinked if len(explanation.unlinked) > 1 or links else ():
        yield f"  what {plain(article_id, 60)} tells is linked to none of the others"


def _link(link: "Link") -> Iterator[str]:
    yield (
        f"  {link.probability:.3f} ({link.score:.2f})  “{plain(link.first_words, 60)}” "
        f"in {plain(link.first[0])}"
    )
    yield f"     ~  “{plain(link.second_words, 60)}” in {plain(link.second[0])}"
    yield f"        {_weighed(link)}"


def _weighed(link: "Link") -> str:
    weighed = sorted(link.weights, key=lambda item: (-abs(item[1]), item[0]))[:FEATURES_SHOWN]
    values = dict(link.features)
    return "; ".join(
        f"{WORDS.get(name, name)} {weight:+.2f}"
        + (f" ({name} {values[name]:.2f})" if 0 < values[name] < 1 else "")
        for name, weight in weighed
    )


def _neighbour(neighbour: "Neighbour") -> Iterator[str]:
    near = (
        "facts rule it out"
        if neighbour.score is None
        else f"nearest link {neighbour.score:.2f}, probability {neighbour.link.probability:.3f}"
    )
    yield f"{plain(neighbour.title, 80)}  [{neighbour.event_id}]"
    yield f"   {near}: {plain(neighbour.reason)}"
    yield (
        f"   “{plain(neighbour.link.first_words, 50)}” ~ "
        f"“{plain(neighbour.link.second_words, 50)}”: {_weighed(neighbour.link)}"
    )


def _ruling(ruling: "Ruling") -> str:
    decision = ruling.decision
    return plain(
        f"{decision.verdict} {decision.id} by {decision.author}, {decision.at}: {decision.reason} "
        f"({ruling.force_words})"
    )


def _date(record: "EventRecord", steps: Iterable[str]) -> Iterator[str]:
    if record.when is None:
        return
    yield record.when.edtf + (
        f", by {counted(record.when.support, 'independent article')}" if record.when.support else ""
    )
    yield from map(plain, steps)
    for item in record.evidence:
        if item.slot == "when":
            yield f"“{plain(item.quote, 60)}” in {plain(item.article_id, 60)}"


def _conflict(conflict: "Conflict") -> str:
    values = (
        f"{plain(v.value, 60)} ×{v.support} ({plain(', '.join(v.articles), 80)})"
        for v in conflict.values
    )
    return f"{conflict.slot}: {'; '.join(values)}"


def _section(name: str, lines: Iterable[str]) -> Iterator[str]:
    shown = list(lines)
    if shown:
        yield f"\n{name}"
        yield from (f"  {line}" for line in shown)
