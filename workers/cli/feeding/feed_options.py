"""The options of `dateline feed`: what it follows or watches, how often, and what it remembers."""

import argparse
import re
from pathlib import Path

FEEDS = Path(".dateline/feeds.sqlite")
FOLDERS = Path(".dateline/watched.sqlite")
"""Files in which following and watching remember what they have published."""
SPAN = re.compile(r"(\d{1,6})(s|m|h|d)?", re.ASCII)
UNITS = {"s": 1, None: 1, "m": 60, "h": 3_600, "d": 86_400}


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of following and of watching."""
    options = parser.add_argument_group("following feeds, watching folders")
    _add_what(options)
    options.add_argument("--once", action="store_true", help="poll or look once, and end")
    options.add_argument(
        "--every",
        type=_span,
        metavar="TIME",
        help="the least time between two polls of a feed: 90s, 5m, 2h (default 5m); "
        "a feed that asks for more gets more; with --watch, between two looks (default 5s)",
    )
    options.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help=f"what was published, kept between runs (default {FEEDS}, with --watch {FOLDERS})",
    )
    _add_requests(options)


def _add_what(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "--watch",
        action="store_true",
        help="publish each new or changed file of the folders given, until Ctrl-C",
    )
    options.add_argument(
        "--follow", action="store_true", help="poll RSS and Atom feeds and sitemaps, until Ctrl-C"
    )
    options.add_argument(
        "--opml",
        type=Path,
        metavar="FILE",
        help="follow the feeds that an OPML file lists (- is standard input)",
    )
    options.add_argument(
        "--sitemap",
        type=Path,
        metavar="FILE",
        help="follow a sitemap that was saved; one on the web is followed by its address",
    )


def _add_requests(options: argparse._ArgumentGroup) -> None:
    options.add_argument(
        "--full",
        action="store_true",
        help="read the page behind each entry, where robots.txt allows",
    )
    options.add_argument(
        "--allow-private",
        action="store_true",
        help="ask hosts of private networks and this machine too",
    )
    options.add_argument(
        "--contact",
        metavar="TEXT",
        help="an address or a page to name in the User-Agent, so that sites can reach you",
    )


def _span(given: str) -> float:
    found = SPAN.fullmatch(given.strip())
    seconds = float(found[1]) * UNITS[found[2]] if found else 0.0
    if not seconds:
        raise argparse.ArgumentTypeError(f"{given!r}: a time is wanted, as 90s, 5m, 2h, 1d")
    return seconds
