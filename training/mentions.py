"""Extract articles for `training/links.py`.

    python -m training.mentions ARTICLES.jsonl FOLDER [--gold GOLD.jsonl] [--all]

Writes `mentions.jsonl` and `gold.jsonl` to FOLDER. Without `--gold`, the articles' own lines say
their `cluster` (`training/data/pairs.jsonl`). `--all` keeps every mention, as scoring on ECB+ asks.
"""

import argparse
import json
from pathlib import Path

from schemas import encode
from workers.batch import analyse, processes_for, read_lines
from workers.settings import Settings


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
    arguments.folder.mkdir(parents=True, exist_ok=True)
    lines = read_lines(arguments.articles.read_bytes())
    settings = Settings(mentions="all" if arguments.all else "events")
    with (arguments.folder / "mentions.jsonl").open("wb") as out:
        for found in analyse(
            lines, settings=settings, processes=processes_for(len(lines), settings)
        ):
            if found.mentions is not None:
                out.write(encode(found.mentions) + b"\n")
    gold = read_lines(arguments.gold.read_bytes()) if arguments.gold else lines
    (arguments.folder / "gold.jsonl").write_bytes(b"\n".join(_gold(line.data) for line in gold))


def _gold(line: bytes) -> bytes:
    """Return what says which articles tell one event: `cluster`, or the `story` of ECB+."""
    article = json.loads(line)
    kept = {name: value for name, value in article.items() if name not in {"title", "text"}}
    return json.dumps({"cluster": article.get("story"), **kept}).encode()


if __name__ == "__main__":
    main()
