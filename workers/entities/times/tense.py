"""Which way a clause points in time, from its words alone."""

from workers.entities.times.cycles import Tense
from workers.entities.times.lexicon import Lexicon
from workers.entities.times.tokens import Tokens

LEFT, RIGHT = 16, 10
STOPS = frozenset({".", "!", "?", ";", ":"})
SHORT = 4
"""Letters of the longest abbreviation of a name, title or month."""
SHORTEST = 4
"""Letters of the shortest word in -ed that is taken for a past tense."""


def tense_around(tokens: Tokens, start: int, end: int, words: Lexicon) -> Tense:
    """Return where the verb nearest before `start`, else nearest after `end`, within the sentence, points."""
    before = tokens.low[start - 1] if start else ""
    if before in {"until", "till"}:
        return "future"
    if start > 1 and _plans(tokens, start):
        return "future"
    for index in range(start - 1, max(start - LEFT, -1), -1):
        if _ends_sentence(tokens, index):
            break
        found = _cue(tokens, index, words)
        if found is not None:
            return found
    for index in range(end, min(end + RIGHT, tokens.count)):
        if _ends_sentence(tokens, index):
            break
        found = _cue(tokens, index, words)
        if found is not None:
            return found
    return "future" if before == "by" else "either"


def _plans(tokens: Tokens, start: int) -> bool:
    """'the vote is Monday', 'the vote is on Monday'."""
    return tokens.low[start - 1 - (tokens.low[start - 1] in {"on", "for"})] in {"is", "are"}


def _cue(tokens: Tokens, index: int, words: Lexicon) -> Tense | None:
    word = tokens.low[index]
    if word in words.future_verbs and not (word in {"may", "will"} and tokens.capital(index)):
        return "future"
    if word == "to":
        before = tokens.low[index - 1] if index else ""
        return "future" if before in words.infinitive_governors else None
    if word in words.past_verbs or (len(word) >= SHORTEST and word.endswith("ed") and word not in words.not_past):
        return _governing(tokens, index, words)
    return None


def _governing(tokens: Tokens, index: int, words: Lexicon) -> Tense:
    """A participle after 'will be' or 'to be' is no past."""
    before = {tokens.low[index - 1], tokens.low[index - 2]} if index > 1 else set()
    if before & {"will", "shall", "would", "be"}:
        return "future"
    return "reported" if tokens.low[index] in words.speech_verbs else "past"


def _ends_sentence(tokens: Tokens, index: int) -> bool:
    """Whether a sentence stops here; a point after a short capitalised word or inside 'p.m.' is an abbreviation's."""
    if tokens.raw[index] not in STOPS:
        return False
    if tokens.raw[index] != "." or index == 0:
        return True
    before = tokens.raw[index - 1]
    short = before.isalpha() and len(before) <= SHORT and (before[0].isupper() or tokens.low[index - 2] == ".")
    return not short and not (tokens.joined(index + 1) and tokens.raw[index + 1].isalnum())
