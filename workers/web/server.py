"""Faust's web server at the address of our settings, where port 0 is any that is free."""

import logging
from collections.abc import Iterable
from typing import Any

import faust
from aiohttp.web import TCPSite
from faust.web.drivers.aiohttp import Web

from workers.settings import Settings

log = logging.getLogger(__name__)


class WebServer(Web):
    """Listens on `web_host` and `web_port`, and logs the addresses once it listens.

    Faust's own settings refuse port 0, so host and port do not go through them.
    """

    def __init__(self, app: faust.App, settings: Settings) -> None:
        super().__init__(app)
        self.settings = settings

    @property
    def addresses(self) -> list[str]:
        """The addresses that the server listens on; empty while it does not."""
        return list(_urls(self._runner.addresses))

    async def start_server(self) -> None:
        """Start to listen."""
        await super().start_server()
        log.info("the web view is on %s", " and ".join(self.addresses))

    def _create_site(self) -> TCPSite:
        return TCPSite(self._runner, self.settings.web_host, self.settings.web_port)


def _urls(addresses: Iterable[Any]) -> Iterable[str]:
    for host, port, *_rest in addresses:
        yield f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
