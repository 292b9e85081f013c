"""Read the training data of the encoder.

The data are sentences and articles of our own in markup, and articles with a desk's gold.
`training/data/README.md` describes the markup: `{1:bought|DEAL/acquisition|occurred|main}` is a
word that names event 1, `{0:exploding|NONE}` is a word that names no event, and
`[A1R2 the ministry]` is the actor of event 1 and the recipient of event 2.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

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
    """Yield the examples of a file of markup.

    A block that opens with '# ' is an article, any other line is a sentence, and '%' opens a
    comment.
    """
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
    """Return a line without its markup, its marks and its spans.

    `offset` is where the line starts in its field.
    """
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
    """Yield the articles of a desk set.

    `articles` is a file of JSON lines, `gold` a folder with a JSON file for each group.
    """
    known = read_articles(articles)
    for path in sorted(gold.glob("*.json")):
        group = json.loads(path.read_text(encoding="utf-8"))
        events = {f"{group['group']}/{event['id']}": event for event in group["events"]}
        for name in group["articles"]:
            yield Example(
                known[name],
                tuple(_desk_marks(known[name], events)),
                None,
                complete=True,
                gold=events,
            )


def read_log(articles: Path, log: Path) -> Iterator[Example]:
    """Yield articles with our own log of them.

    `log` names the words of an article by offsets, so it holds no text of others.

    Raises:
        ValueError: Where an article has another text than the one that was read for the log.
    """
    known = read_articles(articles)
    for line in filter(None, log.read_text(encoding="utf-8").split("\n")):
        own = json.loads(line)
        article = known[own["article"]]
        if digest(article) != own["digest"]:
            raise ValueError(f"article {own['article']} is not the one that {log} was written for")
        events = {f"{own['article']}/{number}": event for number, event in enumerate(own["events"])}
        marks = [mark for key, event in events.items() for mark in _log_marks(key, event)]
        yield Example(article, tuple(marks), None, complete=True, gold=events)


def read_plain(articles: Path, log: Path, count: int) -> Iterator[Example]:
    """Yield articles that a log is not about, without a mark: `count` at most, evenly spread."""
    lines = filter(None, log.read_text(encoding="utf-8").split("\n"))
    logged = {json.loads(line)["article"] for line in lines}
    rest = [article for name, article in read_articles(articles).items() if name not in logged]
    for article in rest[:: max(1, len(rest) // count)][:count]:
        yield Example(article, (), None, complete=False)


def read_articles(path: Path) -> dict[str, dict[str, Any]]:
    """Return articles by their id.

    Args:
        path: JSON lines; or the Lee corpus (`lee_background.cor`, a text a line, ids from
            `lee-0`); or the folder of Reuters-21578 in JSON (ids such as `reuters-3992`).
    """
    if path.is_dir():
        stories = [
            story
            for file in sorted(path.glob("*.json"))
            for story in json.loads(file.read_text("utf-8"))
        ]
        return {
            f"reuters-{story['id']}": _reuters(story)
            for story in stories
            if "title" in story and "body" in story
        }
    lines = list(filter(None, path.read_text(encoding="utf-8").split("\n")))
    if path.suffix == ".cor":
        return {
            f"lee-{number}": {"id": f"lee-{number}", "text": line}
            for number, line in enumerate(lines)
        }
    return {article["id"]: article for article in map(json.loads, lines)}


def _reuters(story: dict[str, Any]) -> dict[str, Any]:
    """Return a story with a line for each paragraph, without its signature."""
    body = re.sub(r"\s*(?:REUTER|Reuter)\W*$", "", story["body"].strip())
    text = "\n".join(" ".join(part.split()) for part in re.split(r"\n {4}", body) if part.strip())
    day = (
        datetime.strptime(story["date"].split()[0], "%d-%b-%Y")
        .replace(tzinfo=UTC)
        .date()
        .isoformat()
    )
    return {
        "id": f"reuters-{story['id']}",
        "title": story["title"],
        "text": text,
        "published_at": day,
        "language": "en",
    }


def digest(article: dict[str, Any]) -> str:
    """Return twelve hex digits of an article's headline and text."""
    return sha256(f"{article.get('title') or ''}\n{article['text']}".encode()).hexdigest()[:12]


def _log_marks(key: str, event: dict[str, Any]) -> Iterator[Mark]:
    types = tuple(event["types"])
    for field_, start, end in event["words"]:
        code = types[0].partition("/")[0]
        yield Mark(field_, start, end, key, code, types, tuple(event["modality"]), event["level"])


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


def part_of(article: str, parts: int) -> int:
    """Return the part that an article is in.

    Articles of one group (`more-03-01`, `more-03-02`) are in one part.
    """
    group = article.rsplit("-", 1)[0] if article.count("-") > 1 else article
    return crc32(group.encode()) % parts


def same_name(name: str, acceptable: list[str]) -> bool:
    """Whether a name is one of the acceptable ones: all content words of one within the other."""
    mine = _words(name)
    return any(
        mine <= other or other <= mine for other in map(_words, acceptable) if mine and other
    )


def _words(name: str) -> frozenset[str]:
    words = re.findall(r"[^\W_]+", name.casefold().replace("’", "'"))
    return frozenset(w for w in words if w not in STOP) or frozenset(words)
