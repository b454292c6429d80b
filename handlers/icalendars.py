"""Files for calendars: the same session keeps its id in all of them, and of two the newer one counts."""

from datetime import datetime, timedelta
from typing import Final

from icalendar import Calendar, Event

from coproduction.planned import Planned, PlannedState
from coproduction.texts import tidy, tidy_lines
from handlers.voice import Voice

ICS_NAME: Final = "session.ics"
_MADE_BY: Final = "-//Alongside//Planned sessions//EN"
_AROUND: Final = timedelta(days=366)  # so far on both sides of it the file tells when clocks change


def as_ics(say: Voice, planned: Planned, now: datetime) -> bytes:
    """The planned session as an iCalendar file: to keep, or to take out again where it was cancelled.

    It names nobody. How long it takes is written rather than when it ends, which in the night in which the
    clocks go back could mean two hours.
    """
    is_off = planned.state is PlannedState.CANCELLED
    file, at = Calendar(), planned.starts_at.astimezone(planned.where)
    file.add("prodid", _MADE_BY)
    file.add("version", "2.0")
    file.add("method", "CANCEL" if is_off else "PUBLISH")
    event = Event()
    event.add("uid", f"{planned.id}@alongside")
    event.add("sequence", planned.changes)
    event.add("dtstamp", now)
    event.add("dtstart", at)
    event.add("duration", timedelta(minutes=planned.minutes))
    event.add("summary", tidy(planned.title))
    event.add("description", tidy_lines(_description(say, planned)))
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if planned.link:
        event.add("location", planned.link)
        event.add("url", planned.link)
    file.add_component(event)
    file.add_missing_timezones(first_date=(at - _AROUND).date(), last_date=(at + _AROUND).date())
    content: bytes = file.to_ical()
    return content


def _description(say: Voice, planned: Planned) -> str:
    """What it is for, why it is not, and the link in a line of its own, where every calendar finds it."""
    off = (
        say("This session is cancelled, because: {because}", because=planned.because)
        if planned.because
        else ""
    )
    return "\n".join(filter(None, (off, planned.purpose, planned.link)))
