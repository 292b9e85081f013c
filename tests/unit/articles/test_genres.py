"""The genre of an article: told by title, section and the form of the text.

What no cue tells is news.
"""

import pytest

from schemas import Article, Genre
from workers.articles.blocks.segmentation import blocks_of
from workers.articles.genres import genre_of

NEWS = (
    "The harbour of Lindau was opened again on Friday after two years of work, "
    "the port authority said. Dock workers cheered."
)


def genre(title: str | None, text: str = "", url: str | None = None) -> Genre:
    article = Article(id="a", title=title, text=text, url=url)
    return genre_of(article, blocks_of(article))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Review: ‘The Slow Tide’ is a gem", "review"),
        ("The Slow Tide – film review", "review"),
        ("Book review | A life in boats", "review"),
        ("The Slow Tide review – a gem of a film", "review"),
        ("‘The Slow Tide’ is a taut, clever thriller", "review"),
        ("On this day: May 7", "history"),
        ("This Day in History - May 7, 2024", "history"),
        ("Today in History", "history"),
        ("TV listings, Friday 3 May", "listing"),
        ("What's on TV tonight: The Slow Tide, Harbour Watch", "listing"),
        ("Weekend fixtures", "listing"),
        ("Community calendar for May 7", "listing"),
        ("Obituaries, May 7, 2024", "listing"),
        ("Winning numbers: May 7", "listing"),
        ("News in brief", "digest"),
        ("World news", "digest"),
        ("Your daily horoscope for 7 May", "advice"),
        ("Recipe: Ana’s plum cake", "advice"),
        ("How to grow plums on a balcony", "advice"),
        ("The weekly news quiz", "advice"),
        ("Opinion: The harbour was a mistake", "opinion"),
        ("Letters to the editor, May 7", "opinion"),
        ("The harbour was a mistake | Editorial", "opinion"),
    ],
)
def test_a_title_that_an_editor_sets_over_a_genre_tells_it(title: str, expected: Genre) -> None:
    assert genre(title) == expected


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Harbour opens after review", NEWS),
        ("Minister orders judicial review – harbour stays shut", NEWS),
        ("Review: safety rules were ignored at Lindau harbour", NEWS + " The report says so."),
        ("How to spend 160 million: council split over harbour", NEWS),
        ("Reed wins 100 m, Prado second – results", NEWS),
        ("TV chef Ana Prado dies at 71", NEWS),
        ("Letters bearing poison sent to minister", NEWS),
        ("Horoscope writer arrested in Lindau", NEWS),
        ("News of the harbour reaches Lindau", NEWS),
        ("Ten years ago today’s mayor was a docker", NEWS),
        (
            "Thousands march in Lindau",
            (
                "At 10:30 a.m. the march began. By 11 a.m. 900 people had come, police said. "
                "At 3 p.m. it ended, at 4 p.m. all had gone."
            ),
        ),
        (
            "Ana Prado, painter, dies at 88",
            (
                "Ana Prado died on Friday. She was 88. In 1955 she moved to Lindau. "
                "She won a prize in 1977. She is survived by a son."
            ),
        ),
    ],
)
def test_news_with_the_same_words_stays_news(title: str, text: str) -> None:
    assert genre(title, text) == "news"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "In 1912, troops landed at Lindau. In 1958 an airliner crashed off Lindau. "
                "In 1991 a strike closed the port."
            ),
            "history",
        ),
        (
            (
                "1912 - Troops landed at Lindau.\n1958 - An airliner crashed.\n"
                "1991 - A strike closed the port."
            ),
            "history",
        ),
        (
            (
                "Today is Tuesday, May 7, the 128th day of 2024. "
                "There are 238 days left in the year."
            ),
            "history",
        ),
        (
            "7.00pm Harbour Watch\n7.30pm The Slow Tide\n9.00pm News\n9.30pm Film: The Storm",
            "listing",
        ),
        (
            (
                "BBC Two, 8pm: Harbour Watch. 9pm: The Slow Tide, with Ana Prado. "
                "10pm: News. 10.30pm: Film."
            ),
            "listing",
        ),
        (
            (
                "Lindau v Bregenz, 3pm\nKonstanz v Singen, 3pm\n"
                "Wangen v Ravensburg, 5.30pm\nRorschach v Arbon, 6pm"
            ),
            "listing",
        ),
        (
            (
                "Sofa, red, $80, call 555-0101.\nBoat, 4 m, $900, call 555-0102.\n"
                "Bike, $40, call 555-0103.\nOven, $70, phone 555-0104."
            ),
            "listing",
        ),
        (
            (
                "Saturday: Lindau v Bregenz, Konstanz v Singen, Wangen v Ravensburg, "
                "Rorschach v Arbon (all 3pm)."
            ),
            "listing",
        ),
        (
            (
                "Reed, Tom, 88, of Lindau.\nPrado, Ana, 91, of Bregenz.\n"
                "Berg, Lars, 70, of Wangen.\nHolm, Eva, 83, of Arbon."
            ),
            "listing",
        ),
        (
            (
                "Aries: Be bold.\nTaurus: Wait.\nGemini: Call a friend.\n"
                "Cancer: Rest.\nLeo: Shine.\nVirgo: Tidy up."
            ),
            "advice",
        ),
        (
            (
                "1. Who opened the harbour?\n2. Where is Lindau?\n"
                "3. When did the storm come?\n4. Who is the mayor?"
            ),
            "advice",
        ),
        (
            (
                "Harbour opens again\nShips came to Lindau after two years.\n3 May 2024\n\n"
                "Storm hits coast\nRoofs flew in Bregenz.\n2 May 2024\n\n"
                "Strike ends\nCrews sail again.\n1 May 2024"
            ),
            "digest",
        ),
        ("Friends, chip in five dollars before midnight. With your help we will win.", "appeal"),
        ("Ingredients:\n2 plums\nMethod:\nPreheat the oven to 200 degrees.", "advice"),
        ("Sir, the harbour was a mistake, as any sailor will tell you.", "opinion"),
        ("The harbour was a mistake. Ana Prado is a columnist for the Lindau Post.", "opinion"),
    ],
)
def test_the_form_of_a_text_tells_its_genre(text: str, expected: Genre) -> None:
    assert genre("From Lindau", text) == expected


def test_a_section_in_the_address_tells_the_genre_and_the_articles_own_name_does_not() -> None:
    assert genre("The harbour", NEWS, "https://example.org/opinion/2024/harbour") == "opinion"
    assert genre("The harbour", NEWS, "https://example.org/news/opinion") == "news"


def test_hostile_text_is_told_in_bounded_time() -> None:
    for piece in ("1. a", "7pm ", "In 1912, ", "Aries: ", "A v B\n", "$1 $2\n", "1 May 2024\n"):
        assert genre("x: y", piece * (50_000 // len(piece)))
