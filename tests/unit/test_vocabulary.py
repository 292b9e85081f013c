from workers.lexicons import document
from workers.vocabulary import PACKAGE, load_clause_openers, load_states, load_synonyms


def test_a_trip_and_a_visit_are_words_for_one_act_and_a_visit_and_a_trial_are_not() -> None:
    synonyms = load_synonyms()
    assert synonyms.group("visit") == synonyms.group("trip")
    assert synonyms.group("visit") != synonyms.group("trial")
    assert synonyms.group("unheard") == "unheard"


def test_an_act_and_its_result_are_related_through_any_word_of_their_groups() -> None:
    synonyms = load_synonyms()
    slaying, death = synonyms.group("slaying"), synonyms.group("death")
    assert slaying != death
    assert synonyms.related[slaying] & synonyms.related[death]


def test_a_group_of_synonyms_is_called_by_a_word_of_its_own_and_no_group_repeats_a_word() -> None:
    sections = document(PACKAGE, "synonyms.yaml")
    assert all(name in lemmas for name, lemmas in sections["same"].items())
    for groups in sections.values():
        assert list(groups) == sorted(groups)
        assert all(lemmas == sorted(set(lemmas)) for lemmas in groups.values())


def test_a_word_opens_a_clause_in_one_way_only() -> None:
    openers = load_clause_openers()
    lists = (openers.leaning, openers.pointing, openers.definite, openers.speaking)
    assert sum(map(len, lists)) == len(frozenset().union(*lists))


def test_short_names_of_states_have_no_points_and_each_is_of_one_state_of_its_country() -> None:
    for states in load_states().values():
        shorts = [short for names in states.values() for short in names]
        assert not any("." in short for short in shorts)
        assert len(shorts) == len(set(shorts))
