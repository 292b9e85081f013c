from schemas import ArticleMentions
from tests.unit.consolidation.making import article, chain, who
from workers.consolidation.pairs.gist import figures_differ, figures_in, figures_shared, gist, leads_differ, leads_found


def told(headline: str, *names: str) -> ArticleMentions:
    return article("a", *(chain(index, "visit", who(name)) for index, name in enumerate(names)), headline=headline)


def test_numbers_in_figures_are_found_without_separators_and_years() -> None:
    assert figures_in("In 2008 a 5.6 quake killed 1,200 of 30 villages") == {"5.6", "1200", "30"}


def test_words_with_digits_are_no_figures() -> None:
    assert figures_in("the G20, F-16s and KSLV-1") == frozenset()


def test_figures_differ_only_where_both_give_some_and_share_none() -> None:
    one, two, none = gist(told("10 dead")), gist(told("5 dead")), gist(told("Many dead"))
    assert figures_differ(one, two)
    assert not figures_differ(one, none)
    assert not figures_differ(one, one)


def test_shared_figures_count_by_the_article_with_fewer() -> None:
    assert figures_shared(gist(told("10 dead, 20 hurt")), gist(told("10 dead"))) == 1.0


def test_people_are_found_by_the_surname_alone() -> None:
    assert leads_found(gist(told("", "Ada Berg")), gist(told("", "Berg"))) == 1.0


def test_first_people_who_are_unknown_to_the_other_article_differ() -> None:
    assert leads_differ(gist(told("", "Ada Berg")), gist(told("", "Bo Roth")))


def test_a_first_person_who_is_named_in_passing_by_the_other_does_not_differ() -> None:
    one, two = gist(told("", "Ada Berg")), gist(told("", "Bo Roth", "Bo Roth", "Ada Berg"))
    assert not leads_differ(one, two)


def test_an_article_that_names_nobody_differs_from_none() -> None:
    assert not leads_differ(gist(told("")), gist(told("", "Bo Roth")))
