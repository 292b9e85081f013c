import pytest

from schemas.topics import HEADER_ROOM, TopicsError, parse_topics, topic_named, topics
from workers.settings import STAGES, Settings
from workers.streams.kafka.topics import TopicState, _problems

GOOD = """
- name: a
  title: A
  record: raw
  key: id
  partitions: settings
  cleanup: delete
  retention: 1
  producer: [sources]
  consumer: [prepare]
"""


def test_the_shipped_topics_are_the_eight_of_the_design() -> None:
    names = [topic.name for topic in topics()]
    way = ["articles", "prepared", "annotated", "mentions", "events"]
    assert names == [*way, "all-mentions", "dead-letters", "late"]


def test_every_stage_reads_one_topic_and_writes_one() -> None:
    for stage in STAGES:
        assert sum(stage in topic.consumer for topic in topics()) == 1
        assert any(stage in topic.producer for topic in topics())


def test_events_are_compacted_for_ever() -> None:
    configs = topic_named("events").configs(1_000)
    assert (configs["cleanup.policy"], configs["retention.ms"]) == ("compact", "-1")


def test_a_topic_takes_the_largest_message_with_room_for_headers() -> None:
    assert topic_named("dead-letters").configs(1_000)["max.message.bytes"] == str(
        1_000 + HEADER_ROOM
    )


def test_a_number_of_partitions_stands_against_the_settings() -> None:
    assert (
        topic_named("dead-letters").partition_count(8),
        topic_named("articles").partition_count(8),
    ) == (1, 8)


def test_a_topic_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(KeyError, match="dead-letters"):
        topic_named("deadletters")


@pytest.mark.parametrize(
    ("found", "replacement", "message"),
    [
        ("cleanup: delete", "cleanup: shred", "cleanup"),
        ("partitions: settings", "partitions: several", "partitions"),
        ("record: raw", "record: Evnt", "record"),
        ("  key: id\n", "", "key"),
        ("retention: 1", "retention: 1\n  retain: 2", "retain"),
        ("producer: [sources]", "producer: [somebody]", "producer"),
    ],
)
def test_a_mistake_in_the_file_is_refused_with_its_place(
    found: str, replacement: str, message: str
) -> None:
    assert parse_topics(GOOD)
    with pytest.raises(TopicsError, match=message):
        parse_topics(GOOD.replace(found, replacement))


def test_a_name_that_comes_twice_is_refused() -> None:
    with pytest.raises(TopicsError, match="twice"):
        parse_topics(GOOD + GOOD)


def test_a_topic_as_it_should_be_is_no_problem() -> None:
    topic, settings = topic_named("events"), Settings()
    state = TopicState("dateline.events", 4, {"cleanup.policy": "compact"})
    assert _problems(topic, {"dateline.events": state}, settings) == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (
            TopicState("dateline.events", 4, {"cleanup.policy": "delete"}),
            "cleanup.policy=delete where compact",
        ),
        (TopicState("dateline.events", 3, {}), "3 partitions where 4"),
        (
            TopicState("dateline.events", 4, {"max.message.bytes": "1000"}),
            "DATELINE_MAX_MESSAGE_BYTES=1000",
        ),
    ],
)
def test_each_problem_is_a_sentence_that_says_what_to_do(state: TopicState, words: str) -> None:
    [problem] = _problems(topic_named("events"), {"dateline.events": state}, Settings())
    assert words in problem.message
    assert problem.message.endswith(".")
