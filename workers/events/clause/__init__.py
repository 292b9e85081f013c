"""The clause around a trigger, read once: what stands in it, its voice, its negation, whose action it is, what mood it is in."""
