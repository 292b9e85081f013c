"""The exit statuses of the commands."""

OK, FAILED, USAGE, INTERRUPTED = 0, 1, 2, 130

STATUSES = {
    OK: "done",
    FAILED: "failed (the reason is on standard error)",
    USAGE: "wrong usage or invalid input",
    69: "no broker answers",
    70: "a worker that was told to stop hung, and ended itself",
    74: "the disk under the state folder cannot be written",
    77: "a login, certificate or permission is missing",
    78: "topics or state do not fit",
    INTERRUPTED: "interrupted",
}
"""All of them, and what they mean."""
