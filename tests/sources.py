"""Files as other programs write them: items of NewsML-G2, and archives of a crawler."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

NAR = "http://iptc.org/std/nar/2006-10-01/"
CAPTURED = "2024-05-09T10:00:00Z"
STORY = (
    "<p>The harbour of Lindau was opened on Friday after two years of work, "
    "the port authority said.</p>"
    "<p>Dock workers cheered as the first of four ships came in, "
    "and the minister made a speech.</p>"
)


def news_item(
    guid: str = "urn:newsml:example.org:20240503:harbour",
    *,
    version: str = ' version="3"',
    status: str = '<pubStatus qcode="stat:usable"/>',
    content: str = f'<inlineXML contenttype="application/xhtml+xml">'
    f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>slug</title></head>'
    f"<body>{STORY}</body></html></inlineXML>",
) -> str:
    """A news item as an agency sends it."""
    return f"""<newsItem xmlns="{NAR}" guid="{guid}"{version} standard="NewsML-G2"
  standardversion="2.35" conformance="power" xml:lang="en">
  <catalogRef href="https://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_40.xml"/>
  <rightsInfo><copyrightHolder literal="EXN"/></rightsInfo>
  <itemMeta><itemClass qcode="ninat:text"/>
    <provider literal="EXN"><name>Example News</name></provider>
    <versionCreated>2024-05-03T09:10:00+02:00</versionCreated>
    <firstCreated>2024-05-03T08:00:00+02:00</firstCreated>{status}<title>US-HARBOUR</title></itemMeta>
  <contentMeta><contentCreated>2024-05-03T07:00:00+02:00</contentCreated>
    <creator><name>Ana Prado</name></creator><language tag="en-GB"/>
    <slugline>Harbour</slugline><headline>Harbour opens after two years</headline>
    <by>By Ana Prado</by><dateline>LINDAU, May 3 (EXN)</dateline>
    <description>A caption of the harbour.</description></contentMeta>
  <contentSet>{content}</contentSet>
</newsItem>"""


def embargoed(until: str, guid: str = "urn:x:embargoed", status: str = "stat:usable") -> str:
    """A news item that must not be published before `until`."""
    told = f'<embargoed>{until}</embargoed><pubStatus qcode="{status}"/>'
    return news_item(guid, status=told)


def news_message(*items: str) -> str:
    """A message that carries items."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<newsMessage xmlns="{NAR}"><header>'
        f"<sent>2024-05-03T09:11:00Z</sent></header><itemSet>{''.join(items)}</itemSet>"
        "</newsMessage>"
    )


@dataclass(frozen=True)
class Captured:
    """A response that a crawler has kept."""

    url: str
    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: str = "200 OK"
    coding: str | None = None
    at: str = CAPTURED


def archive(captures: Iterable[Captured], *, compressed: bool = True) -> bytes:
    """A WARC file with the request and the response of each."""
    records = [
        _record(
            "warcinfo", Captured("", b""), "application/warc-fields", b"software: a crawler\r\n"
        )
    ]
    for captured in captures:
        asked = b"GET / HTTP/1.1\r\nAccept: text/html\r\n\r\n"
        records += [
            _record("request", captured, "application/http; msgtype=request", asked),
            _record("response", captured, "application/http; msgtype=response", _answer(captured)),
        ]
    return b"".join(gzip.compress(record) if compressed else record for record in records)


def _record(type_: str, captured: Captured, kind: str, block: bytes) -> bytes:
    url = captured.url
    address = f"WARC-Target-URI: {url}\r\n" if url else ""
    head = (
        f"WARC/1.1\r\nWARC-Type: {type_}\r\n{address}WARC-Date: {captured.at}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, type_ + url)}>\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def _answer(captured: Captured) -> bytes:
    body, headers = captured.body, f"Content-Type: {captured.kind}\r\n"
    if captured.coding == "gzip":
        headers += "Content-Encoding: gzip\r\n"
        body = gzip.compress(body)
    if captured.coding == "chunked":
        headers += "Transfer-Encoding: chunked\r\n"
        body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    return f"HTTP/1.1 {captured.status}\r\n{headers}\r\n".encode() + body


def saved_page(*, language: str = "en", head: str = "", words: str = "") -> str:
    """A page with a story, and nothing about itself but what is in `head`."""
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><title>Harbour opens after two years</title>"
        f"{head}</head><body><nav><a href='/'>Home</a></nav><article><h1>Harbour opens after two "
        f"years</h1>{STORY}<p>{words or 'Nobody was hurt, and the ferry runs again on Monday.'}</p>"
        "</article></body></html>"
    )
