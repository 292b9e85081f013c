"""The same in Quix Streams. Run it once for each core; the group shares the partitions out."""

import os

from quixstreams import Application
from reading import entities, load, text_of


def main() -> None:
    """Read, analyse and send, without end."""
    nlp = load()
    app = Application(
        broker_address=os.environ["BROKER"],
        consumer_group=os.environ["GROUP"],
        auto_offset_reset="earliest",
        auto_create_topics=False,
    )
    source = app.topic(os.environ["SOURCE"], value_deserializer="bytes")
    target = app.topic(os.environ["TARGET"], value_serializer="bytes")
    articles = app.dataframe(source)
    articles.apply(text_of).apply(nlp).apply(entities).to_topic(target)
    app.run()


if __name__ == "__main__":
    main()
