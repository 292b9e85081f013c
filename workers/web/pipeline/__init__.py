"""`/pipeline`: how the stages are at work. Every number on it is a metric of `/metrics`."""
