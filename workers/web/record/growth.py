"""The growth of an event's record: articles and independent sources over time.

The time is that at which each version was told. Where the articles came so close together that
only one version was told, it is the time at which each article came in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import accumulate

from schemas import EventRecord
from workers.consolidation.time.timestamps import timestamp
from workers.streams.readmodel.view import View
from workers.streams.readmodel.view_records import Version
from workers.web.presentation.wording import counted, instant

WIDTH = 600
HEIGHT = 90
EDGE = 8
MOST_ARTICLES = 200
BY_VERSION = "by the time at which they were told"
BY_ARTICLE = "by the time at which the articles came in"


@dataclass(frozen=True, slots=True)
class GrowthStep:
    """The articles and independent sources from a time on, and what happened then, in words."""

    at: datetime
    articles: int
    independent: int
    what: str


@dataclass(frozen=True, slots=True)
class Dot:
    """One step in the picture."""

    x: float
    articles: float
    independent: float
    label: str


@dataclass(frozen=True, slots=True)
class Growth:
    """A step line each for articles and independent sources, as points of an SVG polyline.

    `most` is the number at the top; `by` says in words which time it is.
    """

    dots: tuple[Dot, ...]
    articles: str
    independent: str
    most: int
    start: str
    end: str
    by: str


def growth(record: EventRecord, versions: Sequence[Version], view: View) -> Growth | None:
    """Return the picture of the versions, oldest first, or of the articles of a single version.

    None where there are not two of them.
    """
    points_drawn = [_version_step(version) for version in versions]
    if len(points_drawn) > 1:
        return _growth(points_drawn, BY_VERSION)
    came = _article_steps(record, view)
    return _growth(came, BY_ARTICLE) if len(came) > 1 else None


def _version_step(version: Version) -> GrowthStep:
    what = f"version {version.number}, {version.change}"
    return GrowthStep(version.at, version.articles, version.independent, what)


def _article_steps(record: EventRecord, view: View) -> list[GrowthStep]:
    """Return a step for each article of which the view holds when it came in, in that order.

    There are none where more than `MOST_ARTICLES` tell the event.
    """
    if len(record.articles) > MOST_ARTICLES:
        return []
    ids = {line.id for line in record.articles}
    came = sorted(
        (at, line.id, line.copy_of in ids)
        for line in record.articles
        if (held := view.article(line.id)) is not None
        and (at := timestamp(held.received_at)) is not None
    )
    originals = accumulate(int(not copied) for _, _, copied in came)
    return [
        GrowthStep(datetime.fromtimestamp(at, UTC), number, independent, f"article {id_}")
        for number, ((at, id_, _), independent) in enumerate(
            zip(came, originals, strict=True), start=1
        )
    ]


def _growth(steps: Sequence[GrowthStep], by: str) -> Growth:
    most = max(1, *(step.articles for step in steps))
    dots = tuple(_dot(step, steps, most) for step in steps)
    return Growth(
        dots=dots,
        articles=_steps([(dot.x, dot.articles) for dot in dots]),
        independent=_steps([(dot.x, dot.independent) for dot in dots]),
        most=most,
        start=instant(steps[0].at),
        end=instant(steps[-1].at),
        by=by,
    )


def _dot(step: GrowthStep, steps: Sequence[GrowthStep], most: int) -> Dot:
    whole = (steps[-1].at - steps[0].at).total_seconds()
    share = (
        (step.at - steps[0].at).total_seconds() / whole if whole else steps.index(step) / len(steps)
    )
    label = (
        f"{step.what} {instant(step.at)}: "
        f"{counted(step.articles, 'article')}, {step.independent} independent"
    )
    return Dot(
        x=round(EDGE + share * (WIDTH - 2 * EDGE), 1),
        articles=_height(step.articles, most),
        independent=_height(step.independent, most),
        label=label,
    )


def _height(number: int, most: int) -> float:
    return round(HEIGHT - EDGE - number / most * (HEIGHT - 2 * EDGE), 1)


def _steps(points: Sequence[tuple[float, float]]) -> str:
    """Return a line that stays level until the next point, and ends at the right edge."""
    points_drawn = [points[0]]
    for x, y in points[1:]:
        points_drawn += [(x, points_drawn[-1][1]), (x, y)]
    points_drawn.append((WIDTH, points_drawn[-1][1]))
    return " ".join(f"{x:g},{y:g}" for x, y in points_drawn)
