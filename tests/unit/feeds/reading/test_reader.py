"""Whatever bytes come, what is read of them is a document or a reason.

A document's articles are articles.
"""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.feeds.documents import ATOM, BROKEN, RDF, item, page, rss
from workers.articles import InvalidArticle, read_article
from workers.feeds.entries.sifting import sift
from workers.feeds.entries.writing import written
from workers.feeds.reading.document import Bytes, Document, PageText, Unreadable
from workers.feeds.reading.reader import FEED, PAGE, Bodies

GOOD = (ATOM, BROKEN, RDF, rss(item(1), item(2), ttl=5))
KINDS = st.sampled_from(
    ["application/rss+xml", "text/xml; charset=utf-7", "text/html; charset=", "x" * 100, ""]
)
ODD = st.one_of(
    st.binary(max_size=12),
    st.sampled_from([b"<![CDATA[", b"<!ENTITY x '", b"&#xD800;", b"]]>", b"\0", b"<!--", b"<?"]),
)


@st.composite
def bodies(draw: st.DrawFn, whole: tuple[bytes, ...]) -> bytes:
    """A good body with odd bytes in one place, in place of some of it."""
    body = draw(st.sampled_from(whole))
    start = draw(st.integers(0, len(body)))
    return body[:start] + draw(ODD) + body[start + draw(st.integers(0, 40)) :]


@settings(max_examples=150, deadline=None)
@given(bodies(GOOD), KINDS)
def test_any_feed(body: bytes, kind: str) -> None:
    (read,) = Bodies().run(FEED, [Bytes(body, kind, "https://example.org/rss")])
    assert isinstance(read, Document | Unreadable)
    if isinstance(read, Document):
        for fresh in sift(read, "https://example.org/rss", lambda _name: None, 0.0).fresh:
            raw = written(fresh.entry, fresh.article)
            try:
                assert (
                    read_article(raw.value, key=raw.key, max_text_length=200_000).id.encode()
                    == raw.key
                )
            except InvalidArticle as refusal:
                assert refusal.reason  # noqa: PT017 - a dead letter that says why is an end that an article may come to


@settings(max_examples=60, deadline=None)
@given(bodies((page("A page tells."),)), KINDS)
def test_any_page(body: bytes, kind: str) -> None:
    (read,) = Bodies().run(PAGE, [Bytes(body, kind, "https://example.org/")])
    assert isinstance(read, PageText | Unreadable)
