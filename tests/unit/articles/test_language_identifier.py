from pathlib import Path

import numpy as np
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from workers.articles.language_identifier import (
    Table,
    language_identifier,
    read_tables,
    write_tables,
)

TEXTS = (
    "The ferry was late again, and the mayor promised a new one.",
    "Die Brücke über den Fluss wurde am Montag wieder geöffnet.",
    "Le ministre a visité l'école du village hier matin.",
    "市長は新しい橋を約束した。",
    "",
)


def test_languages_are_told_as_the_library_tells_them() -> None:
    own = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    for text in TEXTS:
        assert language_identifier().rank(text) == own.rank(text)


def test_the_tables_of_a_file_are_mapped_not_read(tmp_path: Path) -> None:
    shares = np.arange(6, dtype=np.float16).reshape(2, 3)
    tables: list[Table] = [shares, np.array(["en", "de"]), np.arange(0)]
    write_tables(tmp_path / "tables", tables)
    found = read_tables(tmp_path / "tables")
    assert [type(table) for table in found[:2]] == [np.memmap, np.memmap]
    assert all(np.array_equal(one, two) for one, two in zip(found, tables, strict=True))
