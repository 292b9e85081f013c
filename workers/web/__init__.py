"""The web view: pages, JSON, probes and metrics, on Faust's own web server."""

from workers.web.health import Check, Probes, probes_of
from workers.web.hosting import application, register
from workers.web.site import Site

__all__ = ["Check", "Probes", "Site", "application", "probes_of", "register"]
