"""A crowd does in a room that reads another language what it does in an English one."""

from __future__ import annotations

import asyncio
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from rehearsal.crowd.crowd import Crowd
from rehearsal.crowd.habits import Habits
from rehearsal.crowd.hurrying import pass_time
from story import habits, opening
from story.performance import checked_script
from story.setting import CROWD
from story.words import LANGUAGES, shape
from tests.stage import ROOM

if TYPE_CHECKING:
    from pathlib import Path

    from tests.stage import Stage

ENGLISH: dict[str, Any] = json.loads(CROWD.read_text("utf-8"))
ABROAD = [each for each in LANGUAGES if each != "en"]
DURING = {"check-ins", "ideas", "supports", "votes", "reactions"}


async def undone(stage: Stage, crowd: Crowd, acts: set[str], minutes: int) -> set[str]:
    """Those of these acts that nobody did in so many minutes; time passes until each was done."""
    for _ in range(minutes):
        await pass_time(stage.slack.slack, crowd, 60)
        if all(crowd.tally.times[name] for name in acts):
            break
    return {name for name in acts if crowd.tally.times[name] == 0}


@pytest.mark.parametrize("language", ABROAD)
async def test_a_crowd_checks_in_writes_votes_and_pledges(
    stage: Stage, tmp_path: Path, language: str
) -> None:
    for person in stage.room.people():
        await stage.room.change_person(person.id, locale=f"{language}-{language.upper()}")
    await stage.miriam.types('/copro start "Padres"', channel=ROOM)
    await stage.miriam.types('/poll "¿?" "A" "B"', channel=ROOM)
    await stage.rests()
    known = Habits.read(habits.written(tmp_path))
    room = stage.slack.slack.workspace.channel(ROOM)
    assert room is not None
    crowd = Crowd(stage.slack.slack, known, room, 60, 1, 1)  # more than the cast: those read it, too

    assert await undone(stage, crowd, DURING, minutes=7) == set()
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.rests()

    assert await undone(stage, crowd, {"answers", "further answers"}, minutes=3) == set()
    assert {each.locale for each in stage.team.workspace.people.values() if not each.is_bot} == {
        f"{language}-{language.upper()}"
    }
    assert [each["why"] for each in await stage.room.log(kind="crowd", what="refused")] == []
    assert (crowd.tally.refused, crowd.tally.unanswered) == (0, 0)
    await asyncio.wait_for(crowd.stop(), 10)


@pytest.mark.parametrize("habit", ENGLISH["habits"], ids=lambda habit: habit["name"])
def test_the_beginnings_that_are_translated_are_those_of_the_english_habits(habit: dict[str, Any]) -> None:
    english = re.compile(habit["on"])
    for lines in habits.BEGINNINGS[habit["name"]]:
        begins = "".join(re.sub(r"\{\w+\}", "7", line).replace("*", "") + "\n" for line in lines)
        assert english.match(begins)
        assert re.match("".join(shape(line) + "\n" for line in lines), begins)


def own(texts: object) -> set[str]:
    """Every text in these lists."""
    if isinstance(texts, list):
        return set().union(*map(own, texts))
    return {texts} if isinstance(texts, str) else set()


@pytest.mark.parametrize("language", ABROAD)
def test_a_crowd_writes_in_the_language_of_its_room(tmp_path: Path, language: str) -> None:
    crowd = json.loads(habits.written(tmp_path, language).read_text("utf-8"))["habits"]
    told = habits.owned(language)

    for english, abroad in zip(ENGLISH["habits"], crowd, strict=True):
        assert own(abroad.get("texts")) == {told[text] for text in own(english.get("texts"))}
        for rule in english.get("press", {}).values():
            assert own(rule.get("fill", {}).get("texts")) - set(told) == set()
    form = next(each["press"] for each in crowd if each["name"] == "report-backs")
    assert "We want to be asked before it is decided" not in json.dumps(form)


@pytest.mark.parametrize("language", ABROAD)
def test_the_opening_is_told_in_the_language_of_its_room(language: str) -> None:
    english = opening.of(checked_script()).sessions[0]
    abroad = opening.of(checked_script(), language).sessions[0]

    assert all(option in abroad.poll.types for option in (abroad.poll.question, *abroad.poll.options))
    assert {vote for votes in abroad.poll.votes.values() for vote in votes} <= set(abroad.poll.options)
    said = [
        {each.title, each.poll.question, *each.poll.options, *(idea.text for idea in each.ideas)}
        | {kind for arrival in each.check_ins for kind in (arrival.needs, arrival.offers) if kind}
        for each in (english, abroad)
    ]
    assert said[0] & said[1] == set()
