class InvalidArticle(ValueError):  # noqa: N818  (the name tells the consequence: a dead letter, as in `InvalidMessage`)
    """Bytes that cannot become an article; the consequence is a dead letter.

    Attributes:
        reason: What is wrong, in plain words.
        position: Where: a path in the JSON (`authors[0]`), a byte (`byte 17`), a character (`text,
            character 5`) or `line 1 column 7`; empty where the whole is wrong.
    """

    def __init__(self, reason: str, position: str = "") -> None:
        super().__init__(f"{reason} (at {position})" if position else reason)
        self.reason = reason
        self.position = position
