from dataclasses import dataclass, field

from workers.feeds.entries.sifting import Sifted, plain_link, sift
from workers.feeds.reading.document import Document, Entry
from workers.feeds.state import PublishedArticle

FEED = "https://example.org/rss"
NOW = 1_715_000_000.0


@dataclass
class Memory:
    """What was told, as the state holds it."""

    names: dict[str, PublishedArticle] = field(default_factory=dict)

    def see(
        self, *entries: Entry, feed: str = FEED, now: float = NOW, others: tuple[str, ...] = ()
    ) -> Sifted:
        sifted = sift(Document("News", None, entries), feed, self.names.get, now, others)
        for item in sifted.fresh:
            self.names |= dict.fromkeys(item.article.names, item.article)
        return sifted


def entry(
    guid: str | None = "1",
    link: str | None = "https://example.org/1",
    text: str = "x",
    **more: str | None,
) -> Entry:
    return Entry(guid, link, "Title", text, **more)  # type: ignore[arg-type]  # only strings come in


def ids(sifted: Sifted) -> list[str]:
    return [item.article.id for item in sifted.fresh]


def test_an_entry_is_told_once() -> None:
    memory = Memory()
    assert ids(memory.see(entry())) == ["https://example.org/1"]
    again = memory.see(entry())
    assert (ids(again), again.known) == ([], 1)


def test_an_entry_is_known_by_its_guid_where_its_link_changes() -> None:
    memory = Memory()
    memory.see(entry())
    (item,) = memory.see(entry(link="https://example.org/moved", text="y")).fresh
    assert (item.article.id, item.article.version) == ("https://example.org/1", int(NOW))


def test_an_entry_is_known_by_its_link_where_its_guid_changes() -> None:
    memory = Memory()
    memory.see(entry("story#0"))
    assert ids(memory.see(entry("story#1"))) == []


def test_guids_of_two_feeds_are_two() -> None:
    memory = Memory()
    memory.see(entry("1", None))
    other = memory.see(entry("1", None), feed="https://other.example/rss")
    assert len(other.fresh) == 1


def test_versions_rise_also_within_one_second() -> None:
    memory = Memory()
    versions = [
        memory.see(entry(text=text)).fresh[0].article.version for text in ("a", "b", "c", "d")
    ]
    assert versions == [1, int(NOW), int(NOW) + 1, int(NOW) + 2]


def test_after_its_state_was_lost_a_change_is_still_a_higher_version() -> None:
    before = Memory()
    before.see(entry(text="a"))
    known = before.see(entry(text="b")).fresh[0].article.version
    after = Memory()
    after.see(entry(text="b"), now=NOW + 60)
    assert after.see(entry(text="c"), now=NOW + 120).fresh[0].article.version > known


def test_a_new_date_of_publication_is_no_change_and_one_of_update_is() -> None:
    memory = Memory()
    second = entry("2", "https://example.org/2", updated="2024-05-01T00:00:00Z")
    memory.see(entry(updated="2024-05-01T00:00:00Z", published="2024-05-01"), second)
    assert (
        ids(memory.see(entry(updated="2024-05-01T00:00:00Z", published="2024-05-02"), second)) == []
    )
    assert ids(memory.see(entry(updated="2024-05-03T00:00:00Z"), second)) == [
        "https://example.org/1"
    ]


def test_a_date_of_update_that_all_entries_share_tells_nothing() -> None:
    memory = Memory()
    for stamp in ("2024-05-01T00:00:00Z", "2024-05-01T00:05:00Z"):
        seen = memory.see(
            entry("1", "https://example.org/1", updated=stamp),
            entry("2", "https://example.org/2", updated=stamp),
        )
    assert seen.known == 2


def test_a_link_that_several_entries_share_names_none_of_them() -> None:
    home = "https://example.org/"
    seen = Memory().see(entry("1", home), entry("2", home), entry("tag:example.org,2024:3", home))
    assert len(set(ids(seen))) == 3
    assert "tag:example.org,2024:3" in ids(seen)
    assert home not in ids(seen)


def test_an_entry_that_a_document_holds_twice_is_told_once() -> None:
    assert ids(Memory().see(entry(), entry())) == ["https://example.org/1"]


def test_an_entry_without_guid_and_link_is_called_by_its_content() -> None:
    memory = Memory()
    (identity,) = ids(memory.see(entry(None, None)))
    assert identity.startswith("sha256:")


def test_an_entry_that_tells_nothing_is_counted() -> None:
    assert Memory().see(Entry("1", "https://example.org/1", " ", "")).empty == 1


def test_what_another_feed_told_is_left_to_it() -> None:
    memory = Memory()
    memory.see(entry())
    seen = memory.see(
        entry("other", text="another teaser"), feed="https://example.org/front", others=(FEED,)
    )
    assert (seen.elsewhere, seen.fresh, seen.held) == (1, (), ())


def test_what_a_feed_told_that_is_followed_no_more_passes_to_another() -> None:
    memory = Memory()
    memory.see(entry())
    moved = memory.see(entry(), feed="https://example.org/new")
    assert (moved.known, moved.held) == (1, ("https://example.org/1",))


def test_links_are_compared_without_fragment_and_counters_of_clicks() -> None:
    assert (
        plain_link("https://example.org/a?utm_source=rss&id=5&at_medium=RSS#comments")
        == "https://example.org/a?id=5"
    )
    assert plain_link("http://[broken") == "http://[broken"
