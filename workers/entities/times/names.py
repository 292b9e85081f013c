"""What looks like a time and is none: 'The Sunday Times', 'Judge May', 'the march on Washington', 'the fall of Rome'."""

from workers.entities.times.expressions import Amount, Cyclic, Every, Item
from workers.entities.times.reader import Reader

VERBS_TOO = frozenset({"fall", "spring"})


def is_name(reader: Reader, item: Item) -> bool:
    """Whether the item is part of a name, or another word of the same spelling."""
    found, single = item.expression, item.end == item.start + 1
    if isinstance(found, Cyclic) and found.unit == "season" and found.within is None:
        return found.step is None and _season_is_word(reader, item)
    if isinstance(found, Cyclic) and single:
        return _month_is_name(reader, item) if found.unit == "month" else _weekday_is_name(reader, item)
    if isinstance(found, Every | Amount) and single:
        return reader.tokens.capital(item.start) and _capitalised_around(reader, item)
    return False


def _month_is_name(reader: Reader, item: Item) -> bool:
    before = reader.low(item.start - 1) if item.start else ""
    if before in reader.words.month_prepositions:
        return False
    if before in {"and", "or", "to", "through"} and reader.month(item.start - 2) is not None:
        return False
    return reader.low(item.start) in reader.words.month_words_ambiguous or _capitalised_around(reader, item)


def _weekday_is_name(reader: Reader, item: Item) -> bool:
    tokens = reader.tokens
    if reader.low(item.end) in reader.words.title_nouns and tokens.capital(item.end):
        return True
    return (
        item.start > 0
        and tokens.capital(item.start - 1)
        and reader.low(item.start - 1) in reader.words.title_adjectives
    )


def _season_is_word(reader: Reader, item: Item) -> bool:
    tokens, word = reader.tokens, reader.low(item.end - 1)
    before = reader.low(item.start - 1) if item.start else ""
    if reader.low(item.end) == "of" or (tokens.capital(item.end - 1) and tokens.capital(item.end)):
        return True
    if before in reader.words.sure_season_prepositions:
        return False
    return word in VERBS_TOO or before not in reader.words.season_prepositions


def _capitalised_around(reader: Reader, item: Item) -> bool:
    """Whether a capitalised word beside it makes it look like part of a name; the first word of the text does not."""
    tokens = reader.tokens
    if tokens.capital(item.end) and reader.weekday(item.end) is None:
        return True
    return item.start > 1 and tokens.capital(item.start - 1) and len(tokens.raw[item.start - 1]) > 1
