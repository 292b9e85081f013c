"""Invented articles and events for tests of the pages.

Every quote is looked up in its article, so that it stands there.
"""

from datetime import UTC, datetime

from schemas import AnnotatedArticle, Article, EventRecord, Fingerprint, Published
from schemas.event import (
    ArticleLine,
    ChangeKind,
    Conflict,
    ConflictValue,
    EventStatus,
    Evidence,
    MentionLine,
    Relation,
    Slot,
    Sources,
    What,
    When,
    Where,
    Who,
    Window,
)
from schemas.mentions import EventType
from workers.settings import Settings
from workers.streams.metrics.instruments import Instrument
from workers.streams.readmodel.stage_board import GroupState, StageBoard
from workers.streams.readmodel.view import View
from workers.web import Probes, WebContext
from workers.web.context import no_instruments

NOW = datetime(2031, 5, 8, 9, 30, 5, tzinfo=UTC)

WIRE = (
    "Port workers in Veldhaven walked off the job on Monday after talks over pay collapsed, "
    "the Dockers' Union said.\n\n"
    "Union leader Marta Oyelaran said some 2,400 people had joined the strike by noon. "
    "“We will not go back before there is an offer,” she told reporters at the gates.\n\n"
    "The Veldhaven Port Authority said container traffic had stopped, "
    "and that it was ready to talk. "
    "Nothing of that kind has been seen in the harbour since 2019. "
    "The mayor called on both sides to meet. Ferries to the islands were not affected.\n\n"
    "Analysts said that a long stoppage would be felt in prices by June. "
    "The strike is the largest of the year."
)
PAPER = (
    "VELDHAVEN, May 6 - About 3,000 dockers have stopped work at the country's largest port "
    "in a dispute over wages.\n\n"
    "The walkout began on Monday morning. Marta Oyelaran, who leads the Dockers' Union, "
    "said it would go on until the Port Authority made an offer."
)


def article(
    id: str = "wire-1",  # noqa: A002
    text: str = WIRE,
    title: str | None = "Dockers walk out in Veldhaven",
    *,
    version: int = 1,
    source: str | None = "Northern Wire",
) -> AnnotatedArticle:
    """An annotated article without entities: the pages show none."""
    raw = Article(
        id=id, text=text, title=title, published_at="2031-05-05", source=source, version=version
    )
    return AnnotatedArticle(
        id,
        "en",
        Published("2031-05-05", "metadata", None, "published_at"),
        (),
        (),
        (),
        Fingerprint("00"),
        raw,
    )


def evidence(
    slot: Slot, value: str, quote: str, article_id: str = "wire-1", text: str = WIRE
) -> Evidence:
    """The first place of `quote` in `text` as evidence."""
    start = text.index(quote)
    return Evidence(slot, value, article_id, "text", start, start + len(quote), quote)


