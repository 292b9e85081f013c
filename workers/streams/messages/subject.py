"""Which article a message concerns, and in which trace."""

from workers.streams.messages.headers import TRACEPARENT, HeaderItems, trace_context
from workers.streams.messages.message import Original

SUBJECT = "ce_subject"


def subject_of(stage: str, original: Original, begun: HeaderItems = ()) -> dict[str, str]:
    """Return `stage`, and `article_id` and `trace_id` where they are known: `extra=` of a log.

    The id is in the header of what a stage has sent. The key counts only in `dateline.articles`:
    behind it, messages have other keys too. `begun` are the headers of a trace that the stage
    itself began.
    """
    headers = dict(original.headers)
    named = headers.get(SUBJECT) or (original.key if stage == "prepare" else None) or b""
    found = {
        "stage": stage,
        "article_id": named.decode("utf-8", "replace"),
        "trace_id": trace_id((*original.headers, *begun)),
    }
    return {name: value for name, value in found.items() if value}


def trace_id(headers: HeaderItems) -> str:
    """Return the id of the trace, 32 hexadecimal digits; empty where there is none."""
    context = dict(trace_context(headers))
    return context[TRACEPARENT].decode().split("-")[1] if context else ""
