"""The outlines of the world's countries, from the same file that the pages show as a picture."""

import re
from collections.abc import Mapping
from functools import cache

from workers.web.context import STATIC

_PATH = re.compile(r'<path id="([A-Z]{2})" d="([^"]+)"/>')


@cache
def outlines() -> Mapping[str, str]:
    """Return each country's outline by its ISO 3166-1 alpha-2 code.

    An outline is the `d` of an SVG path, in tenths of a degree, x east, y south.
    """
    return dict(_PATH.findall((STATIC / "world.svg").read_text(encoding="utf-8")))
