"""How Faust runs the stages: apps, consumer, logging, and the checks that end a worker."""
