"""The page of one event: what supports it, how it grew, what its sources disagree on, and how it stands to other events."""
