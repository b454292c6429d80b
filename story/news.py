"""What people must be told of ideas after a session, worked out from the script alone.

From the promise made to people (each step once, and one message a week that nobody asked for, in which all
stands that waits), not from the bot's code, so that the two can disagree.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from story.agendas import HOME
from story.bodies import HARM, HELPED, NO, PARTLY, SAME, TELLS_AFTER, YES, Referral
from story.calendar import A_WEEK, ONE_DAY, asking_day, at_ten
from story.promises import LATEST
from story.record import Seen
from story.script import Idea, Script
from story.words import said, shape

NEWS, WORKED, ASKS, LATE, RESULT = (
    "News of ideas",
    "Did it work?",
    "Ideas that wait for your answer",
    "An answer is late",
    "Did it work? The result",
)
COUNTS = "Did it work? {answered} people say: {counts}"
HARMED = (
    "*{n} person says that it did harm.* Please find out what happened.",
    "*{n} people say that it did harm.* Please find out what happened.",
)
EFFECTS = {HELPED: "it helped: {n}", SAME: "no change: {n}", HARM: "it did harm: {n}"}
DRAFT = "This is a draft. {channel} gets it only if you post it."
SHORTLISTED, SENT, DONE = (
    "It is on the shortlist.",
    "It is with {body}, who should answer by {until}.",
    "It is done.",
)
NOT_YET = "{body} should have answered by {until}, and has not yet."
ANSWERED = {
    YES: "The answer is yes.",
    PARTLY: "The answer is: partly.",
    NO: "The answer is no, because:",
}


@dataclass(frozen=True, order=True)
class Telling:
    """One message that must come: when, to whom, how it begins, and all that stands in it, as texts."""

    due: datetime
    who: str
    head: str
    holds: tuple[str, ...] = ()


def tellings(script: Script, zones: Mapping[str, str]) -> list[Telling]:
    """Every message about what becomes of ideas, in the order of time. `zones`: people's by name."""
    found = [*_unasked(script, zones), *_asked(script), *_late(script), *_result(script), *_months(script)]
    return sorted(each for each in found if each.due < script.ends)


def idea_of(script: Script, text: str) -> Idea:
    """The idea that says this."""
    return next(idea for idea in script.ideas if idea.text == text)


def _unasked(script: Script, zones: Mapping[str, str]) -> Iterator[Telling]:
    """To those whom ideas concern: news of each, and whether what is done has worked."""
    body = script.body
    happened: dict[str, list[tuple[datetime, str, str]]] = defaultdict(list)
    for referral in body.referrals:
        who = idea_of(script, referral.idea).who
        happened[who].append((body.chosen, NEWS, SHORTLISTED))
        happened[who].append((referral.sent, NEWS, SENT))
        if referral.answer:
            happened[who].append((body.answers, NEWS, ANSWERED[referral.answer]))
    done = idea_of(script, body.done.idea)
    happened[done.who].append((body.done.at, NEWS, DONE))  # before they are asked
    for who in (done.who, *done.supporters):
        happened[who].append((body.done.at, WORKED, done.text))
    for each in body.overdue:
        happened[idea_of(script, each.idea).who].append((_day_after(script), NEWS, NOT_YET))
    for who, events in happened.items():
        yield from _within_budget(who, sorted(events, key=lambda each: each[0]), ZoneInfo(zones[who]))


def _within_budget(who: str, events: list[tuple[datetime, str, str]], zone: ZoneInfo) -> Iterator[Telling]:
    """One a week; what happens while one waits, or goes out, comes in it, whatever of it is of another kind
    below its own title.
    """
    told: list[Telling] = []
    for at, head, words in events:
        waits = next((each for each in told if each.due > at or (each.due == at and each.head != head)), None)
        if waits:
            more = words if waits.head == head else head
            told[told.index(waits)] = Telling(waits.due, who, waits.head, (*waits.holds, more))
            continue
        free = told[-1].due.astimezone(zone).date() + A_WEEK if told else date.min
        is_free = free <= at.astimezone(zone).date()
        due = at if is_free else at_ten(asking_day(free, ONE_DAY), zone)
        told.append(Telling(due, who, head, (words,)))
    return iter(told)


