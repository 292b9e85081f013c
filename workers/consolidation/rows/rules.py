"""The fingerprint of the program, weights and bounds that turn articles into records.

The clock's row holds the fingerprint under which the events of a shard were built. A worker with
another fingerprint builds every record again.
"""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b, sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from schemas import encode
from workers.consolidation.time.settings import ConsolidationSettings

PACKAGES = ("schemas", "workers.edtf", "workers.vocabulary", "workers.consolidation")
"""Packages on which the content of a record depends."""
SUFFIXES = (".py", ".txt", ".toml", ".yaml")
DIGEST_BYTES = 16


def rules_fingerprint(settings: ConsolidationSettings, models: object) -> str:
    """Return the fingerprint. Durations do not enter it: no record depends on them."""
    rules = (_program(), repr(models), settings.component_limit, settings.neighbours)
    return blake2b(encode(rules), digest_size=DIGEST_BYTES).hexdigest()


@cache
def _program() -> str:
    digest = blake2b(digest_size=DIGEST_BYTES)
    for name, data in rules_files():
        digest.update(encode((name, sha256(data).hexdigest())))
    return digest.hexdigest()


def rules_files() -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file that enters the fingerprint, in a fixed order."""
    for package in PACKAGES:
        yield from sorted(_sources(files(package), package))


def _sources(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for item in folder.iterdir():
        path = f"{name}/{item.name}"
        if item.is_dir():
            yield from _sources(item, path)
        elif path.endswith(SUFFIXES):
            yield path, item.read_bytes()
