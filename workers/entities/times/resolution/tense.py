"""Tense of the clause that holds a time expression, from its words alone."""

from dataclasses import dataclass

from workers.entities.times.calendar.occurrences import Tense
from workers.entities.times.text.time_lexicon import Lexicon
from workers.entities.times.text.tokens import Tokens

LEFT, RIGHT = 30, 12
"""Tokens that are searched before and after the expression."""
STOPS = frozenset({".", "!", "?", ";", ":"})
MARKS = frozenset({",", "(", ")", '"', "“", "”", "—", "–"})
"""Punctuation that ends the clause to the right of an expression."""
TAKEN = frozenset({"place", "office", "effect", "over"})
"""Complements with which 'take' is a verb of timetables."""
NEGATIONS = frozenset({"not", "t", "never"})
SENTENCE_OPENERS = frozenset(
    {"The", "On", "In", "At", "He", "She", "It", "They", "We", "But", "This", "An"}
)
"""Words that open a sentence even after the point of an abbreviation ('left the U.S. On
Sunday')."""
SHORT = 4
"""Letters of the longest abbreviation of a name, title or month."""
SHORTEST = 4
"""Letters of the shortest word in -ed that is taken for a past tense."""


@dataclass(frozen=True, slots=True)
class _Cue:
    tense: Tense
    place: int


def tense_around(tokens: Tokens, start: int, end: int, words: Lexicon) -> Tense:
    """Return the tense of the clause that holds the tokens `start` to `end` (exclusive).

    The nearest verb before the expression counts, up to the word that opens the clause ('that',
    'which', 'who'); then the nearest verb after it in the same clause; then those of the clauses
    before and after. A verb of saying yields to the verb of its content where the expression
    belongs to a noun: 'said the vote in May will be close'.
    """
    before = tokens.low[start - 1] if start else ""
    if (
        before in {"until", "till"}
        or (start > 1 and _plans(tokens, start))
        or _ahead(tokens, start)
    ):
        return "future"
    opener = _opener(tokens, start, words)
    inner = _last_cue(tokens, max(opener, start - LEFT), start, words)
    if inner is not None and not _belongs_to_noun(tokens, inner, start, end, words):
        return inner.tense
    after = _next_cue(tokens, end, words, whole=False)
    if after is not None and (inner is None or after.tense == "future"):
        return after.tense
    outer = inner or _last_cue(tokens, max(_sentence(tokens, start), start - LEFT), start, words)
    outer = outer or _next_cue(tokens, end, words, whole=True)
    if outer is not None:
        return outer.tense
    return "future" if before in {"by", "through", "before"} else "either"


def _plans(tokens: Tokens, start: int) -> bool:
    """'the vote is Monday', 'the vote is on Monday'."""
    return tokens.low[start - 1 - (tokens.low[start - 1] in {"on", "for"})] in {"is", "are"}


def _ahead(tokens: Tokens, start: int) -> bool:
    """'ahead of Sunday': a day that is still to come."""
    return start > 1 and tokens.low[start - 2 : start] == ["ahead", "of"]


def _possessive(tokens: Tokens, end: int) -> bool:
    return tokens.low[end] in {"'", "’"} and tokens.low[end + 1] == "s" and tokens.joined(end + 1)


def _sentence(tokens: Tokens, start: int) -> int:
    """Return the first token of the sentence, within reach."""
    low = max(start - LEFT, 0)
    return next(
        (index + 1 for index in range(start - 1, low - 1, -1) if _ends_sentence(tokens, index)), low
    )


def _opener(tokens: Tokens, start: int, words: Lexicon) -> int:
    """Return the place after the word that opens the clause, or the first token of the sentence."""
    first = _sentence(tokens, start)
    opens = (
        index + 1
        for index in range(start - 1, first - 1, -1)
        if tokens.low[index] in words.clause_openers
    )
    return next(opens, first)


def _last_cue(tokens: Tokens, low: int, start: int, words: Lexicon) -> _Cue | None:
    found = (_cue(tokens, index, words) for index in range(start - 1, low - 1, -1))
    return next((cue for cue in found if cue is not None), None)


def _next_cue(tokens: Tokens, end: int, words: Lexicon, *, whole: bool) -> _Cue | None:
    """Return the first verb after the expression, in its clause or in the `whole` sentence."""
    for index in range(end, min(end + RIGHT, tokens.count)):
        word = tokens.low[index]
        if _ends_sentence(tokens, index):
            return None
        if not whole and (
            word in MARKS or word in words.clause_openers or word in {"and", "but", "as"}
        ):
            return None
        found = _cue(tokens, index, words)
        if found is not None:
            return found
    return None


