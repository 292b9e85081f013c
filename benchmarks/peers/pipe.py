"""`nlp.pipe` over the texts of a JSON Lines file, with no broker.

python pipe.py ARTICLES.jsonl PROCESSES
"""

import sys
import time
from pathlib import Path

from reading import entities, load, text_of


def main() -> None:
    """Run it."""
    texts = [text_of(line) for line in Path(sys.argv[1]).read_bytes().split(b"\n") if line.strip()]
    nlp = load()
    began = time.monotonic()
    for doc in nlp.pipe(texts, n_process=int(sys.argv[2])):
        entities(doc)
    print(time.monotonic() - began)


if __name__ == "__main__":
    main()
