"""Messages that are no article, or an article that does harm.

Each of them belongs into the dead letters, and nothing else does.
"""

from collections.abc import Callable

import orjson

from tests.chaos.articles import Sent, article

GERMAN = (
    "Der Minister besuchte gestern die Hauptstadt "
    "und sprach mit der Regierung über die Lage an der Grenze. " * 4
)


def _harmful(word: str) -> Callable[[str], bytes]:
    return lambda name: article(
        name, f"A sentence that makes the analysis {word}.", title="", published=None, shard="en"
    )


def _field(**fields: object) -> Callable[[str], bytes]:
    return lambda name: orjson.dumps(
        {"id": name, "text": "Nothing of note.", "language": "en", **fields}
    )


KINDS: dict[str, Callable[[str], bytes | None]] = {
    "no value": lambda _name: None,
    "no UTF-8": lambda name: _field()(name)[:-2] + b'\xff\xfe"}',
    "cut-off JSON": lambda name: _field()(name)[:-9],
    "a list": lambda name: b"[" + _field()(name) + b"]",
    "deep JSON": lambda _name: b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a huge number": lambda name: _field(version=1)(name).replace(
        b'"version":1', b'"version":1' + b"0" * 5_000
    ),
    "NUL": _field(text="Nothing\0of note."),
    "half a surrogate pair": lambda name: b'{"id":"%s","text":"\\ud800"}' % name.encode(),
    "no text": _field(text=" "),
    "ten megabytes": _field(text="word " * 2_000_000),
    "another language": _field(text=GERMAN, language="de"),
    "an id with a line break": lambda name: _field(id=f"{name}\n")(name),
    "XML with entities": lambda _name: (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>'
    ),
    "a fault of the analysis": _harmful("CRASH"),
    "the end of the process": _harmful("KILL"),
    "a process that hangs": _harmful("HANG"),
}


def poison(count: int) -> list[Sent]:
    """Return `count` messages, each kind in turn."""
    kinds = list(KINDS.items())
    made = ((f"poison{number:05}", *kinds[number % len(kinds)]) for number in range(count))
    return [Sent(name, make(name)) for name, _kind, make in made]


def harmless(name: str, shard: str) -> list[Sent]:
    """Return articles that look dangerous and are sound: they must not be refused."""
    texts = {
        "script": (
            "He said <script>alert(1)</script> and <img src=x onerror=alert(1)> at the meeting."
        ),
        "bidi": "The file \u202egpj.exe\u202c was named in \u2066court\u2069 on Tuesday.",
        "formula": '=HYPERLINK("http://example.org") was in the first cell of the sheet.',
    }
    return [
        Sent(
            f"{name}-{kind}",
            article(f"{name}-{kind}", text, title="Notes", published="2024-02-01", shard=shard),
            shard,
        )
        for kind, text in texts.items()
    ]
