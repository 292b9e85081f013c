"""All settings of Dateline in one frozen record, from a TOML file and the environment.

Precedence: environment over file over default. A setting `web_port` is `web_port = 6066` in the
file that `DATELINE_CONFIG` names and `DATELINE_WEB_PORT=6066` in the environment.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, TypeAdapter, ValidationError

PREFIX = "DATELINE_"
NOT_SETTINGS = ("config", "test_kafka", "eval")
"""Variables with our prefix that are read elsewhere: the file's path, and the variables of the
tests."""
STAGES = ("prepare", "annotate", "extract", "consolidate")
SHORTEST_TOKEN = 16

ShardBy = Literal["language", "source"]
"""What articles need in common to meet in one event: their language, or their source.

The source is a desk or a tenant; where it is unknown, the language counts."""
Count = Annotated[int, Field(ge=1)]
Port = Annotated[int, Field(ge=0, le=65_535)]
"""0 is any that is free: for the demo and tests, which say which one it is."""
Share = Annotated[float, Field(ge=0, le=1)]
Span = Annotated[float, Field(gt=0, allow_inf_nan=False)]
"""A duration that cannot be zero."""
Wait = Annotated[float, Field(ge=0, allow_inf_nan=False)]
"""A duration that may be zero."""
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,200}$")]
"""What Kafka takes in names of topics and groups."""
Level = Annotated[
    Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(str.upper)
]
Scope = Literal["events", "all"]
"""Which chains leave the extraction stage: events that a news desk would log, or all chains that
may tell an event."""

LogFormat = Annotated[Literal["auto", "text", "json"], BeforeValidator(str.lower)]
"""How a worker writes its log: `auto` is text at a terminal, and JSON lines elsewhere."""


class SettingsError(ValueError):
    """A setting that is unknown or has no valid value.

    The message says which setting it is and which values are valid.
    """


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set. Durations are in seconds unless the name says otherwise."""

    # Kafka
    broker: Annotated[str, Field(min_length=1)] = "127.0.0.1:9092"
    """Where Kafka answers, as `HOST:PORT`; several with commas."""
    topic_prefix: Name = "dateline"
    """What the names of our topics begin with: `dateline.events`."""
    partitions: Count = 4
    """Partitions of each topic that Dateline creates; the state is cut by them, so keep the
    number."""
    replication: Count = 1
    """Copies of each topic that Dateline creates, each on another broker."""
    state_dir: Path = Path(".dateline/state")
    """Folder of the local copy of the state. The broker can always rebuild it."""
    group_prefix: Name = "dateline"
    """What the names of our consumer groups begin with: `dateline-extract`."""
    session_timeout: Span = 60.0
    """Seconds after which Kafka takes a silent worker for lost and gives its partitions away."""

    # Stages
    stages: tuple[str, ...] = STAGES
    """The stages that this worker runs; in the environment with commas between them."""
    pool_processes: Count = 2
    """Processes that read articles beside the event loop."""
    process_megabytes: Count = 4_096
    """Memory that one process of the pool may take for data. A process that wants more fails there,
    before the machine runs out."""
    batch_articles: Count = 16
    """Most articles that a process of the pool gets together."""
    batch_wait: Wait = 0.05
    """Seconds that a batch waits for more articles before it is read as it is."""
    batch_timeout: Span = 120.0
    """Seconds after which a batch counts as hung, and its process is replaced."""
    in_flight_articles: Count = 256
    """Messages that a stage may have read and not yet acknowledged."""
    articles_per_process: Count = 20_000
    """Articles after which a process of the pool is replaced by a fresh one."""
    drain_timeout: Wait = 25.0
    """Seconds that a worker which is told to stop may take to finish what it has begun."""
    stall_timeout: Span = 300.0
    """Seconds that a stage may have work and make no progress before the worker ends itself."""

    # Limits
    max_text_length: Count = 200_000
    """Most characters of a text or title; an article with more is a dead letter."""
    max_message_bytes: Count = 10_485_760
    """Most bytes of a message in our topics."""
    dead_letter_share: Share = 0.5
    """Largest share of dead letters among the last `dead_letter_run` messages; above it the worker
    ends."""
    dead_letter_run: Count = 1_000
    """Most dead letters in a row; one more ends the worker."""

    # Consolidation
    mentions: Scope = "events"
    """What extraction passes on: `events` that a news desk would log, or `all` mentions."""
    logged_salience: Share = 0.4
    """Least salience of an event that a news desk would log. An article's main event is logged
    whatever its salience."""
    shard_by: ShardBy = "language"
    """What articles need in common to meet in one event: their `language` or their `source`."""
    window_gap_hours: Span = 72.0
    """Hours of event time without a new article after which the window of an event closes."""
    allowed_lateness_hours: Wait = 24.0
    """Hours by which the watermark stays behind the latest publication time."""
    retention_days: Span = 365.0
    """Days for which articles and events stay in the state, counted from arrival."""
    future_skew_hours: Wait = 1.0
    """Hours by which a publication time may lie after the article's arrival and still be
    believed."""
    tick_seconds: Span = 1.0
    """Seconds between two ticks of a shard."""
    idle_seconds: Span = 60.0
    """Seconds without an article after which the watermark of a shard moves with the wall clock."""
    coalesce_seconds: Wait = 1.0
    """Least seconds between two published versions of one event."""

    # Web view
    web_host: str = "127.0.0.1"
    """Address that the web view listens on."""
    web_port: Port = 6066
    """Port of the web view; 0 takes any free one."""
    web_enabled: bool = True
    """Whether the worker has a web view; without it there are no metrics and probes either."""
    view_events: Count = 5_000
    """Most events that the web view holds; those not told for longest go first."""
    view_articles: Count = 5_000
    """Most articles that the web view holds."""
    web_token: str = field(default="", repr=False)
    """Whoever sends it as a Bearer token may publish articles and act; empty, nobody may."""

    # Login to Kafka
    kafka_security_protocol: str = "PLAINTEXT"
    """`PLAINTEXT`, `SSL`, `SASL_PLAINTEXT` or `SASL_SSL`."""
    kafka_sasl_mechanism: str = ""
    """`PLAIN`, `SCRAM-SHA-256` or `SCRAM-SHA-512`."""
    kafka_username: str = ""
    """Name of the login."""
    kafka_password: str = field(default="", repr=False)
    """Password of the login."""
    kafka_ca_file: str = ""
    """PEM file of the authority that signed the brokers' certificates; empty, the system's."""
    kafka_cert_file: str = ""
    """PEM file of our own certificate, where the broker asks for one."""
    kafka_key_file: str = ""
    """PEM file of the key of our certificate."""
    kafka_key_password: str = field(default="", repr=False)
    """Password of that key."""

    # Log
    log_level: Level = "INFO"
    """Least weight of what is logged."""
    log_format: LogFormat = "auto"
    """Form of the log: `text`, `json`, or `auto`: text at a terminal, JSON lines elsewhere."""

    def __post_init__(self) -> None:
        unknown = [stage for stage in self.stages if stage not in STAGES]
        if unknown or not self.stages:
            raise SettingsError(
                f"stages: {', '.join(unknown) or 'none given'}; choose from {', '.join(STAGES)}"
            )
        if self.web_token and (
            len(self.web_token) < SHORTEST_TOKEN or not self.web_token.isascii()
        ):
            raise SettingsError(
                f"web_token: at least {SHORTEST_TOKEN} ASCII characters are wanted, "
                "as of `openssl rand -hex 32`"
            )

    @classmethod
    def from_env(cls, environ: Mapping[str, str], **overrides: Any) -> "Settings":
        """Read the file that `DATELINE_CONFIG` names, then the environment, then `overrides`.

        Raises:
            SettingsError: The file is missing or not TOML, a name is unknown, or a value does not
                fit.
        """
        values = {
            **_from_file(environ.get(PREFIX + "CONFIG")),
            **_from_environment(environ),
            **overrides,
        }
        unknown = sorted(set(values) - {item.name for item in fields(cls)})
        if unknown:
            raise SettingsError(f"{', '.join(unknown)}: no such setting")
        return _validated(values)

    def topic(self, name: str) -> str:
        """Return the full name of one of our topics: `events` -> `dateline.events`."""
        return f"{self.topic_prefix}.{name}"


def _from_file(path: str | None) -> dict[str, Any]:
    if not path:
        return {}
    try:
        return tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{PREFIX}CONFIG={path}: {error}") from error


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    ours = {
        key.removeprefix(PREFIX).lower(): value
        for key, value in environ.items()
        if key.startswith(PREFIX)
    }
    settings = {name: value for name, value in ours.items() if name not in NOT_SETTINGS}
    return {
        name: tuple(filter(None, value.split(","))) if name == "stages" else value
        for name, value in settings.items()
    }


def _validated(values: dict[str, Any]) -> Settings:
    try:
        return TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        if isinstance(ours := first.get("ctx", {}).get("error"), SettingsError):
            raise ours from None
        raise SettingsError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
