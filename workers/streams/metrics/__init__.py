"""What a process counts about its own work, and how Prometheus reads it.

To add a metric, declare it in `process_metrics`: docs/how-to/add-a-metric.md.
"""
