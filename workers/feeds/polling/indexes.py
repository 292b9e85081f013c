"""Indexes of sitemaps: which of the sitemaps are polled, and what comes of all of them."""

from collections.abc import Sequence
from datetime import UTC, datetime

from workers.feeds.polling.poll import Poll
from workers.feeds.reading.document import Sitemap
from workers.feeds.reading.sitemaps import changed_by
from workers.feeds.state import FeedState


def is_due(child: FeedState, sitemap: Sitemap, now: float) -> bool:
    """Whether a sitemap of an index is polled now (Unix time).

    It is not where it has ended, where its server asks to wait, where it failed a moment ago, and
    where the index says that it has not changed since it was last read.
    """
    if child.ended or now < child.asked_until or (child.failures and now < child.due):
        return False
    changed = changed_by(sitemap.changed)
    polled = datetime.fromtimestamp(child.polled, UTC)
    return child.body is None or changed is None or changed >= polled


def summed(index: FeedState, polls: Sequence[Poll], problem: str | None) -> Poll:
    """Return the poll of an index whose sitemaps were polled.

    It has failed where all of them have.
    """
    failed = [poll for poll in polls if poll.failed]
    problems = [problem] if problem else []
    if failed:
        first = f"{failed[0].feed.url}: {failed[0].problem or 'it has ended'}"
        problems.append(f"{len(failed)} of {len(polls)} sitemaps cannot be read ({first})")
    problems += [poll.problem for poll in polls if poll.problem and not poll.failed][:1]
    is_read = bool(problems) or any(poll.how == "read" for poll in polls)
    return Poll(
        index,
        "failed" if polls and len(failed) == len(polls) else "read" if is_read else "unchanged",
        "; ".join(problems) or None,
        new=sum(poll.new for poll in polls),
        changed=sum(poll.changed for poll in polls),
        known=sum(poll.known for poll in polls),
        elsewhere=sum(poll.elsewhere for poll in polls),
        empty=sum(poll.empty for poll in polls),
        refused=tuple(reason for poll in polls for reason in poll.refused),
        missed=tuple(reason for poll in polls for reason in poll.missed),
    )
