"""What looks like a time and is none: 'The Sunday Times', 'Judge May', 'the march on Washington', 'the fall of Rome'."""

from workers.entities.times.expressions import Amount, Cyclic, Every, Item
from workers.entities.times.reader import Reader


def is_name(reader: Reader, item: Item) -> bool:
    """Whether the item is part of a name, or another word of the same spelling."""
    if isinstance(item.expression, Cyclic) and item.expression.unit == "season" and item.expression.within is None:
        return item.expression.step is None and _season_is_word(reader, item)
    if isinstance(item.expression, Cyclic) and item.end == item.start + 1:
        return _word_is_name(reader, item)
    if isinstance(item.expression, Every | Amount) and item.end == item.start + 1:
        return reader.tokens.capital(item.start) and _capitalised_around(reader, item)
    return False


def _word_is_name(reader: Reader, item: Item) -> bool:
    tokens, word = reader.tokens, reader.low(item.start)
    before, after = reader.low(item.start - 1) if item.start else "", reader.low(item.end)
    if word in reader.words.months or word in reader.words.month_abbreviations:
        if before in reader.words.month_prepositions:
            return False
        if before in {"and", "or", "to", "through"} and reader.month(item.start - 2) is not None:
            return False
        return word in reader.words.month_words_ambiguous or _capitalised_around(reader, item)
    if word in reader.words.weekdays:
        titled = after in reader.words.title_nouns and tokens.capital(item.end)
        return titled or (before in reader.words.title_adjectives and tokens.capital(item.start - 1))
    return False


def _season_is_word(reader: Reader, item: Item) -> bool:
    before, word = reader.low(item.start - 1) if item.start else "", reader.low(item.end - 1)
    if reader.low(item.end) == "of" or (reader.tokens.capital(item.end - 1) and reader.tokens.capital(item.end)):
        return True
    if before in {
        "in",
        "by",
        "since",
        "until",
        "during",
        "early",
        "late",
        "through",
        "over",
        "of",
        "for",
        "each",
        "from",
    }:
        return word in {"fall", "spring"} and before not in {"in", "by", "since", "until", "early", "late", "through"}
    return True


def _capitalised_around(reader: Reader, item: Item) -> bool:
    tokens = reader.tokens
    if tokens.capital(item.end) and reader.weekday(item.end) is None:
        return True
    return item.start > 0 and tokens.capital(item.start - 1) and len(tokens.raw[item.start - 1]) > 1 and item.start > 1
