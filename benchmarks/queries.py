"""Measure how long `GET /api/events` and the live page `/events` take for each filter.

    python benchmarks/queries.py [--events 10000] [--rounds 100] [--most 0.1]

The requests go over HTTP on loopback, with 10,000 events in the view. The events are invented from
a fixed seed: each has three articles, twelve quotes, three participants and a place, about as much
as a record of a widely told event. Their dates are whole, coarse or partial; some titles and names
are not ASCII. The script asks each filter `--rounds` times, in turn with the others; each page of
500 events and each cursor in the middle of the list is one of the filters. For each filter it
prints the median and the 99th percentile by the client's clock, without the JSON decoding, and the
99th percentile of the processor's time, client and server together, which other load on the
machine changes less. Garbage is collected as in a worker. The script fails where a 99th percentile
by the clock is above `--most` seconds.
"""

import argparse
import asyncio
import gc
import os
import random
import statistics
import sys
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import orjson
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request

from schemas import EventRecord
from schemas.event import (
    ArticleLine,
    Evidence,
    MentionLine,
    Sources,
    What,
    When,
    Where,
    Who,
    Window,
)
from schemas.mentions import EventType
from workers.bootstrap import COLLECTION
from workers.settings import Settings
from workers.streams.readmodel.stage_board import StageBoard
from workers.streams.readmodel.view import View
from workers.streams.stages.garbage_collection import freeze_survivors
from workers.web import WebContext, application

SEED = 20310508
BEGIN = datetime(2031, 5, 8, tzinfo=UTC)
WORDS = [
    "harbour",
    "strike",
    "minister",
    "border",
    "talks",
    "flood",
    "prices",
    "élection",
    "court",
    "hospital",
    "bridge",
    "ferry",
    "union",
    "budget",
    "storm",
    "treaty",
    "patrol",
    "señal",
    "verdict",
    "school",
    "mine",
    "pipeline",
    "inquiry",
    "rally",
    "ceasefire",
    "embassy",
    "drought",
    "parliament",
    "airport",
    "refinery",
]
NAMES = (
    "Marta Oyelaran",
    "Ayşe Aydoğan",
    "Li Wenhua",
    "Dockers' Union",
    "João Pereira",
    "Council of Veldhaven",
)
COUNTRIES = ("NL", "TR", "CN", "PT", "US", "FJ", "KE", "PE")
TYPES = (("PROTEST", "strike"), ("CONSULT", "visit"), ("ASSAULT", None), ("AID", None))
DATES = ("{day}", "{day}/{day}", "{month}", "XXXX-{monthday}", "XXXX-WXX-3", "{year}", "{day}?")
FILTERS: Mapping[str, str] = {
    "none": "",
    "page of 500": "limit=500",
    "all statuses and levels, 500": "status=all&background=1&limit=500",
    "most sources first": "order=sources&limit=500",
    "since": "since=2031-05-08T01:00:00Z",
    "until": "until=2031-05-08T01:00:00Z",
    "from, to": "from=2030-03&to=2030-06-15",
    "type": "type=PROTEST&type=CONSULT/visit",
    "country": "country=NL&country=KE",
    "near": "near=10,20,2500",
    "box": "box=170,-60,-100,60",
    "entity": "entity=aydogan&entity=oyelaran",
    "place": "place=town 77",
    "modality": "modality=planned&modality=denied",
    "level": "level=background&limit=500",
    "min_sources": "min_sources=4",
    "q": "q=harbour election zebra",
    "q, frequent": "q=a&limit=500",
    "article": "article=a-77-1",
    "everything": "since=2031-05-01&until=2031-06-01&from=2029&to=2032&type=PROTEST&country=NL"
    "&near=0,0,20000&box=-180,-90,180,90"
    "&entity=oyelaran&place=town&modality=occurred&level=main&min_sources=1&q=strike&limit=500",
}
PAGES: Mapping[str, str] = {
    "none": "",
    "with background": "background=1&status=all",
    "box": "box=-20,30,40,60",
    "from, to": "from=2030-03&to=2030-06-15",
    "country, type": "country=NL&type=PROTEST",
    "q": "q=harbour&order=sources",
}
"""Filters of the live page: list, map, timeline and facets are all worked out for each."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--events", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument(
        "--most", type=float, default=0.1, help="seconds that no 99th percentile may pass"
    )
    arguments = parser.parse_args()
    gc.set_threshold(*COLLECTION)
    view = filled(arguments.events)
    freeze_survivors()
    slowest = asyncio.run(measure(view, arguments.rounds))
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"slowest p99 {slowest * 1000:.1f} ms"
    )
    return int(slowest > arguments.most)


async def measure(view: View, rounds: int) -> float:
    context = WebContext(Settings(), view, StageBoard())
    async with TestClient(TestServer(application(context))) as client:
        queries = {name: f"/api/events?{query}" for name, query in FILTERS.items()}
        queries["cursor in the middle"] = f"/api/events?limit=500&cursor={await middle(client)}"
        queries |= {f"page: {name}": f"/events?{query}" for name, query in PAGES.items()}
        taken: dict[str, list[float]] = {name: [] for name in queries}
        worked: dict[str, list[float]] = {name: [] for name in queries}
        sizes: dict[str, int] = {}
        for number in range(rounds):
            for name, query in queries.items():
                context.view.problem = (
                    f"round {number}" if name.startswith("page") else ""
                )  # so that the page is made anew
                began, used = time.perf_counter(), time.process_time()
                body = await ask(client, query)
                taken[name].append(time.perf_counter() - began)
                worked[name].append(time.process_time() - used)
                sizes[name] = sizes.get(name) or found_in(body)
    for name, times in taken.items():
        median, p99, work = (
            value * 1000
            for value in (statistics.median(times), percentile(times), percentile(worked[name]))
        )
        print(
            f"{name:30} {sizes[name]:6} found  median {median:6.1f} ms  p99 {p99:6.1f} ms  "
            f"processor p99 {work:6.1f} ms"
        )
    return max(map(percentile, taken.values()))


async def middle(client: TestClient[Request, Application]) -> str:
    cursor = ""
    for _ in range(8):
        cursor = orjson.loads(await ask(client, f"/api/events?limit=500&cursor={cursor}"))["next"]
    return cursor


def found_in(body: bytes) -> int:
    """Return how many events an answer tells of: the total in the JSON or in the page's heading."""
    if body.startswith(b"{"):
        return int(orjson.loads(body)["total"])
    heading = body.decode().partition('id="count" data-part>')[2].partition(" event")[0]
    return int("".join(filter(str.isdigit, heading)) or 0)


