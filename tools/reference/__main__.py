"""Write the pages of `docs/reference`: `python -m tools.reference`."""

from pathlib import Path

from tools.reference import PAGES

FOLDER = Path(__file__).parents[2] / "docs" / "reference"


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
    print(f"{len(PAGES)} pages in {FOLDER}")


if __name__ == "__main__":
    main()
