"""A small algebra of dates that may be partial: EDTF (ISO 8601-2) and the weekday tokens of TIMEX3.

A value is a string: a date (`2023-08-14`, `2023-08`, `2023`, `199X`, `2023-21` for spring 2023,
`2023-35` for its third quarter, `2023-W33`), a partial date (`XXXX-08-14`, `XXXX-08`, `2023-XX-14`,
`XXXX-WXX-1` for a Monday), an interval of two of them (`XXXX-08-14/XXXX-08-19`,
`XXXX-WXX-1/XXXX-WXX-6`), or one with an open end (`2023-08/..`). The functions read a qualifier
(`2023?`, `2023-03~`) and a time of day (`2023-08-14T17:30`), which do not change the days. Years
run from 1 to 9999. Parsed values are remembered, so every function takes the string. All functions
are pure; days are `datetime.date`.

    bounds("2023-08")                                -> (date(2023, 8, 1), date(2023, 8, 31))
    bounds("XXXX-08-14")                             -> None: no year
    days_of("soon"), days_of(None)                   -> None: `bounds` where a value may be absent
                                                        or wrong
    is_partial("XXXX-WXX-1/XXXX-WXX-6")              -> True
    instances("XXXX-08-14", low, high)               -> every (first day, last day) within the
                                                        bounds that the value can mean
    contains("2023-08", "2023-08-14")                -> True: all that the second can mean lies
                                                        within the first
    overlaps("2023-08-14/2023-08-19", "XXXX-WXX-2")  -> True: they can share a day
    contradicts("XXXX-08-14", "2023-09")             -> True: they share no day, whatever the
                                                        unknown parts are
    complete(
        "XXXX-08-14/XXXX-08-19",
        given=("XXXX-WXX-1/XXXX-WXX-6",),
        low=date(2020, 1, 1),
        high=date(2026, 12, 31),
    )
        -> Completion(
            "2023-08-14/2023-08-19",
            ...,
            ("14 August to 19 August agrees with Monday to Saturday only as ...",),
        )
    nearest("XXXX-12-24", date(2023, 1, 3))          -> Completion("2022-12-24", ...)
    of_days(first, last)                             -> the shortest EDTF for a run of days
                                                        (`2023-08` for a month)
    uncertain("2023-08-14/2023-08-19")               -> "2023-08-14?/2023-08-19?"

`InvalidEdtf` is raised for any other string. The libraries `edtf` 5 and `undate` 0.8 were measured:
they take 1 to 120 ms for a value, know no weekday tokens, and do not complete.
"""

from workers.edtf.completion import Completion, complete, nearest
from workers.edtf.format import of_days, uncertain, worded
from workers.edtf.interval import Interval, bounds, days_of, instances, is_partial, parse
from workers.edtf.partial import NO_YEAR, InvalidEdtf, PartialDate
from workers.edtf.relations import contains, contradicts, overlaps

__all__ = [
    "NO_YEAR",
    "Completion",
    "Interval",
    "InvalidEdtf",
    "PartialDate",
    "bounds",
    "complete",
    "contains",
    "contradicts",
    "days_of",
    "instances",
    "is_partial",
    "nearest",
    "of_days",
    "overlaps",
    "parse",
    "uncertain",
    "worded",
]
