"""Read what the encoder is trained on: sentences and articles of our own in markup, and articles with a desk's gold.

Markup, described in `training/data/README.md`: `{1:bought|DEAL/acquisition|occurred|main}` is a word that names event 1,
`{0:exploding|NONE}` one that names none, `[A1R2 the ministry]` the actor of event 1 and recipient of event 2.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

MARK = re.compile(r"\{(\d+):([^|{}]+)\|([^{}]*)\}|\[((?:[ARPT]\d+)+) ([^\[\]]+)\]")
ROLE = re.compile(r"([ARPT])(\d+)")
STOP = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "on",
        "at",
        "for",
        "to",
        "and",
        "or",
        "by",
        "from",
        "with",
        "his",
        "her",
        "its",
        "their",
        "this",
        "that",
        "s",
        "mr",
        "mrs",
        "ms",
        "dr",
    ]
)
NONE = "NONE"


@dataclass(frozen=True, slots=True)
class Mark:
    """A word that names an event, or none (`code` NONE). Offsets count code points of its field."""

    field: str
    start: int
    end: int
    event: str
    code: str
    types: tuple[str, ...] = ()
    modality: tuple[str, ...] = ()
    level: str | None = None

    @property
    def logged(self) -> bool:
        """Whether a desk would log the event."""
        return self.code != NONE and self.level is not None


@dataclass(frozen=True, slots=True)
class Span:
    """A phrase that takes part in events: pairs of role (A, R, P, T) and event."""

    field: str
    start: int
    end: int
    roles: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Example:
    """An article, or a sentence by itself, with its marks.

    Attributes:
        article: As `dateline extract` reads it.
        spans: None where roles are not annotated.
        complete: Whether what is not marked is no event.
        gold: Desk gold by event: names of actors and recipients, places, dates.
    """

    article: dict[str, Any]
    marks: tuple[Mark, ...]
    spans: tuple[Span, ...] | None
    complete: bool
    gold: dict[str, dict[str, Any]] = field(default_factory=dict)


def read_markup(path: Path) -> Iterator[Example]:
    """Yield the examples of a file: blocks that open with '# ' are articles, other lines sentences; '%' opens a comment."""
    roles = "% roles: none" not in path.read_text(encoding="utf-8").split("\n", 1)[0]
    block: list[str] = []
    lines = [line.strip() for line in path.read_text(encoding="utf-8").split("\n")]
    for number, line in enumerate([*lines, ""]):
        if line.startswith("# ") or (block and line):
            block.append(line)
        elif block:
            yield _article(f"{path.stem}:{number}", block)
            block = []
        elif line and not line.startswith("%"):
            yield _sentence(f"{path.stem}:{number}", line, roles=roles)


def _sentence(name: str, line: str, *, roles: bool) -> Example:
    text, marks, spans = parse(line, "text", name)
    article = {"id": name, "text": text}
    return Example(article, tuple(marks), tuple(spans) if roles else None, complete=False)


def _article(name: str, lines: list[str]) -> Example:
    title, marks, spans = parse(lines[0][2:], "title", name)
    body = lines[1:]
    published = body.pop(0)[2:].strip() if body and body[0].startswith("@ ") else None
    text = ""
    for line in body:
        plain, own_marks, own_spans = parse(line, "text", name, len(text))
        text += plain + "\n\n"
        marks += own_marks
        spans += own_spans
    article = {"id": name, "title": title, "text": text, "published_at": published}
    return Example(article, tuple(marks), tuple(spans), complete=True)


def parse(line: str, where: str, name: str, offset: int = 0) -> tuple[str, list[Mark], list[Span]]:
    """Return a line without its markup, its marks and its spans; `offset` is where the line starts in its field."""
    text, last = "", 0
    marks: list[Mark] = []
    spans: list[Span] = []
    for match in MARK.finditer(line):
        text += line[last : match.start()]
        start = offset + len(text)
        if match[1]:
            text += match[2]
            marks.append(_mark(where, start, match, name))
        else:
            text += match[5]
            roles = frozenset((role, f"{name}/{event}") for role, event in ROLE.findall(match[4]))
            spans.append(Span(where, start, offset + len(text), roles))
        last = match.end()
    return text + line[last:], marks, spans


def _mark(where: str, start: int, match: re.Match[str], name: str) -> Mark:
    kind, *more = match[3].split("|")
    modality, level = (*more, "", "")[:2]
    return Mark(
        where,
        start,
        start + len(match[2]),
        event=f"{name}/{match[1]}",
        code=kind.partition("/")[0],
        types=(kind,),
        modality=(modality,) if modality else (),
        level=level if level in {"main", "reported", "background", "log"} else None,
    )


def read_desk(articles: Path, gold: Path) -> Iterator[Example]:
    """Yield the articles of a desk set: `articles` JSON lines, `gold` a folder with a JSON file for each group."""
    known = {a["id"]: a for a in map(json.loads, filter(None, articles.read_text(encoding="utf-8").split("\n")))}
    for path in sorted(gold.glob("*.json")):
        group = json.loads(path.read_text(encoding="utf-8"))
        events = {f"{group['group']}/{event['id']}": event for event in group["events"]}
        for name in group["articles"]:
            yield Example(known[name], tuple(_desk_marks(known[name], events)), None, complete=True, gold=events)


def _desk_marks(article: dict[str, Any], events: dict[str, Any]) -> Iterator[Mark]:
    for key, event in events.items():
        modality = event["modality"] if isinstance(event["modality"], list) else [event["modality"]]
        for telling in event["tellings"]:
            if telling["article"] != article["id"]:
                continue
            where = telling.get("field", "text")
            whole = article.get(where) or ""
            begin = whole.find(telling["quote"])
            for word in telling["triggers"] if begin >= 0 else ():
                for match in re.finditer(rf"\b{re.escape(word)}\b", telling["quote"]):
                    start = begin + match.start()
                    types = tuple(event["types"]) or ("UNKNOWN",)
                    yield Mark(
                        where,
                        start,
                        start + len(word),
                        key,
                        types[0].partition("/")[0],
                        types,
                        tuple(modality),
                        event["level"],
                    )


def same_name(name: str, acceptable: list[str]) -> bool:
    """Whether a name is one of the acceptable ones: all content words of one within the other."""
    mine = _words(name)
    return any(mine <= other or other <= mine for other in map(_words, acceptable) if mine and other)


def _words(name: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", name.casefold().replace("’", "'"))
    return frozenset(w for w in words if w not in STOP) or frozenset(words)
