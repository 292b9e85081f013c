"""The growth of an event's record: articles and independent sources over time.

The time is that at which each version was told.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from workers.streams.readmodel.view import Version
from workers.web.wording import counted, instant

WIDTH = 600
HEIGHT = 90
EDGE = 8


@dataclass(frozen=True, slots=True)
class Dot:
    """One version in the picture."""

    x: float
    articles: float
    independent: float
    label: str


@dataclass(frozen=True, slots=True)
class Growth:
    """A step line each for articles and independent sources, as points of an SVG polyline.

    `most` is the number at the top.
    """

    dots: tuple[Dot, ...]
    articles: str
    independent: str
    most: int
    start: str
    end: str


def growth(versions: Sequence[Version]) -> Growth | None:
    """Return the picture of the versions, oldest first; None where there is but one."""
    if len(versions) < 2:  # noqa: PLR2004 - one version grew from nothing
        return None
    most = max(1, *(version.articles for version in versions))
    dots = tuple(_dot(version, versions, most) for version in versions)
    return Growth(
        dots=dots,
        articles=_steps([(dot.x, dot.articles) for dot in dots]),
        independent=_steps([(dot.x, dot.independent) for dot in dots]),
        most=most,
        start=instant(versions[0].at),
        end=instant(versions[-1].at),
    )


def _dot(version: Version, versions: Sequence[Version], most: int) -> Dot:
    whole = (versions[-1].at - versions[0].at).total_seconds()
    share = (
        (version.at - versions[0].at).total_seconds() / whole
        if whole
        else versions.index(version) / len(versions)
    )
    label = (
        f"version {version.number}, {version.change} {instant(version.at)}: "
        f"{counted(version.articles, 'article')}, {version.independent} independent"
    )
    return Dot(
        x=round(EDGE + share * (WIDTH - 2 * EDGE), 1),
        articles=_height(version.articles, most),
        independent=_height(version.independent, most),
        label=label,
    )


def _height(number: int, most: int) -> float:
    return round(HEIGHT - EDGE - number / most * (HEIGHT - 2 * EDGE), 1)


def _steps(points: Sequence[tuple[float, float]]) -> str:
    """Return a line that stays level until the next point, and ends at the right edge."""
    told = [points[0]]
    for x, y in points[1:]:
        told += [(x, told[-1][1]), (x, y)]
    told.append((WIDTH, told[-1][1]))
    return " ".join(f"{x:g},{y:g}" for x, y in told)