def event(
    event_id: str = "e-strike",
    *,
    version: int = 3,
    status: EventStatus = "open",
    title: str = "Dockers walk out in Veldhaven over pay",
    change: ChangeKind = "updated",
    code: str = "PROTEST",
    when: str | None = "2031-05-05",
    merged_into: str | None = None,
) -> EventRecord:
    """A strike that a wire and a paper tell.

    They conflict about nothing less than the numbers of the day.
    """
    trigger = WIRE.index("strike")
    return EventRecord(
        event_id=event_id,
        version=version,
        status=status,
        merged_into=merged_into,
        type=EventType("plover", code, "strike"),
        title=title,
        modality="ongoing",
        who=(
            Who("dockers-union", "Dockers' Union", "actor", "NL", 2),
            Who("marta-oyelaran", "Marta Oyelaran", "actor", None, 2),
            Who("veldhaven-port-authority", "Veldhaven Port Authority", "recipient", None, 1),
        ),
        where=(Where("Veldhaven", 99_900_001, 52.41, 4.55, "NL", 2),),
        when=When(
            when,
            2,
            (
                "‘Monday’ in the wire of 5 May 2031 is that day",
                "‘May 6’ dates the paper; its ‘Monday’ is the day before",
            ),
        )
        if when
        else None,
        what=What(
            "strike",
            "Port workers in Veldhaven walked off the job on Monday after talks over pay collapsed",
        ),
        articles=(
            ArticleLine(
                "wire-1", main=True, published_at="2031-05-05", source="Northern Wire", copy_of=None
            ),
            ArticleLine(
                "paper-7",
                main=True,
                published_at="2031-05-06",
                source="The Harbour Post",
                copy_of=None,
            ),
            ArticleLine("echo/3", main=False, published_at=None, source=None, copy_of="wire-1"),
        ),
        mentions=(MentionLine("wire-1", "text", trigger, trigger + 6, "strike"),),
        evidence=(
            evidence(
                "what",
                "strike",
                (
                    "Port workers in Veldhaven walked off the job on Monday "
                    "after talks over pay collapsed"
                ),
            ),
            evidence("who", "Dockers' Union", "Dockers' Union"),
            evidence("who", "Marta Oyelaran", "Marta Oyelaran"),
            evidence("where", "Veldhaven", "Veldhaven"),
            evidence("when", "2031-05-05", "on Monday"),
            evidence("modality", "ongoing", "will not go back"),
            evidence("who", "Veldhaven Port Authority", "Veldhaven Port Authority"),
            evidence("what", "strike", "The strike is the largest of the year"),
            evidence("who", "Marta Oyelaran", "Marta Oyelaran", "paper-7", PAPER),
            evidence("when", "2031-05-05", "Monday morning", "paper-7", PAPER),
            evidence("what", "walkout", "walkout", "paper-7", PAPER),
            Evidence("where", "Veldhaven", "echo/3", "text", 16, 25, "Veldhaven"),
        ),
        conflicts=(
            Conflict(
                "when",
                (
                    ConflictValue("2031-05-05", 2, ("wire-1", "paper-7")),
                    ConflictValue("2031-05-04", 1, ("echo/3",)),
                ),
            ),
        ),
        relations=(Relation("follows", "e-talks"),),
        sources=Sources(3, 2),
        first_seen="2031-05-05",
        last_seen="2031-05-06",
        window=Window("2031-05-05", "2031-05-06"),
        change=change,
    )


def web_context(
    view: View | None = None,
    *,
    probes: Probes | None = None,
    instruments: tuple[Instrument, ...] = (),
) -> WebContext:
    """The context of a web view over `view`, filled by `filled` where none is given."""
    told = view if view is not None else filled()
    figures = (lambda: instruments) if instruments else no_instruments
    return WebContext(Settings(), told, board(), figures, probes or Probes())


def filled() -> View:
    """A view with a few events, two of the three articles of the first, and one dead letter."""
    view = View()
    view.caught_up = True
    for version, change in ((1, "created"), (2, "updated"), (3, "updated")):
        view.take_event(event(version=version, change=change), NOW.replace(minute=10 + version))  # type: ignore[arg-type]
    view.take_event(
        event(
            "e-talks",
            version=1,
            title="Pay talks in Veldhaven collapse",
            code="CONSULT",
            when="2031-05-02/2031-05-04",
            change="created",
        ),
        NOW.replace(minute=5),
    )
    view.take_event(
        event(
            "e-gone",
            version=2,
            status="retracted",
            title="Ferry service to the islands halted",
            when=None,
            change="retracted",
        ),
        NOW.replace(minute=1),
    )
    view.take_article(article())
    view.take_article(article("paper-7", PAPER, None, source="The Harbour Post"))
    return view


def board() -> StageBoard:
    """Two readings of each stage, 10 s apart."""
    stages = StageBoard()
    for number, stage in enumerate(("prepare", "annotate", "extract", "consolidate")):
        stages.take(stage, GroupState(12_000 - 900 * number, 40 * number, number % 2), 0.0)
        stages.take(stage, GroupState(12_340 - 900 * number, 37 * number, number % 2), 10.0)
    return stages
