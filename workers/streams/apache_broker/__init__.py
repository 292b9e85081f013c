"""Apache Kafka, started on this machine where it has Java.

`dateline broker --apache`, the demo and tests use it.
"""
