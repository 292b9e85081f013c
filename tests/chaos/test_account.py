"""The account itself: for each thing it can find, a run in which it finds that and nothing else."""

from collections import Counter
from dataclasses import replace
from typing import Any

from tests.chaos.account import Outcome, judge
from tests.chaos.articles import generated
from tests.chaos.undisturbed import mentions_of, undisturbed

MESSAGES = generated(40, seed=3)
SENT = {message.article_id for message in MESSAGES}
RECORDS = undisturbed(MESSAGES)


def sound() -> Outcome:
    told = {record["event_id"]: [record] for record in RECORDS}
    return Outcome(
        told, {told.article.id: told for told in mentions_of(MESSAGES)}, set(), Counter()
    )


def found(
    outcome: Outcome, sent: set[str] = SENT, refused: frozenset[str] = frozenset()
) -> list[str]:
    return judge(sent, outcome, undisturbed=RECORDS, refused=refused).findings


def changed(event: dict[str, Any], **fields: Any) -> Outcome:
    outcome = sound()
    return replace(outcome, told={**outcome.told, event["event_id"]: [event, {**event, **fields}]})


def test_nothing_is_found_in_a_sound_run() -> None:
    assert found(sound()) == []


def test_a_lost_article_is_found() -> None:
    assert found(sound(), SENT | {"lost"}) == ["1 articles lost: lost"]


def test_an_article_that_nobody_sent_is_found() -> None:
    lacking = min(SENT)
    assert found(sound(), SENT - {lacking}) == [f"1 articles that nobody sent: {lacking}"]


def test_a_sound_article_in_the_dead_letters_is_found() -> None:
    name = min(SENT)
    assert found(replace(sound(), dead=Counter([name]))) == [
        f"1 articles refused that are sound: {name}"
    ]


def test_poison_that_is_not_in_the_dead_letters_is_found() -> None:
    name = min(SENT)
    assert found(sound(), refused=frozenset({name})) == [
        f"1 articles not refused that should be: {name}"
    ]


def test_a_version_told_with_other_bytes_is_found() -> None:
    findings = found(changed(RECORDS[0], first_seen="1999-01-01"))
    assert any("versions told with different bytes" in finding for finding in findings)


def test_an_old_version_behind_a_newer_one_is_found() -> None:
    findings = found(changed(RECORDS[0], version=RECORDS[0]["version"] - 1))
    assert findings[0].startswith("1 events whose last message is not their last version")


def test_a_window_left_open_is_found() -> None:
    findings = found(changed(RECORDS[0], version=99, status="open", change="reopened"))
    assert findings[0].startswith("1 windows open at the end")


def test_a_window_closed_twice_is_found() -> None:
    assert found(changed(RECORDS[0], version=RECORDS[0]["version"] + 1))[0].startswith(
        "1 windows closed twice in a row"
    )


def test_a_record_with_another_content_is_found() -> None:
    findings = found(changed(RECORDS[0], version=99, title="Something else", change="updated"))
    assert [finding.split(":")[0] for finding in findings] == [
        "1 final records missing that a run without faults tells",
        "1 final records that a run without faults does not tell",
    ]
