"""Run as a script: tells every regular expression that our code compiles.

It writes JSON lines of module, pattern and flags. It watches `re` while all our modules are
imported and the seed articles go through every stage, so that patterns built from lexicons are
among them.
"""

import contextlib
import importlib
import json
import pkgutil
import re
import sys
from collections.abc import Callable
from typing import Any

OURS = ("workers", "schemas", "seeds")
FUNCTIONS = (
    "compile",
    "search",
    "match",
    "fullmatch",
    "sub",
    "subn",
    "split",
    "findall",
    "finditer",
)


def watch(found: set[tuple[str, str, int]]) -> None:
    """From now on, note what our modules hand to `re`."""
    for name in FUNCTIONS:
        setattr(re, name, _noting(getattr(re, name), name, found))


def _noting(
    original: Callable[..., Any], name: str, found: set[tuple[str, str, int]]
) -> Callable[..., Any]:
    def noting(pattern: Any, *args: Any, **options: Any) -> Any:
        module = str(sys._getframe(1).f_globals.get("__name__", ""))
        if module.partition(".")[0] in OURS and isinstance(pattern, str):
            flags = options.get("flags", args[0] if name == "compile" and args else 0)
            found.add((module, pattern, int(flags)))
        return original(pattern, *args, **options)

    return noting


def import_all() -> None:
    for package in OURS:
        root = importlib.import_module(package)
        for module in pkgutil.walk_packages(root.__path__, f"{package}."):
            if module.name not in ("workers.__main__", "workers.app"):
                importlib.import_module(module.name)


def run_seeds() -> None:
    """Let the seed articles go through the stages in this process.

    That builds what is built from lexicons.
    """
    from seeds import SEEDS  # noqa: PLC0415 - only after `re` is watched
    from workers.articles import read_article, read_path  # noqa: PLC0415
    from workers.nlp import load_english  # noqa: PLC0415
    from workers.stages import Stages  # noqa: PLC0415

    stages = Stages.over(load_english())
    articles = [
        read_article(raw.value, key=raw.key, max_text_length=200_000) for raw in read_path(SEEDS)
    ]
    list(stages.extract(stages.annotate(stages.prepare(article) for article in articles)))


if __name__ == "__main__":
    patterns: set[tuple[str, str, int]] = set()
    watch(patterns)
    with contextlib.redirect_stdout(sys.stderr):
        import_all()
        run_seeds()
    for line in sorted(patterns):
        sys.stdout.write(json.dumps(line) + "\n")
