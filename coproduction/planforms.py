"""What a facilitator fills in of a planned session, checked: all that is wrong is said at once."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Final, TypeVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from coproduction.days import picked
from coproduction.durations import minutes_at_the_start
from coproduction.errors import Refusal, Refusals
from coproduction.hours import WallTime, local_day
from coproduction.planned import GROUND_RULES, Planned
from coproduction.sessions import title_of
from coproduction.texts import optional, tidy, tidy_lines
from coproduction.words import LANGUAGES, Text

PURPOSE_LENGTH, LINK_LENGTH, RULE_LENGTH = 250, 500, 200
MOST_RULES, MOST_HELPERS = 12, 5
LEAST, MOST, LONG = 10, 300, 120  # minutes; above the last, people are warned
_LINK: Final = re.compile(r"https://[^\s<>|\"'`\\]+", re.IGNORECASE)
_NO_LINK = Text("A link begins with https:// and has no spaces. Please copy it from your video call.")
_MINUTES = Text("A session takes {least} to {most} minutes. Please write a number, such as 110.")
_LEFT_OUT = Text("The clocks go forward then, so there is no such time on that day. Please choose another.")
_NO_TITLE = Text("A session needs a title, for example: Support for new parents")
_PAST = Text("This is in the past. Please choose a later time.")

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PlanForm:
    """What was filled in: an ISO date, an hour such as 18:30, and words. `rules` are lines, None for ours.

    `template` is one of ours or an own one; only a new plan begins with one.
    """

    title: str
    day: str
    hour: str
    purpose: str = ""
    minutes: str = ""
    link: str = ""
    helpers: Collection[str] = ()
    rules: str | None = None
    template: str = ""


class _Reading:
    """Reads one field after the other, and keeps what is wrong with each."""

    def __init__(self) -> None:
        self._wrong: dict[str, Text] = {}

    def of(self, read: Callable[[], T], otherwise: T) -> T:
        """What was read, or something to go on with."""
        try:
            return read()
        except Refusal as no:
            self._wrong |= no.fields
            return otherwise

    def finish(self) -> None:
        """Refusals, if anything was wrong."""
        if self._wrong:
            raise Refusals(self._wrong)


def filled(planned: Planned, form: PlanForm, now: datetime, usual: int) -> Planned:
    """The planned session with what was filled in, or Refusals. `usual`: how long where nobody said.

    Day and hour are those of its own time zone, wherever who fills it in is. They may stay what they were.
    """
    reading = _Reading()
    before = planned.on_the_wall if planned.wall else None
    meant = reading.of(lambda: _wall(form, now, planned.where, before), before or WallTime(date.min))
    found = replace(
        planned,
        title=reading.of(lambda: title_of(form.title, _NO_TITLE), ""),
        purpose=reading.of(lambda: optional(form.purpose, most=PURPOSE_LENGTH, field="purpose"), None),
        minutes=reading.of(lambda: _minutes(form.minutes, usual), usual),
        link=reading.of(lambda: link_typed(form.link), None),
        helpers=reading.of(lambda: _helpers(form.helpers, planned.planned_by), ()),
        rules=reading.of(lambda: rules_of(form.rules), None),
    )
    reading.finish()
    return replace(found, wall=str(meant), starts_at=meant.in_zone(planned.where))


def _wall(form: PlanForm, now: datetime, zone: ZoneInfo, before: WallTime | None) -> WallTime:
    today = local_day(now, zone)
    day = picked(
        form.day,
        "day",
        today,
        before.day if before and form.day == before.day.isoformat() else today,
        unread=Text("Please choose the day from the calendar."),
        early=Text("This day is in the past. Please choose today or a later day."),
        late=Text("Please choose a day within a year."),
    )
    meant = WallTime(day, _hour(form.hour))
    if meant != before and meant.is_left_out(zone):
        raise Refusal(_LEFT_OUT, "hour")
    if meant != before and meant.in_zone(zone) <= now:
        raise Refusal(_PAST, "hour")
    return meant


def _hour(typed: str) -> time:
    try:
        return time.fromisoformat(typed).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        raise Refusal("Please choose the time.", "hour") from None


def _minutes(typed: str, usual: int) -> int:
    """How long, typed as a number of minutes or as "2 hours"."""
    words = typed.strip()
    if not words:
        return usual
    minutes, rest = (int(words), "") if re.fullmatch(r"[0-9]{1,6}", words) else minutes_at_the_start(words)
    if minutes is None or rest.strip(" .") or not LEAST <= minutes <= MOST:
        raise Refusal(_MINUTES.filled(least=LEAST, most=MOST), "minutes")
    return minutes


def link_typed(typed: str) -> str | None:
    """A web address that begins with https, which nothing in it can turn into another."""
    link = optional(typed, most=LINK_LENGTH, field="link")
    if link is None:
        return None
    try:
        host = urlsplit(link).hostname if _LINK.fullmatch(link) else None
    except ValueError:
        host = None
    if not host or "@" in urlsplit(link).netloc:
        raise Refusal(_NO_LINK, "link")
    return link


def _helpers(chosen: Collection[str], planned_by: str) -> tuple[str, ...]:
    helpers = tuple(dict.fromkeys(each for each in chosen if each != planned_by))
    if len(helpers) > MOST_HELPERS:
        raise Refusal("Please choose {most} people at most.", "helpers", most=MOST_HELPERS)
    return helpers


def rules_of(typed: str | None) -> tuple[str, ...] | None:
    """The ground rules, a line each; None for ours, in whichever language they were shown."""
    if typed is None:
        return None
    rules = tuple(filter(None, (tidy(line).lstrip("•- ") for line in tidy_lines(typed).splitlines())))
    if any(
        rules == tuple(language.pattern(rule) for rule in GROUND_RULES) for language in LANGUAGES.values()
    ):
        return None
    if len(rules) > MOST_RULES:
        raise Refusal(
            "Please write {most} rules at most, so that people read them.", "rules", most=MOST_RULES
        )
    if any(len(rule) > RULE_LENGTH for rule in rules):
        raise Refusal("Each rule can have {most} characters. Please shorten one.", "rules", most=RULE_LENGTH)
    return rules
