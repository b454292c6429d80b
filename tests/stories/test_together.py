"""Who was asked to work on an idea with somebody: what is lost, doubled, late or betrayed is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from story import demands, figures, together
from story.bodies import AGREES, DECLINES, HARM, HELPED, SAME, Says
from story.performance import checked_script
from story.record import Seen

if TYPE_CHECKING:
    from story.script import Script

MINUTE = timedelta(minutes=1)
WHERE = "In #parent-champions:"
FIGURES = (
    "3 ideas that two sides work on: both said yes, and neither says that it is over\n"
    "Did it work? Of 1 idea that was done people say: it helped: 3, no change: 1, it did harm: 1"
)


@pytest.fixture(scope="module")
def script() -> Script:
    return checked_script()


def written(script: Script) -> dict[str, list[Seen]]:
    """What those who were asked and those who asked read, as promised."""
    seen: dict[str, list[Seen]] = {}
    for idea in script.ideas:
        for each in idea.partners:
            asked = together.ASKED.format(person=f"@{idea.who}")
            answered = together.ANSWERED[each.presses].format(person=f"@{idea.who}")
            words = "\n".join([asked, WHERE, f"7. {idea.text}", answered])
            seen.setdefault(each.who, []).append(Seen(script.sessions[0].begins, words))
            if each.presses == AGREES:
                agreed = together.AGREED.format(person=f"@{each.who}")
                words = f"{agreed}\n{WHERE}\n7. {idea.text}\nYou can write"
                seen.setdefault(idea.who, []).append(Seen(script.body.done.at + MINUTE, words))
    return seen


def test_what_came_as_promised_passes(script: Script) -> None:
    assert together.each_once(script, written(script)) == []


def test_who_is_asked_twice_or_not_at_all_is_found(script: Script) -> None:
    idea, asked = next((idea, each.who) for idea in script.ideas for each in idea.partners)
    seen, times = written(script), len([each for idea in script.ideas for each in idea.partners])
    for number in (0, 2):
        assert together.each_once(script, seen | {asked: seen[asked] * number}) == [
            f"{asked} was asked {number} times whether they work on “{idea.text}”",
            f"this was said {times - 1 + number} times instead of {times}: {together.ASKED}",
        ]


def test_an_author_who_is_told_of_a_no_or_late_of_a_yes_is_found(script: Script) -> None:
    says = [(idea, each) for idea in script.ideas for each in idea.partners]
    idea, no = next((idea, each.who) for idea, each in says if each.presses == DECLINES)
    seen = written(script)
    words = f"{together.AGREED.format(person=f'@{no}')}\n{WHERE}\n7. {idea.text}"
    told = [*seen[idea.who], Seen(script.body.done.at, words)]
    assert together.each_once(script, seen | {idea.who: told}) == [
        f"{idea.who} was told 1 times instead of 0 what {no} said",
        f"this was said 4 times instead of 3: {together.AGREED}",
    ]
    late = [replace(each, at=each.at + timedelta(hours=1)) for each in seen[idea.who]]
    yes = next(each.who for other, each in says if other == idea and each.presses == AGREES)
    assert together.each_once(script, seen | {idea.who: late}) == [
        f"{idea.who} was not told at once what {yes} said"
    ]


def test_who_reads_another_answer_than_theirs_is_found(script: Script) -> None:
    idea, no = next(
        (idea, each.who) for idea in script.ideas for each in idea.partners if each.presses == DECLINES
    )
    seen = written(script)
    [one] = seen[no]
    other = replace(one, words=one.words.replace("You said no", "You said yes"))
    assert together.each_once(script, seen | {no: [other]}) == [
        f"{no} does not read what they said of “{idea.text}”"
    ]


def test_a_wrong_figure_of_what_became_of_ideas_is_found(script: Script) -> None:
    wanted = figures.became(script)
    assert figures.faults(FIGURES, wanted) == []
    assert len(figures.faults(FIGURES.replace("3 ideas", "4 ideas"), wanted)) == 1
    assert len(figures.faults(FIGURES.replace("no change: 1", "no change: 2"), wanted)) == 1


def test_a_story_in_which_nobody_says_no_or_that_it_did_harm_is_refused(script: Script) -> None:
    done, [first, second] = script.body.done, script.sessions
    kind = replace(done, says=tuple(replace(each, presses=HELPED) for each in done.says[:4]))
    alone = [
        replace(idea, partners=tuple(each for each in idea.partners if each.presses == AGREES)[:1])
        if idea.text.startswith("Better communication")
        else replace(idea, partners=(Says(idea.who, AGREES),) if idea.is_anonymous else ())
        for idea in first.ideas
    ]
    other = replace(
        script,
        body=replace(script.body, done=kind),
        sessions=(replace(first, ideas=tuple(alone)), second),
    )
    people = [*script.hosts, *(ask.who for session in script.sessions for ask in session.asks)]
    found = demands.faults(other, script.attending, people)
    wanted = [
        "only 4 people say whether it worked",
        *(f"nobody says “{pressed}”" for pressed in (SAME, HARM)),
    ]
    assert found[:3] == wanted
    unnamed = [idea for idea in alone if idea.is_anonymous]
    assert "nobody says no to who wants to work with them" in found
    assert f"nobody can be asked to work on “{unnamed[0].text}”" in found
    assert f"{unnamed[0].who} cannot work on “{unnamed[0].text}”" in found
