"""A fault in one article of a batch refuses that article only."""

from collections.abc import Callable, Sequence

from workers.streams.messages.refusal import Refusal
from workers.streams.pool.outcomes import Item, Outcome


def isolated(
    work: Callable[[Sequence[Item]], list[Outcome]], items: Sequence[Item]
) -> list[Outcome]:
    """Do the work for the batch; where that raises, do it for each item alone.

    A fault in one item refuses only this item.
    """
    try:
        return work(items)
    except Exception:  # noqa: BLE001 - whatever an article sets off must not reach its neighbours
        return [_alone(work, item) for item in items]


def _alone(work: Callable[[Sequence[Item]], list[Outcome]], item: Item) -> Outcome:
    try:
        return work([item])[0]
    except Exception as error:  # noqa: BLE001
        # The fault is told in the dead letter, and a limit stops the worker where it is general.
        kind = type(error)
        return Refusal(
            f"processing failed: {error}", "", f"{kind.__module__}.{kind.__qualname__}", attempts=2
        )
