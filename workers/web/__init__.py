"""The web view: pages, JSON, probes and metrics, on Faust's own web server.

A folder for each page that needs several modules, one for the API, one for how values are shown.
`hosting` has the routes and puts all together; what every request passes stands beside it.

To add a page: write its handler, its template in `templates/`, and its route in `hosting.py`.
"""

from workers.web.context import WebContext
from workers.web.health import Check, Probes, probes_of
from workers.web.hosting import application, register

__all__ = ["Check", "Probes", "WebContext", "application", "probes_of", "register"]
