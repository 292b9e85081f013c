"""A broker that cannot be used: the error, with the exit status of the command."""

FAILED = 1
UNREACHABLE = 69
"""EX_UNAVAILABLE of sysexits.h: nobody answers; worth another try later."""
FORBIDDEN = 77
"""EX_NOPERM: the login, the certificate or a permission; trying again does not help."""
MISFIT = 78
"""EX_CONFIG: topics, versions or settings do not fit each other."""


class KafkaUnusableError(RuntimeError):
    """The broker cannot be used as it is.

    The message says why and what to do. It never holds a secret.
    """

    def __init__(self, message: str, status: int = FAILED) -> None:
        super().__init__(message)
        self.status = status
