"""A small line of the lag of a stage over time."""

from collections.abc import Sequence

from workers.streams.readmodel.stage_board import SLICES, LagSlice

WIDTH = 180
HEIGHT = 36
EDGE = 3
"""Above and below the line, for its width."""


def sparkline(slices: Sequence[LagSlice]) -> str | None:
    """Return the points of an SVG polyline of `WIDTH` by `HEIGHT`, the latest slice at the right.

    The greatest lag reaches the top; a stage without lag has a line at the bottom. None where there
    are not two slices yet.
    """
    if len(slices) < 2:  # noqa: PLR2004 - one point is no line
        return None
    last, most = slices[-1].number, max(1, *(one.most for one in slices))
    return " ".join(f"{_x(one.number - last)},{_y(one.most / most)}" for one in slices)


def _x(slices_ago: int) -> str:
    return f"{WIDTH * (1 + slices_ago / (SLICES - 1)):.1f}"


def _y(share: float) -> str:
    return f"{HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE):.1f}"
