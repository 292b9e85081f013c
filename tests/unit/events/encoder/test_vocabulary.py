"""Word pieces of tokens."""

from workers.events.encoder.vocabulary import load_vocabulary, pieces


def text(token: str) -> list[str]:
    words = {number: piece for piece, number in load_vocabulary().items()}
    return [words[number] for number in pieces(token)]


def test_a_known_word_is_one_piece_whatever_its_case() -> None:
    assert text("Police") == text("POLICE") == ["police"]


def test_an_unknown_word_is_cut_at_the_longest_known_beginnings() -> None:
    found = text("Brenvikers")
    assert len(found) > 1
    assert found[0] + "".join(piece.removeprefix("##") for piece in found[1:]) == "brenvikers"


def test_accents_go_and_punctuation_stands_alone() -> None:
    assert text("café") == ["cafe"]
    assert text("sit-in") == ["sit", "-", "in"]
    assert text("$5") == ["$", "5"]


def test_white_space_and_control_characters_have_no_piece() -> None:
    assert pieces("\n") == pieces("\u200b") == ()


def test_what_the_vocabulary_cannot_spell_is_unknown() -> None:
    assert text("\U00012000") == ["[UNK]"]
    assert text("x" * 100) == ["[UNK]"]
