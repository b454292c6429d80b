"""What people must be told of ideas follows from the script, and a message lost, doubled or late is found."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from story import demands, news
from story.news import ASKS, DRAFT, LATE, NEWS, RESULT, WORKED, Telling
from story.performance import checked_script
from story.record import Seen

if TYPE_CHECKING:
    from story.script import Script

LONDON = "Europe/London"


@pytest.fixture(scope="module")
def script() -> Script:
    return checked_script()


@pytest.fixture(scope="module")
def expected(script: Script) -> list[Telling]:
    return news.tellings(script, dict.fromkeys(script.attending, LONDON))


def came(expected: list[Telling]) -> dict[str, list[Seen]]:
    """Each of these messages, a second after it is due, as people read it."""
    seen: dict[str, list[Seen]] = {}
    for each in expected:
        seen.setdefault(each.who, []).append(
            Seen(each.due + timedelta(seconds=1), "\n".join([each.head, *each.holds]))
        )
    return seen


def test_each_author_is_told_each_step_in_one_message_a_week(script: Script, expected: list[Telling]) -> None:
    [paper] = [each for each in script.body.referrals if each.idea.startswith("Send homework")]
    who = news.idea_of(script, paper.idea).who
    told = [(f"{each.due:%d %B %H:%M}", each.head, each.holds) for each in expected if each.who == who]
    assert told == [
        ("24 March 12:00", NEWS, (news.SHORTLISTED,)),
        ("31 March 09:00", NEWS, (news.SENT,)),
        ("07 April 09:00", NEWS, ("The answer is: partly.",)),
    ]


def test_who_decides_is_asked_each_week_and_what_is_late_is_said_once_to_who_leads(
    script: Script, expected: list[Telling]
) -> None:
    owner = [each for each in expected if each.who == script.body.who]
    asked = [len(each.holds) for each in owner if each.head == ASKS]
    assert asked == [3, *[1] * 13]  # what is late comes with it
    late = [(each.who, f"{each.due:%d %B}") for each in expected if each.head == LATE]
    assert late == [(script.second_facilitator, "29 April")]
    # 31 May 2027 is a public holiday: the summary of the week comes on 1 June, and the draft a day later
    assert [f"{each.due:%d %B}" for each in expected if each.head == DRAFT] == [
        "01 April",
        "02 June",
        "01 July",
    ]
    [author] = [each for each in expected if WORKED in each.holds]
    assert (author.who, author.head, author.holds[-2:]) == (
        news.idea_of(script, script.body.done.idea).who,
        NEWS,
        (news.DONE, WORKED),
    )
    assert sum(each.head == WORKED for each in expected) == len(script.body.done.says) - 1


def test_what_came_as_promised_passes(expected: list[Telling]) -> None:
    assert news.each_once(expected, came(expected)) == []


@pytest.mark.parametrize("head", [NEWS, WORKED, ASKS, LATE, RESULT, DRAFT])
def test_what_is_lost_doubled_or_late_is_found(expected: list[Telling], head: str) -> None:
    one = next(each for each in expected if each.head == head)
    called = head.format(channel="…")
    number = sum((each.who, each.head) == (one.who, head) for each in expected)
    less = [each for each in expected if each != one]
    [lost] = news.each_once(expected, came(less) | {one.who: came(less).get(one.who, [])})
    assert lost == f"{one.who} was told {number - 1} times instead of {number}: {called}"
    [twice] = news.each_once(expected, came([*expected, one]))
    assert twice == f"{one.who} was told {number + 1} times instead of {number}: {called}"
    late = dataclasses.replace(one, due=one.due + timedelta(hours=1))
    [untimely] = news.each_once(expected, came([late if each == one else each for each in expected]))
    assert untimely.startswith(f"{one.who} was told at ")


def test_a_step_that_is_told_twice_or_is_not_theirs_is_found(expected: list[Telling]) -> None:
    one = next(each for each in expected if each.head == NEWS)
    more = dataclasses.replace(one, holds=(*one.holds, *one.holds))
    found = news.each_once(expected, came([more if each == one else each for each in expected]))
    assert found == [
        f"{one.who} reads 2 times instead of once: {one.holds[0]}",
        f"{one.who} is told of 2 steps instead of 1",
    ]


def test_a_script_in_which_nothing_is_late_is_refused(script: Script) -> None:
    body = script.body
    answered = tuple(dataclasses.replace(each, answer="Partly") for each in body.referrals)
    other = dataclasses.replace(script, body=dataclasses.replace(body, referrals=answered))
    people = [*script.hosts, *(ask.who for session in script.sessions for ask in session.asks)]
    assert demands.faults(other, script.attending, people) == [
        "of four ideas one is answered in each way, and one never: {'Partly': 4}"
    ]