async def ask(client: TestClient[Request, Application], address: str) -> bytes:
    async with client.get(address) as answer:
        body = await answer.read()
        if answer.status != 200:  # noqa: PLR2004 - HTTP
            raise RuntimeError(body.decode())
        return body


def filled(count: int) -> View:
    chance = random.Random(SEED)  # noqa: S311 - the same events each time
    view = View(max_events=count, caught_up=True)
    began, records = time.process_time(), [record(number, chance) for number in range(count)]
    made, size = time.process_time(), sum(len(orjson.dumps(one)) for one in records)
    for number, one in enumerate(records):
        view.take_event(one, BEGIN + timedelta(seconds=number))
    used = (time.process_time() - made) / count * 1e6
    print(
        f"{count} events of {size / count / 1000:.1f} kB made in {made - began:.1f} s, "
        f"each taken in {used:.0f} µs"
    )
    return view


def record(number: int, chance: random.Random) -> EventRecord:
    def phrase(length: int) -> str:
        return " ".join(chance.choices(WORDS, k=length)).capitalize()

    code, mode = chance.choice(TYPES)
    day = (BEGIN - timedelta(days=chance.randrange(800))).date().isoformat()
    edtf = chance.choice(DATES).format(day=day, month=day[:7], year=day[:4], monthday=day[5:])
    articles = [f"a-{number}-{index}" for index in range(3)]
    who = [
        Who(f"w{chance.randrange(900)}", name, "actor", None, 1) for name in chance.sample(NAMES, 3)
    ]
    lat, lon = chance.uniform(-60, 70), chance.uniform(-180, 180)
    place = Where(
        f"Town {chance.randrange(500)}",
        chance.randrange(10**7),
        lat,
        lon,
        chance.choice(COUNTRIES),
        1,
    )
    evidence = [
        Evidence("what", "x", chance.choice(articles), "text", at, at + 90, f"{phrase(12)}.")
        for at in range(12)
    ]
    return EventRecord(
        event_id=f"{number:020x}",
        version=1,
        status=chance.choices(("open", "closed", "retracted"), (5, 4, 1))[0],
        merged_into=None,
        type=EventType("plover", code, mode),
        title=phrase(9),
        modality=chance.choice(("occurred", "planned", "denied")),
        who=tuple(who),
        where=(place,),
        when=When(edtf, 1),
        what=What("strike", phrase(15)),
        articles=tuple(
            ArticleLine(name, main=True, published_at=day, source="N", copy_of=None)
            for name in articles
        ),
        mentions=(MentionLine(articles[0], "text", 0, 6, "strike"),),
        evidence=tuple(evidence),
        conflicts=(),
        relations=(),
        sources=Sources(3, chance.randrange(1, 7)),
        first_seen=day,
        last_seen=day,
        window=Window(day, day),
        level=chance.choices(("main", "reported", "background"), (4, 4, 2))[0],
    )


def percentile(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, round(0.99 * len(values)))]


if __name__ == "__main__":
    sys.exit(main())
