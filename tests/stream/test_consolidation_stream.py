from tests.stream.harness import Stream, all_closed, visits


async def test_articles_become_events_whose_windows_close(stream: Stream) -> None:
    await stream.feed(visits(30))
    with stream.worker("teller"):
        await stream.records(lambda records: sum(len(record.articles) for record in records.values()) == 30)
        await stream.end("en")
        records = await stream.records(all_closed(5))
    assert sorted(len(record.articles) for record in records.values()) == [6] * 5
