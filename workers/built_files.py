"""Files built once from the data of installed packages, which all processes of a machine share.

They lie in the user's cache folder, or in the system's temporary one where that cannot be written.
"""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path


def path_of(name: str, sources: Iterable[bytes]) -> Path:
    """Return where a file lies that is built from these sources.

    Args:
        name: Of the file: `gazetteer.sqlite`.
        sources: All that decides what is in the file; with other sources it is another file.
    """
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source)
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "dateline"
    stem, suffix = os.path.splitext(name)  # noqa: PTH122 - a name, no path
    own = f"{stem}-{digest.hexdigest()[:16]}{suffix}"
    # One that an image was built with need not be writable.
    usable = (home / own).exists() or _writable(home)
    return (home if usable else Path(tempfile.gettempdir()) / "dateline") / own


def ensure(path: Path, build: Callable[[Path], None]) -> Path:
    """Return the path, and build the file first where there is none.

    It is built beside the path and moved there, so that no process ever reads half a file.
    """
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    with closing(
        tempfile.NamedTemporaryFile(dir=path.parent, suffix=".building", delete=False)
    ) as file:
        building = Path(file.name)
    building.unlink()
    build(building)
    return building.replace(path)


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection to a database that was built, to read it from any thread."""
    return sqlite3.connect(
        f"{path.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
    )


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(folder, os.W_OK)
