"""Write the pages of the reference: `python -m tools.reference`."""

from pathlib import Path

from tools.reference import PAGES

DOCS = Path(__file__).parents[2] / "docs"


def main() -> None:
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")
    print(f"{len(PAGES)} pages in {DOCS}")


if __name__ == "__main__":
    main()
