import re
from pathlib import Path

from workers.events.types.catalogue import types_page
from workers.events.types.type_lexicon import load_lexicon

PAGE = Path(__file__).parents[4] / "docs" / "types.md"
FIRST_LEVEL = {f"{number:02d}000000" for number in range(1, 18)}


def test_the_page_of_types_is_the_one_that_the_schemes_give() -> None:
    assert PAGE.read_text(encoding="utf-8") == types_page()


def test_every_type_has_a_definition_an_example_and_a_media_topic_of_the_first_level() -> None:
    for scheme in load_lexicon().schemes.values():
        for definition in scheme.types.values():
            found = re.fullmatch(r"medtop:(\d{8}) .+", definition.topic)
            assert definition.definition
            assert definition.examples
            assert found is not None
            assert found[1] in FIRST_LEVEL
