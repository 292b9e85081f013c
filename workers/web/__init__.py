"""The web view: pages, JSON, probes and metrics, on Faust's own web server."""

from workers.web.context import WebContext
from workers.web.health import Check, Probes, probes_of
from workers.web.hosting import application, register

__all__ = ["Check", "Probes", "WebContext", "application", "probes_of", "register"]
