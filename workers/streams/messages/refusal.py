"""The answer of a stage that a message cannot be processed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a message cannot be processed.

    Attributes:
        reason: In words.
        position: Field or place in the message, empty where it is the whole.
        error: Class of the exception, or `ProcessDied`, `ProcessHung`.
        attempts: How often it was tried.
    """

    reason: str
    position: str = ""
    error: str = ""
    attempts: int = 1
