from html import unescape
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from workers.web.presentation.marking import SLOTS, Mark, marked, slots_of

HOSTILE = '<script>alert("x")</script> & \'"><img src=x onerror=alert(1)>\x00\u2028\u202e'


class Reader(HTMLParser):
    """What a browser would see.

    That is the text, the tags, and for each character the classes of the marks around it.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []
        self.classes: list[set[str]] = []
        self._now: set[str] = set()
        self.feed(str(html))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert {name for name, _ in attrs} == {"class", "title"}
        self._now = set((dict(attrs)["class"] or "").split())

    def handle_endtag(self, _tag: str) -> None:
        self._now = set()

    def handle_data(self, data: str) -> None:
        self.text += data
        self.classes += [self._now] * len(data)


def test_a_span_is_marked_with_its_slot_and_value() -> None:
    assert marked("Anna met Bo", [Mark(0, 4, "who", "Anna")]) == Markup(
        '<mark class="who" title="who: Anna">Anna</mark> met Bo'
    )


def test_everything_from_the_text_is_escaped_inside_and_outside_marks() -> None:
    html = marked(HOSTILE, [Mark(3, 20, "what", HOSTILE)])
    assert "<script" not in html
    assert "<img" not in html
    assert set(Reader(html).tags) == {"mark"}


def test_a_value_cannot_leave_its_attribute() -> None:
    html = marked("ab", [Mark(0, 1, "who", '" onmouseover="alert(1)')])
    assert unescape(html).count("onmouseover") == 1
    assert Reader(html).text == "ab"


def test_a_span_in_a_span_gets_both_slots() -> None:
    html = marked("Anna met Bo", [Mark(0, 11, "what"), Mark(0, 4, "who", "Anna")])
    assert html == Markup(
        '<mark class="who what" title="who: Anna · what">Anna</mark>'
        '<mark class="what" title="what"> met Bo</mark>'
    )


def test_spans_that_cross_are_cut_where_they_cross() -> None:
    read = Reader(marked("abcdef", [Mark(0, 4, "who"), Mark(2, 6, "where")]))
    assert read.classes == [{"who"}] * 2 + [{"who", "where"}] * 2 + [{"where"}] * 2


def test_two_marks_of_one_slot_on_one_run_tell_both_values() -> None:
    assert 'title="who: A · who: B"' in marked(
        "ab", [Mark(0, 2, "who", "B"), Mark(0, 2, "who", "A")]
    )


def test_a_slot_that_is_none_is_not_marked() -> None:
    assert marked("ab", [Mark(0, 2, '"><script>')]) == Markup("ab")


def test_spans_outside_of_the_text_are_cut_to_it() -> None:
    assert Reader(
        marked("abc", [Mark(-5, 1, "who"), Mark(2, 99, "where"), Mark(50, 60, "when")])
    ).classes == [{"who"}, set(), {"where"}]


def test_a_part_of_the_text_keeps_the_offsets_of_the_whole() -> None:
    assert Reader(marked("abcdef", [Mark(1, 3, "who")], start=2, end=5)).text == "cde"
    assert Reader(marked("abcdef", [Mark(1, 3, "who")], start=2, end=5)).classes == [
        {"who"},
        set(),
        set(),
    ]


def test_offsets_count_code_points() -> None:
    read = Reader(marked("🧨é Bo", [Mark(3, 5, "who")]))
    assert [bool(one) for one in read.classes] == [False, False, False, True, True]


def test_a_legend_has_the_slots_that_are_used_in_a_fixed_order() -> None:
    assert slots_of([Mark(0, 1, "when"), Mark(0, 1, "who"), Mark(1, 2, "when")]) == ["who", "when"]


TEXT = st.text(alphabet=st.sampled_from("ab<>&\"' \n🧨é;/=#x"), max_size=40)
MARKS = st.lists(
    st.builds(
        Mark, st.integers(-3, 45), st.integers(-3, 45), st.sampled_from([*SLOTS, "evil"]), TEXT
    ),
    max_size=8,
)


@given(TEXT, MARKS)
def test_whatever_is_marked_the_reader_sees_the_text_and_each_character_in_its_slots(
    text: str, marks: list[Mark]
) -> None:
    read = Reader(marked(text, marks))
    assert read.text == text
    assert set(read.tags) <= {"mark"}
    expected = [
        {mark.slot for mark in marks if mark.start <= at < mark.end and mark.slot in SLOTS}
        for at in range(len(text))
    ]
    assert read.classes == expected
