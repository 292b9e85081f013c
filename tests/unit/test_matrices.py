from pathlib import Path

import pytest

from workers.matrices import environment

FLAGS = "avx2 avx512f avx512cd avx512bw avx512dq avx512vl"


def told(folder: Path, vendor: str, flags: str) -> dict[str, str]:
    processor = folder / "cpuinfo"
    processor.write_text(f"vendor_id\t: {vendor}\nflags\t\t: fpu {flags}\n", encoding="utf-8")
    return environment(processor)


def test_every_process_has_one_thread_for_matrices(tmp_path: Path) -> None:
    found = environment(tmp_path / "none")
    assert set(found.values()) == {"1"}
    assert "OPENBLAS_NUM_THREADS" in found


def test_an_amd_processor_with_wide_vectors_is_named(tmp_path: Path) -> None:
    assert told(tmp_path, "AuthenticAMD", FLAGS)["OPENBLAS_CORETYPE"] == "SkylakeX"


@pytest.mark.parametrize(
    ("vendor", "flags"),
    [("AuthenticAMD", "avx2 avx512f"), ("GenuineIntel", FLAGS), ("AuthenticAMD", "")],
)
def test_other_processors_are_found_by_the_library(tmp_path: Path, vendor: str, flags: str) -> None:
    assert "OPENBLAS_CORETYPE" not in told(tmp_path, vendor, flags)
