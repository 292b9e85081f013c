"""Names that hold no letter, and others that recognisers find in real text."""

from hypothesis import example, given
from hypothesis import strategies as st

from workers.entities.normalisation import person_key, slug
from workers.entities.people.clustering import PersonMention, clustered, surnames
from workers.entities.spans import Name

ODD = st.sampled_from(
    [
        "'s",
        "--",
        "…",
        "🙂",
        "🇫🇷",
        "\u0301",
        "\u200b",
        "王",
        "김",
        "ـ",
        "ß",
        "A.",
        "J",
        "Ab",
        "O'",
        "de",
        "the",
        "#",
        "1",
    ]
)
LETTERS = st.text(
    alphabet=st.characters(
        min_codepoint=33, max_codepoint=0x1FAFF, exclude_categories=("Cs", "Zs", "Zl", "Zp")
    ),
    min_size=1,
    max_size=6,
)
NAMES = st.lists(ODD | LETTERS, min_size=1, max_size=4).map(" ".join)


def mentions_of(names: list[str]) -> list[PersonMention]:
    return [
        PersonMention(Name(0, 9 * at, 9 * at + len(name.split()), "PERSON"), name)
        for at, name in enumerate(names)
    ]


@given(st.lists(NAMES, min_size=1, max_size=6))
@example(["...", "Ana Prado"])
@example(["🙂 🙂", "...", "J. Reed", "-"])
def test_every_mention_belongs_to_one_person_whatever_the_name(names: list[str]) -> None:
    mentions = mentions_of(names)
    people = clustered(mentions)
    assert sorted(item.name for person in people for item in person.mentions) == sorted(
        item.name for item in mentions
    )
    surnames(people)


@given(NAMES)
def test_a_name_always_has_a_key(name: str) -> None:
    assert person_key(name)
    assert slug(name)
    assert clustered(mentions_of([name]))[0].referent.key


def test_names_without_letters_are_one_person_only_where_they_are_the_same() -> None:
    assert len(clustered(mentions_of(["🙂", "🙂", "!!", "Ana Prado"]))) == 3
