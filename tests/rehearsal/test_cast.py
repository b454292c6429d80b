"""The shipped cast is as the story needs it, and everything in the reference is answered for."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from rehearsal.crowd.habits import Habits
from rehearsal.model import Person
from rehearsal.webapi.methods.call import REFERENCE
from rehearsal.webapi.methods.table import METHODS
from rehearsal.world.cast import Cast
from story.setting import CAST

BOT = Person("U0BOT", "bot", "Bot", role="bot", is_bot=True)
SECTORS = {
    "parents",
    "family members",
    "primary care",
    "churches",
    "schools",
    "charities",
    "the council",
    "communications, arts and culture",
    "mental health",
    "entrepreneurs in tech and hygiene",
}


@pytest.fixture
def cast() -> Cast:
    return Cast.read(CAST, BOT)


def test_forty_five_champions_stand_for_ten_sectors(cast: Cast) -> None:
    champions = [each for each in cast.people if each.role == "champion"]
    sectors = Counter(each.facts["sector"] for each in champions)
    assert len(champions) == 45
    assert set(sectors) == SECTORS
    assert all(4 <= number <= 6 for number in sectors.values())
    assert {each.facts["perspective"] for each in champions} == {
        "lived experience",
        "front line",
        "governing body",
    }
    for sector in ("parents", "family members"):
        assert {each.facts["perspective"] for each in champions if each.facts["sector"] == sector} == {
            "lived experience"
        }
    assert {each.facts["perspective"] for each in champions if each.facts["sector"] == "the council"} == {
        "front line",
        "governing body",
    }


def test_three_facilitate_and_two_decide(cast: Cast) -> None:
    facilitators = [each for each in cast.people if each.role == "facilitator"]
    deciders = [each for each in cast.people if each.role == "decision owner"]
    assert [each.is_admin for each in facilitators] == [True, False, False]
    assert [each.facts["perspective"] for each in deciders] == ["governing body"] * 2
    assert len(cast.people) == 45 + 3 + 2 + 1


def test_names_are_as_the_boroughs_and_not_all_live_in_london(cast: Cast) -> None:
    names = [each.real_name for each in cast.people]
    assert len(set(names)) == len(names)
    assert any(" " not in name for name in names if name != "Bot")
    assert any("'" in name for name in names)
    assert sum(not name.isascii() for name in names) >= 5
    zones = Counter(each.tz for each in cast.people)
    assert zones["Europe/London"] > 30
    assert len(zones) >= 6
    assert all(ZoneInfo(zone) for zone in zones)


def test_ids_are_in_slacks_form_and_unique(cast: Cast) -> None:
    ids = [each.id for each in cast.people] + [each.id for each in cast.channels]
    assert len(set(ids)) == len(ids)
    assert all(each.isalnum() and each.isupper() and each[0] in "UC" for each in ids)


def test_the_rooms_are_there(cast: Cast) -> None:
    rooms = {each.name: (each.kind, len(each.members), BOT.id in each.members) for each in cast.channels}
    assert rooms == {
        "parent-champions": ("public", 51, True),
        "second-room": ("public", 11, True),
        "no-bot": ("public", 50, False),
        "quiet": ("private", 5, False),
        "general": ("public", 50, False),
    }


def test_a_cast_of_ones_own_is_checked(tmp_path: Path) -> None:
    whole = json.loads(CAST.read_text("utf-8"))
    whole["people"][0]["shoe_size"] = 38
    mine = tmp_path / "cast.json"
    mine.write_text(json.dumps(whole), "utf-8")
    with pytest.raises(ValueError, match="a person has no shoe_size"):
        Cast.read(mine, BOT)


@pytest.mark.parametrize("whole", ["[]", '"x"', "{}", '{"workspace": 5, "people": [], "channels": []}'])
def test_what_is_no_cast_and_no_crowd_is_named(tmp_path: Path, whole: str) -> None:
    mine = tmp_path / "mine.json"
    mine.write_text(whole, "utf-8")
    with pytest.raises(ValueError, match=r"^the cast mine\.json: "):
        Cast.read(mine, BOT)
    with pytest.raises(ValueError, match=r"^the crowd mine\.json: "):
        Habits.read(mine)


def test_every_method_that_is_answered_is_documented_and_the_other_way_round() -> None:
    assert set(METHODS) == set(REFERENCE) - {""}
