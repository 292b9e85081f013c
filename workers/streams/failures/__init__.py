"""How a worker ends when it cannot go on: the error, the exit status, the time to drain.

To add a way to fail, derive an error from `WorkerError` in `worker_errors`.
"""
