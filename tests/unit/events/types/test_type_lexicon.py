import shutil
from pathlib import Path

import pytest
import yaml

from workers.events.types.classes import InvalidClassError
from workers.events.types.operators import InvalidOperatorError
from workers.events.types.pattern import InvalidPatternError, Slot, parse_pattern
from workers.events.types.type_lexicon import DATA, Lexicon, load_lexicon
from workers.lexicons import LexiconError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DATA, tmp_path / "data"))


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told_by(lexicon: Lexicon) -> set[tuple[str, str | None]]:
    """Types and modes that some entry, cue or operator can give."""
    entries = {(e.type.code, e.type.mode) for found in lexicon.entries.values() for e in found}
    cues = {
        (code, mode)
        for table in (lexicon.always, lexicon.cues)
        for code, modes in table.items()
        for mode, _ in modes
    }
    operators = [*lexicon.operators.values(), *lexicon.moods.values()]
    outcomes = {
        (o.code, o.mode)
        for operator in operators
        for o in (*operator.rules.values(), operator.otherwise)
        if o
    }
    return entries | cues | outcomes


def test_the_lexicon_is_valid() -> None:
    assert load_lexicon().entries


@pytest.mark.parametrize("scheme", ["plover", "dateline"])
def test_every_type_and_mode_can_be_told(scheme: str) -> None:
    lexicon = load_lexicon()
    wanted = {(d.code, mode) for d in lexicon.schemes[scheme].types.values() for mode in d.modes}
    codes = set(lexicon.schemes[scheme].types) - {"UNKNOWN"}
    told = told_by(lexicon)
    assert wanted - told == set()
    assert codes - {code for code, _ in told} == set()


def test_an_unknown_type_is_refused(folder: Path) -> None:
    rewrite(folder / "plover_verbal.yaml", "  AGREE:\n", "  ACQUIESCE:\n")
    with pytest.raises(LexiconError, match="ACQUIESCE"):
        load_lexicon(folder)


def test_an_unknown_mode_is_refused(folder: Path) -> None:
    rewrite(folder / "plover_verbal.yaml", "    third-party:\n", "    fourth-party:\n")
    with pytest.raises(LexiconError, match="fourth-party"):
        load_lexicon(folder)


def test_an_unknown_class_is_refused(folder: Path) -> None:
    rewrite(folder / "plover_verbal.yaml", "> @aid", "> @assistance")
    with pytest.raises(LexiconError, match="@assistance"):
        load_lexicon(folder)


def test_an_unknown_section_is_refused(folder: Path) -> None:
    rewrite(folder / "plover_verbal.yaml", "      nouns: [", "      names: [")
    with pytest.raises(LexiconError, match="names"):
        load_lexicon(folder)


def test_a_cue_for_an_unknown_mode_is_refused(folder: Path) -> None:
    rewrite(folder / "cues.yaml", "    hunger: [", "    thirst: [")
    with pytest.raises(LexiconError, match="thirst"):
        load_lexicon(folder)


def test_an_operator_that_gives_an_unknown_type_is_refused(folder: Path) -> None:
    rewrite(folder / "composition.yaml", "REJECT/meet", "REJECT/greet")
    with pytest.raises(InvalidOperatorError, match="REJECT/greet"):
        load_lexicon(folder)


def test_an_operator_over_an_unknown_type_is_refused(folder: Path) -> None:
    rewrite(folder / "composition.yaml", "      CONSULT: REJECT/meet", "      PARLEY: REJECT/meet")
    with pytest.raises(InvalidOperatorError, match="PARLEY"):
        load_lexicon(folder)


def test_a_class_that_includes_an_undefined_one_is_refused(folder: Path) -> None:
    rewrite(folder / "classes.yaml", '- "@quake"', '- "@tempest"')
    with pytest.raises(InvalidClassError, match="@tempest"):
        load_lexicon(folder)


def test_a_pattern_without_fillers_is_refused(folder: Path) -> None:
    rewrite(folder / "plover_verbal.yaml", "vow > @aid|@cooperation|@agreement", "vow >")
    with pytest.raises(InvalidPatternError, match="vow >"):
        load_lexicon(folder)


def test_a_pattern_is_read_into_particle_and_slots() -> None:
    pattern = parse_pattern("call+off > @meeting with > @rebels < PERSON|king")
    assert (pattern.head, pattern.particle) == ("call", "off")
    assert pattern.slots == (
        Slot("object", ("@meeting",)),
        Slot("with", ("@rebels",)),
        Slot("subject", ("PERSON", "king")),
    )


def test_a_pattern_that_asks_for_more_is_more_specific() -> None:
    ordered = ["meet", "meet > -", "meet > king", "call+off > king", "call+off > king < PERSON"]
    values = [parse_pattern(text).specificity for text in ordered]
    assert parse_pattern("meet with").specificity == parse_pattern("meet > -").specificity
    assert values == sorted(set(values))


@pytest.mark.parametrize("text", ["", "> king", "< king", "meet <"])
def test_what_is_no_pattern_is_refused(text: str) -> None:
    with pytest.raises(InvalidPatternError):
        parse_pattern(text)


def test_every_type_and_mode_has_a_sentence_in_the_tests() -> None:
    sentences = yaml.safe_load(
        (Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8")
    )
    for scheme in load_lexicon().schemes.values():
        wanted = {(d.code, mode) for d in scheme.types.values() for mode in d.modes}
        assert (
            wanted - {(code, mode) for code, modes in sentences.items() for mode in modes} == set()
        )
        assert set(scheme.types) - {"UNKNOWN"} - set(sentences) == set()
