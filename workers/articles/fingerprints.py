"""Fingerprints, by which a copy is recognised: a hash of the words, and a MinHash.

The signature (Broder 1997) is over runs of five words. Of each place the last byte is kept, as in
b-bit minwise hashing (Li and König 2010): places of unlike texts then agree by chance once in 256,
and a signature takes a third of the room in the topics and rows that carry it.
"""

import re
from hashlib import sha256
from unicodedata import normalize

from rensa import RMinHash

from schemas.article import Article
from schemas.prepared import Block, Fingerprint

WORD = re.compile(r"\w+")
PERMUTATIONS = 64
SEED = 20_230_811
"""Fixed for ever: signatures of different seeds cannot be compared, and they lie in topics."""
PLACE = 0xFF
"""The bits of a place that are kept."""
SHINGLE = 5
TOLD_BY = frozenset({"body", "quote"})


def fingerprint_of(article: Article, blocks: tuple[Block, ...]) -> Fingerprint:
    """Return the article's fingerprint over headline and body.

    Boilerplate, FAQ, bylines and captions differ between copies and are left out.
    """
    body = _words(
        " ".join(
            article.text[block.start : block.end]
            for block in blocks
            if block.kind in TOLD_BY and block.field == "text"
        )
    )
    headline = next(
        (_words(_piece(article, block)) for block in blocks if block.kind == "headline"), []
    )
    exact = sha256(" ".join([*headline, "\n", *body]).encode()).hexdigest()
    return Fingerprint(exact=exact, minhash=_signature(body), words=len(body) or len(headline))


def _signature(words: list[str]) -> tuple[int, ...]:
    if not words:
        return ()
    runs = [
        " ".join(words[index : index + SHINGLE])
        for index in range(max(1, len(words) - SHINGLE + 1))
    ]
    signature = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    signature.update(runs)
    return tuple(int(place) & PLACE for place in signature.digest())


def _words(text: str) -> list[str]:
    return WORD.findall(normalize("NFKC", text).casefold())


def _piece(article: Article, block: Block) -> str:
    return ((article.title or "") if block.field == "title" else article.text)[
        block.start : block.end
    ]
