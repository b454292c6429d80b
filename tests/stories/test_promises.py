"""The checks of nudges find what is lost, doubled, untimely or not asked for."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from story import calendar, promises
from story.calendar import Nudge
from story.performance import checked_script
from story.record import Face, Seen
from story.script import Pledge

AT = datetime(2027, 3, 16, 10, 0, 5, tzinfo=UTC)  # a Tuesday
ANA, BEN = "Ana Pereira", "Ravi Patel"
FACES = {
    ANA: Face("U1", "Europe/London", "parents", "lived experience"),
    BEN: Face("U2", "Asia/Kolkata", "primary care", "front line"),
}
PLEDGE = Pledge(ANA, 1, "I will ring her")
SCRIPT = dataclasses.replace(checked_script(), pledges=(PLEDGE,))
NUDGES = [Nudge(AT.replace(second=0), ANA, "I will ring her")]
NUDGE = Seen(AT, "How is your pledge going?\nYour pledge, in your own words:\n“I will ring her”\nDone")


def test_a_nudge_that_came_as_promised_passes() -> None:
    assert promises.each_once(NUDGES, [PLEDGE], {ANA: [NUDGE]}) == []
    assert promises.at_decent_hours(SCRIPT, {ANA: [NUDGE]}, FACES) == []
    assert promises.own_words([PLEDGE], {ANA: [NUDGE]}) == []


@pytest.mark.parametrize(("came", "times"), [([], 0), ([NUDGE, NUDGE], 2)])
def test_a_lost_or_doubled_nudge_is_found(came: list[Seen], times: int) -> None:
    assert promises.each_once(NUDGES, [PLEDGE], {ANA: came}) == [
        f"{ANA} was asked {times} times instead of 1 about “I will ring her”"
    ]


def test_a_nudge_after_stop_is_found() -> None:
    assert promises.each_once([], [PLEDGE], {ANA: [NUDGE]}) == [
        f"{ANA} was asked 1 times instead of 0 about “I will ring her”"
    ]


def test_a_nudge_on_the_wrong_day_is_found() -> None:
    late = dataclasses.replace(NUDGE, at=AT + timedelta(days=1))

    assert promises.each_once(NUDGES, [PLEDGE], {ANA: [late]}) == [
        f"{ANA} was asked at 17 March 10:00 UTC instead of 16 March 10:00 about “I will ring her”"
    ]


@pytest.mark.parametrize(
    ("at", "words"),
    [(AT.replace(hour=23), "Tuesday at 23:00"), (AT + timedelta(days=4), "Saturday at 10:00")],
)
def test_a_nudge_at_night_or_at_a_weekend_is_found(at: datetime, words: str) -> None:
    night = dataclasses.replace(NUDGE, at=at)

    assert promises.at_decent_hours(SCRIPT, {ANA: [night]}, FACES) == [
        f"{ANA} was asked on {words} of their own time"
    ]


def test_a_nudge_in_other_words_is_found() -> None:
    other = dataclasses.replace(NUDGE, words=NUDGE.words.replace("ring", "visit"))

    assert promises.own_words([PLEDGE], {ANA: [other]}) == [
        "1 nudges quote no pledge of the person who got them"
    ]


def test_what_people_press_changes_what_is_asked() -> None:
    stop = Pledge(ANA, 1, "A", replies=("Stop reminders",))
    later = Pledge(BEN, 1, "B", replies=("Not now: in 3 days", "Done"))
    first, second = checked_script().sessions
    unplanned = dataclasses.replace(first, plan=None)
    story = dataclasses.replace(SCRIPT, pledges=(stop, later), sessions=(unplanned, second))

    asked = calendar.nudges(story, {name: face.zone for name, face in FACES.items()})

    # The session, which has no plan, closed by itself after midnight where Ben lives.
    assert [(nudge.who, f"{nudge.due:%d %B %H:%M}") for nudge in asked] == [
        (ANA, "16 March 10:00"),
        (BEN, "17 March 04:30"),
        (BEN, "22 March 04:30"),
    ]


@pytest.mark.parametrize("words", ["/copro stop", "Stop it, please"])
def test_who_says_stop_just_after_promising_is_never_asked(words: str) -> None:
    stopped = Pledge(ANA, 1, "A", stops=words)
    story = dataclasses.replace(checked_script(), pledges=(stopped, Pledge(BEN, 2, "B")))

    asked = calendar.nudges(story, {name: face.zone for name, face in FACES.items()})

    assert {nudge.who for nudge in asked} == {BEN}
    assert calendar.standing(stopped, asked) == "Reminders stopped before the first question"