def _belongs_to_noun(tokens: Tokens, cue: _Cue, start: int, end: int, words: Lexicon) -> bool:
    """Return whether the expression belongs to a noun that a verb of saying governs.

    Examples are 'said the vote in May' and "said May's vote".
    """
    if cue.tense != "reported" or tokens.low[cue.place] == "told":
        return False
    return _possessive(tokens, end) or (
        tokens.low[cue.place + 1] in words.determiners and cue.place + 1 < start
    )


def _cue(tokens: Tokens, index: int, words: Lexicon) -> _Cue | None:
    tense = _tense(tokens, index, words)
    return _Cue(tense, index) if tense is not None else None


def _tense(tokens: Tokens, index: int, words: Lexicon) -> Tense | None:
    word, named = (
        tokens.low[index],
        index > 0 and tokens.capital(index) and not tokens.raw[index].isupper(),
    )
    if word in words.future_verbs and not named:
        return "past" if word == "could" and _negated(tokens, index) else "future"
    if word in words.timetable_verbs and _is_verb(tokens, index, words):
        return "future"
    if word == "to":
        before = tokens.low[index - 1] if index else ""
        return "future" if before in words.infinitive_governors else None
    if word in words.past_verbs or (
        len(word) >= SHORTEST and word.endswith("ed") and word not in words.not_past
    ):
        return _governing(tokens, index, words)
    return "past" if word == "couldn" else None


def _negated(tokens: Tokens, index: int) -> bool:
    """Return whether 'could' is negated: then it is past, else future."""
    return tokens.low[index + 1] in NEGATIONS or tokens.low[index + 2] in NEGATIONS


def _is_verb(tokens: Tokens, index: int, words: Lexicon) -> bool:
    """Return whether 'play', 'visits', 'takes place' is a verb: its subject stands before it."""
    word, before = tokens.low[index], tokens.low[index - 1] if index else ""
    if (
        not before.isalpha()
        or before in words.determiners
        or before in words.past_verbs
        or tokens.capital(index)
    ):
        return False
    if word in {"take", "takes"} and tokens.low[index + 1] not in TAKEN:
        return False
    if word in words.never_nouns:
        return before not in {"to", "did"} | NEGATIONS
    if word.endswith("s"):
        return before not in words.noun_openers
    if before in words.plural_subjects:
        return True
    plural = before.endswith("s") and tokens.low[index - 2] not in {"'", "’"} | words.determiners
    return plural or _after_bare_name(tokens, index, words)


def _after_bare_name(tokens: Tokens, index: int, words: Lexicon) -> bool:
    """Return whether a name without an article opens the sentence: 'Varda host Solna'."""
    first = index
    while first > 0 and tokens.capital(first - 1):
        first -= 1
    opens = first == 0 or tokens.raw[first - 1] in STOPS
    return first < index and opens and tokens.low[first] not in words.determiners


def _governing(tokens: Tokens, index: int, words: Lexicon) -> Tense:
    """Return the tense of a past form; a participle after 'will be' or 'to be' is no past."""
    before = set(tokens.low[max(index - 2, 0) : index])
    auxiliaries = set(tokens.low[max(index - 5, 0) : index])
    if before & {"will", "shall", "would", "be"} and not (
        auxiliaries & {"could", "couldn"} and auxiliaries & NEGATIONS
    ):
        return "future"
    return "reported" if tokens.low[index] in words.speech_verbs else "past"


def _ends_sentence(tokens: Tokens, index: int) -> bool:
    """Return whether a sentence ends here.

    A point after a short capitalised word or in 'p.m.' belongs to an abbreviation.
    """
    if tokens.raw[index] not in STOPS:
        return False
    if tokens.raw[index] != "." or index == 0:
        return True
    before = tokens.raw[index - 1]
    if tokens.raw[index + 1] in SENTENCE_OPENERS and not tokens.joined(index + 1):
        return True
    short = (
        before.isalpha()
        and len(before) <= SHORT
        and (before[0].isupper() or tokens.low[index - 2] == ".")
    )
    return not short and not (tokens.joined(index + 1) and tokens.raw[index + 1].isalnum())
