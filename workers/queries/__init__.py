"""One filter for events, for the command line and the API.

The filter tells whether an event meets its conditions.
"""

from workers.queries.errors import QueryError
from workers.queries.event_filter import EventFilter, Matcher
from workers.queries.facts import Facts
from workers.queries.parameters import NAMES, PARAMETERS, Parameter, read_filter
from workers.queries.timed import TimedRecord

__all__ = [
    "NAMES",
    "PARAMETERS",
    "EventFilter",
    "Facts",
    "Matcher",
    "Parameter",
    "QueryError",
    "TimedRecord",
    "read_filter",
]
