"""Which events are there, and why is each one event?

`events` lists or follows them, `extract` finds events in files with no broker, `explain` gives the
reasons, `decisions` are those of an operator. The filter itself is the matter of `workers.queries`:
a new parameter there is an option here, by way of `event_queries`.

To show more of an explanation: add its words to `explaining.py`.
"""
