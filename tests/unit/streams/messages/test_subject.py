from workers.streams.messages.headers import Headers
from workers.streams.messages.message import Original
from workers.streams.messages.subject import subject_of

TRACE = "0af7651916cd43dd8448eb211c80319c"
TRACED: Headers = [("traceparent", f"00-{TRACE}-b7ad6b7169203331-00".encode())]


def original(key: bytes | None, headers: Headers) -> Original:
    return Original("topic", 0, 0, key, b"{}", headers, None)


def test_the_header_names_the_article_and_the_trace() -> None:
    message = original(b"en", [("ce_subject", b"a1"), *TRACED])
    assert subject_of("consolidate", message) == {
        "stage": "consolidate",
        "article_id": "a1",
        "trace_id": TRACE,
    }


def test_the_key_names_the_article_where_articles_come_in_and_nowhere_else() -> None:
    assert subject_of("prepare", original(b"a1", [])) == {"stage": "prepare", "article_id": "a1"}
    assert subject_of("consolidate", original(b"en", [])) == {"stage": "consolidate"}
    assert subject_of("prepare", original(None, [])) == {"stage": "prepare"}


def test_a_trace_that_the_stage_began_counts() -> None:
    assert subject_of("prepare", original(None, []), TRACED)["trace_id"] == TRACE
