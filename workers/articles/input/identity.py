"""What an article is called where its source gives it no id."""

from hashlib import sha256
from urllib.parse import urlsplit

MAX_ID = 1024
DIGITS = 32


def id_of_url(url: str) -> str:
    """Return the id of the article at a URL: the URL without its fragment.

    A URL longer than an id may be gives its hash.
    """
    whole = url.partition("#")[0]
    return whole if len(whole) <= MAX_ID else id_of_content(whole.encode("utf-8", "replace"))


def host_of(url: str) -> str | None:
    """Return the host of a URL; None where it has none, or is no URL."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def id_of_content(data: bytes) -> str:
    """Return `sha256:` and 32 hex digits: the same content has the same id."""
    return "sha256:" + sha256(data).hexdigest()[:DIGITS]
