"""RSS and Atom feeds, polled politely and read leniently.

Each entry becomes an article for the topic. An article is published once, and again where its entry
changes.

`assembly` puts the parts together, `following` polls many feeds side by side, and `state` is what
is remembered between polls and restarts: its tables and their names are stored, so a change of them
needs a new `LAYOUT`. The folders answer one question each, and a poll goes through them: `http/`
and `reading/`, then `entries/`, all called by `polling/`.
"""
