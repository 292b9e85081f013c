"""The page of one event.

It shows the support of the event, its growth, the disagreements of its sources, and its relations
to other events.
"""
