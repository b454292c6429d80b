"""Files for calendars, read back as a calendar reads them: whatever was written, and whatever changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from coproduction.planforms import PlanForm, filled
from coproduction.planned import Planned, blank, cancelled
from handlers.icalendars import as_ics
from tests.speaking import SAY, in_every_language

NOW = datetime(2026, 10, 22, 17, 30, tzinfo=UTC)  # summer time ends on the Sunday after
LINK = "https://example.org/call?room=1;name=2,3"
FORM = PlanForm("New parents", "2026-10-29", "18:30", "We know each other", "110", LINK)
FIELDS = {
    *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DURATION"),
    *("SUMMARY", "DESCRIPTION", "STATUS", "LOCATION", "URL"),
}


def planned_by(form: PlanForm = FORM, zone: str = "Europe/London") -> Planned:
    new = blank("p1", "C1", "U1", zone, "o")
    return filled(replace(new, helpers=("U2",), announced_at=NOW), form, NOW, 110)


def read(content: bytes) -> tuple[Calendar, Event]:
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    assert isinstance(calendar, Calendar)
    assert isinstance(event, Event)
    return calendar, event


def test_a_calendar_reads_what_was_planned_and_nobody_is_named() -> None:
    content = as_ics(SAY, planned_by(), NOW)
    calendar, event = read(content)
    assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("PUBLISH", "CONFIRMED", 0)
    assert (event["SUMMARY"], event["DESCRIPTION"]) == ("New parents", f"We know each other\n{LINK}")
    assert (event["LOCATION"], event["URL"]) == (LINK, LINK)
    assert set(event) == FIELDS
    assert all(who not in content for who in (b"U1", b"U2", b"C1"))


@pytest.mark.parametrize("zone", ["Europe/London", "America/New_York", "Asia/Kathmandu", "UTC"])
def test_it_is_at_the_hour_that_was_chosen_although_the_clocks_change_before(zone: str) -> None:
    planned = planned_by(zone=zone)
    calendar, event = read(as_ics(SAY, planned, NOW))
    assert event.decoded("DTSTART") == planned.starts_at
    assert event.decoded("DTSTART").replace(tzinfo=None) == datetime(2026, 10, 29, 18, 30)  # noqa: DTZ001
    assert event.decoded("DURATION") == timedelta(minutes=110)
    zones = [str(each["TZID"]) for each in calendar.walk("VTIMEZONE")]
    assert zones == ([] if zone == "UTC" else [zone])


def test_in_the_night_in_which_an_hour_comes_twice_it_is_the_first_and_takes_as_long_as_it_takes() -> None:
    planned = planned_by(replace(FORM, day="2026-10-25", hour="01:30"))
    _, event = read(as_ics(SAY, planned, NOW))
    assert event.decoded("DTSTART").astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert b"DTSTART;TZID=Europe/London:20261025T013000\r\n" in as_ics(SAY, planned, NOW)
    assert event.decoded("DURATION") == timedelta(minutes=110)


def test_a_change_and_a_cancellation_are_of_the_same_session_and_newer() -> None:
    first = planned_by()
    moved = replace(filled(first, replace(FORM, hour="19:00"), NOW, 110), changes=1)
    gone = cancelled(moved, "U1", "The hall is closed.\nSorry!")
    events = [read(as_ics(SAY, each, NOW)) for each in (first, moved, gone)]
    assert {event["UID"] for _, event in events} == {"p1@alongside"}
    assert [event["SEQUENCE"] for _, event in events] == [0, 1, 2]
    assert [calendar["METHOD"] for calendar, _ in events] == ["PUBLISH", "PUBLISH", "CANCEL"]
    _, last = events[-1]
    assert last["STATUS"] == "CANCELLED"
    why = "This session is cancelled, because: The hall is closed.\nSorry!"
    assert last["DESCRIPTION"] == f"{why}\nWe know each other\n{LINK}"


@given(st.text(max_size=200), st.text(max_size=200))
def test_whatever_was_written_makes_no_line_of_its_own(title: str, purpose: str) -> None:
    hostile = replace(
        planned_by(),
        title=f"{title}\r\nATTENDEE:mailto:x@example.org\nEND:VEVENT",
        purpose=f"{purpose}\rORGANIZER:x\x85BEGIN:VALARM\u2028;,\\n",
    )
    content = as_ics(SAY, hostile, NOW)
    _, event = read(content)
    assert set(event) == FIELDS
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\r" not in content.replace(b"\r\n", b"")
    assert str(event["SUMMARY"]).endswith("ATTENDEE:mailto:x@example.org END:VEVENT")


def test_it_speaks_each_language() -> None:
    gone = cancelled(planned_by(), "U1", "Cerrado por obras")
    said = {
        code: str(read(as_ics(say, gone, NOW))[1]["DESCRIPTION"]).splitlines()[0]
        for code, say in in_every_language().items()
    }
    assert said["en"] == "This session is cancelled, because: Cerrado por obras"
    assert said["es"].endswith(": Cerrado por obras")
    assert said["es"] != said["en"]
