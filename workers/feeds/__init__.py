"""RSS and Atom feeds, polled politely and read leniently.

Each entry becomes an article for the topic. An article is published once, and again where its entry
changes.
"""
