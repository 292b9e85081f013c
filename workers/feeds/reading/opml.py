"""OPML: the list of feeds that feed readers export."""

import sys
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

MAX_BYTES = 16 * 1024 * 1024


class OpmlError(ValueError):
    """The file is no list of feeds; the message says why."""


def read_opml(path: Path) -> tuple[str, ...]:
    """Return the addresses of the feeds in an OPML file (`-`: standard input), in order, each once.

    An address is the `xmlUrl` of an `outline`, at any depth.

    Raises:
        OpmlError: The file cannot be read, is no OPML, or names no feed.
    """
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise OpmlError(f"cannot read {path}: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise OpmlError(f"{path}: {len(data)} bytes; the limit is {MAX_BYTES}")
    found = [address.strip() for address in _addresses(data, path)]
    unique = tuple(dict.fromkeys(filter(None, found)))
    if not unique:
        raise OpmlError(f"{path} names no feed: no outline in it has an xmlUrl")
    return unique


def _addresses(data: bytes, path: Path) -> list[str]:
    # Attributes are matched by local name in lower case: some programs write xmlURL. Entities are
    # not expanded, and nothing is fetched.
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise OpmlError(f"{path} is no OPML file: {error.msg}") from None
    if root is None or etree.QName(root).localname.lower() != "opml":
        raise OpmlError(f"{path} is no OPML file: its first element is not <opml>")
    return [
        str(value)
        for outline in root.iter("{*}outline")
        for name, value in outline.attrib.items()
        if name.lower() == "xmlurl"
    ]
