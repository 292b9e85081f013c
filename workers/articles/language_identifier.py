"""The language identifier of py3langid, with its tables in a file that all processes share.

By itself it unpacks its model in each process, which takes half a second and 80 MiB.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from workers.built_files import ensure, path_of

Table = NDArray[Any]

_FORMAT = "1"
"""Raised when the file's layout changes, so that an older one is not read."""


@cache
def language_identifier() -> Any:
    """Return the identifier: `rank` gives shares that add up to 1, `classify` the likeliest."""
    path = path_of("languages.tables", [_FORMAT.encode(), version("py3langid").encode()])
    scores, priors, classes, moves, rows, outputs = read_tables(ensure(path, _build))
    return LanguageIdentifier(
        scores,
        np.array(priors),
        classes.tolist(),
        moves.data,
        outputs.tolist(),
        norm_probs=True,
        tk_row=rows.tolist(),
    )


def write_tables(path: Path, tables: Sequence[Table]) -> None:
    """Write arrays to a file, one after another, each with its header."""
    with path.open("wb") as file:
        for table in tables:
            np.save(file, table)


def read_tables(path: Path) -> list[Table]:
    """Return the arrays of a file, mapped into memory: processes share what they read of them."""
    return list(_mapped(path))


def _mapped(path: Path) -> Iterator[Table]:
    end = path.stat().st_size
    with path.open("rb") as file:
        while file.tell() < end:
            np.lib.format.read_magic(file)
            shape, _, kind = np.lib.format.read_array_header_1_0(file)
            table = np.memmap(path, kind, "r", file.tell(), shape)
            file.seek(table.nbytes, 1)
            yield table


def _build(path: Path) -> None:
    made = LanguageIdentifier.from_model_file(MODEL_FILE)
    parts = (made.nb_ptc, made.nb_pc, made.nb_classes, made.tk_nextmove, made.tk_row)
    write_tables(path, [np.asarray(part) for part in (*parts, made.tk_output)])
