"""Extract articles for `training/links.py`.

    python -m training.mentions ARTICLES FOLDER [--gold GOLD] [--all]

Writes `mentions.jsonl` and `gold.jsonl` to FOLDER. ARTICLES are JSON lines, or a corpus that
`training.corpus.read_articles` knows. GOLD is one of these; without it, the articles' own lines say
their `cluster` (`training/data/pairs.jsonl`).

- JSON lines with `id` and `cluster` or `story`: articles of one main event. Articles that GOLD does
  not name are left out.
- The folder of a desk's gold: which words name which event, in all articles of a group.

`--all` keeps every mention, as scoring on ECB+ asks.
"""

import argparse
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from schemas import encode
from training.corpus import Mark, read_articles, read_desk
from workers.batch import analyse, processes_for, read_lines
from workers.settings import Settings

Gold = dict[str, dict[str, Any]]


def main() -> None:
    """Extract and write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("articles", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--all", action="store_true")
    arguments = parser.parse_args()
    known = read_articles(arguments.articles)
    gold = _gold(arguments.articles, arguments.gold, known)
    arguments.folder.mkdir(parents=True, exist_ok=True)
    wanted = b"\n".join(json.dumps(known[name]).encode() for name in known if name in gold)
    lines = read_lines(wanted)
    settings = Settings(mentions="all" if arguments.all else "events")
    with (arguments.folder / "mentions.jsonl").open("wb") as out:
        for found in analyse(
            lines, settings=settings, processes=processes_for(len(lines), settings)
        ):
            if found.mentions is not None:
                out.write(encode(found.mentions) + b"\n")
    (arguments.folder / "gold.jsonl").write_text(
        "\n".join(json.dumps({"id": name, **line}) for name, line in gold.items()), encoding="utf-8"
    )


def _gold(articles: Path, path: Path | None, known: Gold) -> Gold:
    """Return by article which cluster it is of, and which words name which event."""
    if path is None:
        return {name: _clusters(article) for name, article in known.items()}
    if path.is_dir():
        return _desk_gold(articles, path)
    lines = map(json.loads, filter(None, path.read_text(encoding="utf-8").split("\n")))
    return {line["id"]: _clusters(line) for line in lines}


def _clusters(line: dict[str, Any]) -> dict[str, Any]:
    """Return what says which articles tell one event: `cluster`, or the `story` of ECB+."""
    kept = {name: value for name, value in line.items() if name not in {"title", "text", "id"}}
    return {"cluster": line.get("story"), **kept}


def _desk_gold(articles: Path, folder: Path) -> Gold:
    """Return for each article of a desk set the words of the text that name its events.

    Articles of one group share its events; whether their main events are one is not told.
    """
    return {
        example.article["id"]: {
            "cluster": example.article["id"],
            "topic": next(iter(example.gold), "").partition("/")[0],
            "mentions": list(_words(example.marks)),
        }
        for example in read_desk(articles, folder)
    }


def _words(marks: Iterable[Mark]) -> Iterable[dict[str, Any]]:
    for mark in marks:
        if mark.field == "text":
            yield {"start": mark.start, "end": mark.end, "head": None, "cluster": mark.event}


if __name__ == "__main__":
    main()