def _asked(script: Script) -> Iterator[Telling]:
    """To who answers for the body: once a week, all that waits, be it late or not."""
    body = script.body
    day = _next_weekday(script, min(each.sent for each in body.referrals).date())
    while (due := at_ten(day, HOME)) < script.ends:
        waits = [each for each in body.referrals if each.sent < due and not _is_answered(script, each, due)]
        if waits:
            yield Telling(due, body.who, ASKS, tuple(each.idea for each in waits))
        day += A_WEEK


def _next_weekday(script: Script, day: date) -> date:
    days = (day + n * ONE_DAY for n in range(1, 8))
    return next(each for each in days if f"{each:%A}" == script.body.weekday)


def _is_answered(script: Script, referral: Referral, at: datetime) -> bool:
    return referral.answer is not None and script.body.answers < at


def _late(script: Script) -> Iterator[Telling]:
    """Of what has no answer, once who answers for the body has read that, those who lead are told."""
    late = tuple(each.idea for each in script.body.overdue)
    yield Telling(_day_after(script) + TELLS_AFTER, script.second_facilitator, LATE, late)


def _result(script: Script) -> Iterator[Telling]:
    """To who leads: what people said of what is done, when that is counted, and first that it did harm."""
    done = script.body.done
    harmed = said(*HARMED, n=done.number(HARM))
    holds = (harmed, done.idea, counted(script))
    yield Telling(done.counted, script.second_facilitator, RESULT, holds)


def counted(script: Script) -> str:
    """How many say what of it, as people read it."""
    done = script.body.done
    counts = ", ".join(said(words, n=done.number(pressed)) for pressed, words in EFFECTS.items())
    return said(COUNTS, answered=len(done.says), counts=counts)


def _day_after(script: Script) -> datetime:
    """When an answer is late that has not come."""
    return at_ten(script.body.answers_by + ONE_DAY, HOME)


def _months(script: Script) -> Iterator[Telling]:
    """To who leads: at the beginning of a month what became of ideas since the last such message, and a day
    later where the summary of the week comes: on its Monday, or on the next day on which people are asked.
    """
    for at in (script.body.chosen, script.body.done.at, script.body.done.counted):
        first = (at.date().replace(day=28) + timedelta(days=4)).replace(day=1)
        day = asking_day(first, ONE_DAY)
        if day == asking_day(day - day.weekday() * ONE_DAY, ONE_DAY):
            day = asking_day(day + ONE_DAY, ONE_DAY)
        yield Telling(at_ten(day, HOME), script.second_facilitator, DRAFT)


def each_once(expected: Collection[Telling], seen: Mapping[str, Collection[Seen]]) -> list[str]:
    """Every message came, once, in its own minutes, with what it must tell; nothing else did."""
    due, found = defaultdict(list), []
    for telling in expected:
        due[telling.who, telling.head].append(telling)
    for who in sorted(seen):
        for head in (NEWS, WORKED, ASKS, LATE, RESULT, DRAFT):
            came = [each for each in seen[who] if re.match(rf"{shape(head)}(?:\n|$)", each.words)]
            wanted = due.pop((who, head), [])
            if len(came) != len(wanted):
                found.append(f"{who} was told {len(came)} times instead of {len(wanted)}: {_called(head)}")
                continue
            pairs = zip(sorted(came, key=lambda each: each.at), wanted, strict=True)
            found += [words for message, telling in pairs for words in _one(telling, message)]
    return [*found, *(f"nobody has looked at what {who} was told" for who, _ in due)]


def _called(head: str) -> str:
    return said(head, channel="…")


def _one(telling: Telling, message: Seen) -> Iterator[str]:
    if not telling.due <= message.at <= telling.due + LATEST:
        yield (
            f"{telling.who} was told at {message.at:%d %B %H:%M} UTC instead of "
            f"{telling.due.astimezone(UTC):%d %B %H:%M}: {_called(telling.head)}"
        )
    for words in telling.holds:
        alone = r"(?=\n|$)" if words == WORKED else ""  # a title: what was counted begins like it
        times = len(re.findall(shape(words) + alone, message.words))
        if times != 1:
            yield f"{telling.who} reads {times} times instead of once: {words}"
    if telling.head == NEWS:
        known = (SHORTLISTED, SENT, DONE, NOT_YET, *ANSWERED.values())
        steps = sum(len(re.findall(shape(each), message.words)) for each in known)
        wanted = sum(words != WORKED for words in telling.holds)
        if steps != wanted:
            yield f"{telling.who} is told of {steps} steps instead of {wanted}"
