"""How a subcommand says that it could not do its work."""


class CommandError(Exception):
    """The command ends with `status`; the message says why and what to do."""

    def __init__(self, message: str, *, status: int = 1) -> None:
        super().__init__(message)
        self.status = status
