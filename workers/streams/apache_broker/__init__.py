"""Apache Kafka, started on this machine where it has Java: for `dateline broker --apache`, the demo, and tests."""
