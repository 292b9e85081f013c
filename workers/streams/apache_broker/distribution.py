"""Apache Kafka as jars, fetched once with Maven into the user's cache.

`pom.xml` pins the version.
"""

import fcntl
import os
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

from workers.streams.embedded_broker.broker import BrokerError

POM = Path(__file__).with_name("pom.xml")
FETCH_SECONDS = 600
COPY_JARS = ("-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime")


class KafkaUnavailableError(BrokerError):
    """Apache Kafka cannot be run here; the message says why in one line."""


def kafka_jars() -> Path:
    """Return the folder with Kafka's jars, fetched where it is not there yet.

    Raises:
        KafkaUnavailableError: There is no Java, or the jars are not cached and Maven is missing or
            cannot fetch them.
    """
    if shutil.which("java") is None:
        raise KafkaUnavailableError("Apache Kafka needs Java 17 or newer: no `java` on the path")
    jars = _cache() / f"kafka-{sha256(POM.read_bytes()).hexdigest()[:12]}"
    jars.parent.mkdir(parents=True, exist_ok=True)
    with jars.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not jars.is_dir():
            _fetch(jars)
    return jars


def _fetch(jars: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise KafkaUnavailableError("Apache Kafka is fetched with Maven: no `mvn` on the path")
    partial = jars.with_suffix(".partial")
    shutil.rmtree(partial, ignore_errors=True)
    command = [maven, *COPY_JARS, "-f", str(POM), f"-DoutputDirectory={partial}"]
    try:
        done = subprocess.run(  # noqa: S603 - the command is ours, no shell
            command, capture_output=True, timeout=FETCH_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise KafkaUnavailableError(
            f"Maven did not fetch Apache Kafka within {FETCH_SECONDS} s"
        ) from None
    if done.returncode != 0:
        reason = (done.stdout + done.stderr).decode(errors="replace").split("\n")[0]
        raise KafkaUnavailableError(f"Maven cannot fetch Apache Kafka: {reason}")
    partial.rename(jars)


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "dateline"
