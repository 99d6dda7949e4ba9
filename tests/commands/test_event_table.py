from datetime import UTC, date, datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from service.commands.event_table import COLUMNS, UNKNOWN, print_events, row_of
from service.commands.events import upsert
from service.models.event import Event
from service.models.mention import Acled, Actor, Claim, Count, EventDate, EventType, Place, Plover

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def an_event(event_id: str = "e1", **fields) -> Event:
    """An event of which nothing else is known."""
    defaults = {"revision": 1, "event_type": EventType(), "first_reported_at": NOON, "last_reported_at": NOON}
    return Event(event_id=event_id, **(defaults | fields))


def cells(**fields) -> dict[str, str]:
    """The event's row by column."""
    return dict(zip([heading for heading, *_ in COLUMNS], row_of(an_event(**fields)), strict=True))


def printed(*events: Event, width: int = 160) -> str:
    """What the screen shows."""
    screen = StringIO()
    print_events(events, Console(file=screen, width=width))
    return screen.getvalue()


def test_what_is_not_known_is_a_dash():
    row = cells()

    assert row["who → whom"] == f"{UNKNOWN} → {UNKNOWN}"
    assert {row[name] for name in ("date", "place", "what", "killed", "injured", "says who")} == {UNKNOWN}
    assert row["reports"] == "0"


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        (EventDate(start=date(2026, 3, 1), end=date(2026, 3, 1)), "2026-03-01"),
        (EventDate(start=date(2026, 3, 1)), "2026-03-01"),
        (EventDate(start=date(2026, 3, 1), end=date(2026, 3, 31)), "2026-03-01 to 2026-03-31"),
        (EventDate(text="last spring"), "(last spring)"),
    ],
)
def test_a_date_is_a_day_or_a_span_or_its_words(when, shown):
    assert cells(event_date=when)["date"] == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (Count(low=3, best=3, high=3), "3"),
        (Count(low=3, best=4, high=6), "4 (3–6)"),
        (Count(low=12, best=12), "12+"),
        (Count(low=0, best=0, high=0), "0"),
        (Count(text="several"), UNKNOWN),
    ],
)
def test_a_count_shows_how_sure_it_is(count, shown):
    assert cells(fatalities=count)["killed"] == shown
    assert cells(injuries=count)["injured"] == shown


def test_a_place_is_named_as_the_text_names_it():
    place = Place(name="Halab", text="Aleppo", admin1="Aleppo Governorate", country="SYR")

    assert cells(places=(place,))["place"] == "Aleppo, Aleppo Governorate, SYR"


def test_the_event_type_is_the_sub_event_type_where_there_is_one():
    acled = Acled(event_type="Battles", sub_event_type="Armed clash")

    assert cells(event_type=EventType(acled=acled))["what"] == "Armed clash"
    assert cells(event_type=EventType(plover=Plover(type="PROTEST")))["what"] == "Protest"


def test_a_long_list_of_actors_is_cut_and_counted():
    actors = tuple(Actor(name=name) for name in ("A", "A", "B", "C", "D"))

    assert cells(source=actors)["who → whom"] == f"A, B +2 → {UNKNOWN}"


def test_the_claim_comes_before_the_outlet():
    assert cells(outlets=("Post",))["says who"] == "Post"
    assert cells(outlets=("Post",), claim=Claim(name="police"))["says who"] == "police"


def test_each_event_is_a_row():
    screen = printed(an_event(outlets=("First Post",)), an_event("e2", outlets=("Second Post",)))

    assert screen.index("First Post") < screen.index("Second Post")
    assert all(heading in screen for heading, *_ in COLUMNS)


def test_no_events_are_a_table_with_a_heading_alone():
    assert "date" in printed()


def test_markup_is_shown_and_not_obeyed():
    assert "[red]Post[/red]" in printed(an_event(outlets=("[red]Post[/red]",)))
    assert "[/]" in printed(an_event(outlets=("[/]",)))


@given(st.text(max_size=40))
def test_no_control_character_reaches_the_terminal(text):
    event = an_event(
        outlets=(text,), event_date=EventDate(text=text), places=(Place(text=text),), source=(Actor(name=text),)
    )

    shown = "".join(row_of(event))
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert "\x1b" not in printed(event)


def test_a_narrow_window_gets_whole_lines():
    lines = [line for line in printed(an_event(outlets=("Post",)), width=40).splitlines() if line]

    assert len({len(line) for line in lines}) == 1
    assert len(lines[0]) > 100


def test_a_consumer_keeps_the_highest_revision():
    held = {}
    for revision in (1, 3, 2, 3):
        upsert(held, an_event(revision=revision, outlets=(f"revision {revision}",)))

    assert held["e1"].revision == 3
