"""What happens in one poll of one feed, and when is the next?

`poller` asks, reads, publishes and remembers, in this order: state is written once the broker has
the articles. `schedule` decides when, `answers` what a request says of the last answer, `indexes`
which sitemaps of an index, `poll` is the outcome and its line for people.

To add an outcome: add it to `Poll`, return it in `poller.py`, and say it in `in_words`.
"""
