"""All settings of Dateline in one frozen record, from a TOML file and the environment.

Precedence: environment over file over default. A setting `web_port` is `web_port = 6066` in the file that `DATELINE_CONFIG` names and
`DATELINE_WEB_PORT=6066` in the environment.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

PREFIX = "DATELINE_"
NOT_SETTINGS = ("config", "test_kafka", "test_data")
"""Variables with our prefix that are read elsewhere: the file's path, and what tests run against."""
STAGES = ("prepare", "annotate", "extract", "consolidate")


class SettingsError(ValueError):
    """A setting that is unknown or has no valid value; the message says which and what is wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set. Durations are in seconds unless the name says otherwise."""

    broker: str = "127.0.0.1:9092"
    topic_prefix: str = "dateline"
    partitions: int = 4
    replication: int = 1
    state_dir: Path = Path(".dateline/state")
    group_prefix: str = "dateline"
    session_timeout: float = 60.0

    stages: tuple[str, ...] = STAGES
    pool_processes: int = 2
    batch_articles: int = 16
    batch_wait: float = 0.05
    batch_timeout: float = 120.0
    in_flight_articles: int = 256
    articles_per_process: int = 20_000
    drain_timeout: float = 25.0
    stall_timeout: float = 300.0

    max_text_length: int = 200_000
    max_message_bytes: int = 10_485_760
    dead_letter_share: float = 0.5
    dead_letter_run: int = 1_000

    shard_by: str = "language"
    window_gap_hours: float = 72.0
    allowed_lateness_hours: float = 24.0
    retention_days: float = 365.0
    future_skew_hours: float = 1.0
    tick_seconds: float = 1.0
    idle_seconds: float = 60.0
    coalesce_seconds: float = 1.0

    web_host: str = "127.0.0.1"
    web_port: int = 6066
    web_enabled: bool = True
    view_events: int = 5_000
    view_articles: int = 5_000

    kafka_security_protocol: str = "PLAINTEXT"
    kafka_sasl_mechanism: str = ""
    kafka_username: str = ""
    kafka_password: str = field(default="", repr=False)
    kafka_ca_file: str = ""

    log_level: str = "INFO"

    def __post_init__(self) -> None:
        unknown = [stage for stage in self.stages if stage not in STAGES]
        if unknown or not self.stages:
            raise SettingsError(f"stages: {', '.join(unknown) or 'none given'}; choose from {', '.join(STAGES)}")

    @classmethod
    def from_env(cls, environ: Mapping[str, str], **overrides: Any) -> "Settings":
        """Read the file that `DATELINE_CONFIG` names, then the environment, then `overrides`.

        Raises:
            SettingsError: The file is missing or not TOML, a name is unknown, or a value does not fit.
        """
        values = {**_from_file(environ.get(PREFIX + "CONFIG")), **_from_environment(environ), **overrides}
        unknown = sorted(set(values) - {item.name for item in fields(cls)})
        if unknown:
            raise SettingsError(f"unknown setting: {', '.join(unknown)}")
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
    ours = {key.removeprefix(PREFIX).lower(): value for key, value in environ.items() if key.startswith(PREFIX)}
    settings = {name: value for name, value in ours.items() if name not in NOT_SETTINGS}
    return {
        name: tuple(filter(None, value.split(","))) if name == "stages" else value for name, value in settings.items()
    }


def _validated(values: dict[str, Any]) -> Settings:
    try:
        return TypeAdapter(Settings).validate_python(values)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{name}: {first['msg']}" if name else first["msg"]) from None
