from dataclasses import replace

from workers.entities.people.clustering import PersonMention, clustered
from workers.entities.spans import Name


def mention(
    at: int,
    text: str,
    *,
    gender: str | None = None,
    roles: tuple[str, ...] = (),
    country: str | None = None,
) -> PersonMention:
    return PersonMention(
        Name(0, at, at + len(text.split()), "PERSON"), text, gender, roles, country
    )


def keys(*mentions: PersonMention) -> list[set[str]]:
    return sorted(
        ({item.text for item in person.mentions} for person in clustered(mentions)), key=sorted
    )


def test_a_surname_joins_the_full_name() -> None:
    assert keys(mention(0, "Vladimir Putin"), mention(9, "Putin")) == [{"Vladimir Putin", "Putin"}]


def test_a_family_name_first_joins_the_full_name() -> None:
    assert keys(mention(0, "Wang Wenbin"), mention(9, "Wang")) == [{"Wang Wenbin", "Wang"}]


def test_spellings_join() -> None:
    assert len(keys(mention(0, "Sergei Shoigu"), mention(9, "Sergey Shoigu"))) == 1


def test_the_order_of_names_does_not_matter() -> None:
    assert len(keys(mention(0, "Orbán Viktor"), mention(9, "Viktor Orban"))) == 1


def test_a_middle_initial_does_not_part() -> None:
    assert len(keys(mention(0, "William J. Burns"), mention(9, "William Burns"))) == 1


def test_two_people_of_one_surname_stay_apart() -> None:
    assert len(keys(mention(0, "Bill Clinton"), mention(9, "Hillary Clinton"))) == 2


def test_an_honorific_picks_between_people_of_one_surname() -> None:
    people = keys(
        mention(0, "Bill Clinton", gender="m"),
        mention(5, "Hillary Clinton", gender="f"),
        mention(20, "Clinton", gender="m"),
    )
    assert {"Bill Clinton", "Clinton"} in people


def test_a_lone_surname_goes_to_the_nearest_before() -> None:
    people = keys(
        mention(0, "Bill Clinton"), mention(50, "Hillary Clinton"), mention(60, "Clinton")
    )
    assert {"Hillary Clinton", "Clinton"} in people


def test_a_title_that_comes_before_the_full_name_is_not_of_a_person_of_another_role() -> None:
    people = keys(
        mention(0, "Rossi"),
        mention(5, "Rossi", roles=("president",)),
        mention(50, "Anna Rossi", roles=("actress",)),
    )
    assert people == [{"Anna Rossi"}, {"Rossi"}]


def test_a_title_after_the_full_name_is_one_of_the_same_persons() -> None:
    people = keys(
        mention(5, "Anna Rossi", roles=("actress",)), mention(50, "Rossi", roles=("president",))
    )
    assert len(people) == 1


def test_a_title_of_rank_belongs_to_a_lone_name() -> None:
    (lone,) = clustered([replace(mention(1, "Gaga"), rank="Lady"), mention(9, "Gaga")])
    assert (lone.referent.name, lone.referent.key) == ("Lady Gaga", "gaga")


def test_a_title_of_rank_does_not_belong_to_a_surname() -> None:
    (person,) = clustered(
        [replace(mention(1, "Thatcher"), rank="Lady"), mention(9, "Margaret Thatcher")]
    )
    assert person.referent.name == "Margaret Thatcher"


def test_a_lone_surname_goes_to_whom_the_text_names_far_more_often() -> None:
    people = keys(
        mention(0, "Bill Clinton"),
        mention(20, "Bill Clinton"),
        mention(50, "Hillary Clinton"),
        mention(60, "Clinton"),
    )
    assert {"Bill Clinton", "Clinton"} in people


def test_the_fullest_name_names_the_person() -> None:
    (person,) = clustered(
        [
            mention(0, "Shoigu"),
            mention(9, "Sergei Shoigu", roles=("defence minister", "minister"), country="RU"),
        ]
    )
    assert person.referent.name == "Sergei Shoigu"
    assert person.referent.key == "sergi-shoigu"


def test_a_role_within_a_longer_one_is_left_out() -> None:
    (person,) = clustered(
        [
            mention(0, "Sergei Shoigu", roles=("defence minister",)),
            mention(9, "Shoigu", roles=("minister",), country="RU"),
        ]
    )
    assert person.referent.roles == ("defence minister",)
    assert person.referent.country == "RU"


def test_the_order_of_mentions_given_does_not_matter() -> None:
    mentions = [
        mention(0, "Bill Clinton"),
        mention(5, "Clinton"),
        mention(9, "Ann Lee"),
        mention(12, "Lee"),
    ]
    assert keys(*mentions) == keys(*reversed(mentions))


def test_a_surname_joins_the_name_that_a_mark_of_generation_ends() -> None:
    people = keys(
        mention(0, "Paul Duale Jr."), mention(9, "Duale"), mention(20, "Duale Omar Petrov")
    )
    assert {"Paul Duale Jr.", "Duale"} in people
    assert len(keys(mention(0, "Paul Duale Jr."), mention(9, "Paul Duale Sr."))) == 2
