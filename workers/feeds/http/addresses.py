"""The addresses that may be asked: http and https, on no private network unless that is allowed.

A feed names addresses of its own: the address that it has moved to, and the pages of its entries.
Without this check a stranger's feed could make us ask the machine that we run on, or a server that
only machines beside it can reach.
"""

import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

from aiohttp import ThreadedResolver
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

SCHEMES = ("http", "https")
NAT64 = IPv6Network("64:ff9b::/96")
"""IPv6 addresses that stand for an IPv4 address, in their last 32 bits (RFC 6052)."""
MAX_URL = 4_096
MAX_SHOWN = 200
LOGIN = re.compile(r"//[^/?#@\s]*@")


class RefusedAddress(ValueError):  # noqa: N818 - it is an answer to an address, not a fault of ours
    """The address is not asked; the message says why."""


def checked(url: str | URL, *, allow_private: bool) -> URL:
    """Return an address that may be asked, as far as the address itself tells.

    Names are judged when they are looked up (`PublicResolver`).

    Raises:
        RefusedAddress: The address is not an http or https address, or names a host of a private
            network by number.
    """
    try:
        parsed = URL(url)
        host = parsed.host
    except (ValueError, TypeError) as error:
        raise RefusedAddress(f"{shown(url)} is no address: {shown(str(error))}") from None
    if parsed.scheme not in SCHEMES or not host:
        raise RefusedAddress(f"{shown(parsed)} is neither an http nor an https address")
    if len(str(parsed)) > MAX_URL:
        raise RefusedAddress(f"an address of {len(str(parsed))} characters; the limit is {MAX_URL}")
    if not allow_private and not _is_name(host) and not is_public(host):
        raise RefusedAddress(_private(host))
    return parsed


def shown(text: str | URL) -> str:
    """Return an address, or a text that holds addresses, in a form for people and files.

    The result has no user names and passwords, and at most 200 characters.
    """
    bare = LOGIN.sub("//", str(text))
    return bare if len(bare) <= MAX_SHOWN else f"{bare[: MAX_SHOWN - 1]}…"


def is_public(address: str) -> bool:
    """Whether an IP address is a public address of the internet.

    An address that is loopback, private, link-local, shared, reserved or multicast is not public,
    nor is an address that stands for such an address.
    """
    parsed: IPv4Address | IPv6Address | None = ip_address(address.partition("%")[0])
    if isinstance(parsed, IPv6Address):
        inner = (
            IPv4Address(parsed.packed[-4:])
            if parsed in NAT64
            else parsed.ipv4_mapped or parsed.sixtofour
        )
        parsed = inner or parsed
    return parsed is not None and parsed.is_global and not parsed.is_multicast


def _is_name(host: str) -> bool:
    try:
        ip_address(host.partition("%")[0])
    except ValueError:
        return True
    return False


def _private(host: str) -> str:
    return (
        f"{host} is an address of a private network or of this machine: --allow-private allows it"
    )


class PublicResolver(AbstractResolver):
    """Looks names up, and refuses names that lead to a private network.

    The connection goes to the addresses that this returns, so a name cannot change in between.
    """

    def __init__(self) -> None:
        self._names = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Return the host's addresses.

        Raises:
            RefusedAddress: One of them is not public.
            OSError: The name is unknown.
        """
        found = await self._names.resolve(host, port, family)
        for address in found:
            if not is_public(address["host"]):
                raise RefusedAddress(_private(f"{host} ({address['host']})"))
        return found

    async def close(self) -> None:
        """Nothing is held."""
        await self._names.close()


def resolver(*, allow_private: bool) -> Any:
    """Return the resolver for a session."""
    return ThreadedResolver() if allow_private else PublicResolver()
