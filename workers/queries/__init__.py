"""One filter for events: what the command line and the API ask for, and whether an event is that."""

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
