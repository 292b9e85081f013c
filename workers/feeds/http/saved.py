"""Files that stand for answers: a sitemap that was saved."""

from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from workers.feeds.http.fetching import Answer, FetchError


def saved(url: str, most: int) -> Answer:
    """Return the file at a `file:` address as an answer of status 200.

    Raises:
        FetchError: It cannot be read, or has more than `most` bytes.
    """
    path = Path(url2pathname(urlsplit(url).path))
    try:
        with path.open("rb") as stream:
            body = stream.read(most + 1)
    except OSError as error:
        raise FetchError(f"it cannot be read: {error.strerror}") from None
    if len(body) > most:
        raise FetchError(f"a file of more than {most} bytes")
    return Answer(200, {}, body, url)
