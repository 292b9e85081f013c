"""How a query says that it cannot be read."""


class QueryError(ValueError):
    """A parameter has no usable value.

    Attributes:
        parameter: The name of the parameter.
        reason: What is wrong and what is wanted, in a sentence.
    """

    def __init__(self, parameter: str, reason: str) -> None:
        super().__init__(f"{parameter}: {reason}")
        self.parameter = parameter
        self.reason = reason
