"""One bot in two workspaces at the same time, with the same ids everywhere: nothing crosses."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from datetime import UTC, datetime

import pytest

from coproduction.words import LANGUAGES
from handlers.dispatch.commands import voice
from handlers.settings import Settings
from tests.disturbances.scene import said
from tests.handlers.database import tables
from tests.handlers.teams import HERE, THERE, Place, Places, on_stages
from tests.handlers.test_checkins import checks_in
from tests.stage import ROOM, Opened

WEDNESDAY = datetime(2027, 3, 3, 12, 0, tzinfo=UTC)
ASKED = datetime(2027, 3, 10, 10, 1, tzinfo=UTC)  # when a pledge for the 12th is asked about
ES = voice(Settings(), LANGUAGES["es"])
WORDS = {HERE: "lanterns", THERE: "harbours"}  # one in every text of a workspace, and in none of the other's


@pytest.fixture
async def places(database: Opened) -> AsyncIterator[Places]:
    async with on_stages(database) as places:
        yield places
        assert [await each.room.violations() for each in places] == [[], []]


async def together(places: Places, *acts: Callable[[Place], Coroutine[None, None, None]]) -> None:
    """The same acts in both workspaces, at the same time."""
    for act in acts:
        await asyncio.gather(*(act(each) for each in places))


def word(place: Place) -> str:
    """What everybody talks about there."""
    return WORDS[place.name]


async def begins(place: Place) -> None:
    """A session, two who check in, and an idea that is supported."""
    await place.session(f"About {word(place)}")
    await place.check_in(place.ana, place.blessing)
    await checks_in(place.delroy, "2 – low", "Without my name", word=word(place))
    await place.idea(place.ana, f"More {word(place)}")
    await place.delroy.clicks("Support", on=f"More {word(place)}", channel=ROOM)
    await place.ana.sees("1 supporter", channel=ROOM)
    await place.delroy.types(f"Bring {word(place)}", channel=ROOM)
    await place.ana.shortcut("Save as idea", on=f"Bring {word(place)}", channel=ROOM)


async def votes(place: Place) -> None:
    """A poll; in the other workspace one answer fewer is given."""
    question = f"Which {word(place)}?"
    await place.miriam.types(f'/poll "{question}" "Old {word(place)}" "New {word(place)}"', channel=ROOM)
    await place.ana.sees(question, channel=ROOM)
    voters = (place.ana, place.delroy, place.blessing)[: 3 if place.name == HERE else 2]
    for person in voters:
        await person.clicks(f"New {word(place)}", on=question, channel=ROOM)
    await place.ana.sees(f"{len(voters)} people have answered.", channel=ROOM)


async def splits(place: Place) -> None:
    """A breakout, and what its group brings back."""
    await place.breakout(3, f"What of {word(place)}?")
    await place.ana.clicks("Report back", on="Group 1, round 1", channel=ROOM)
    await place.ana.modal("Report back")
    await place.ana.fills({"One thing we agree on": f"We agree on {word(place)}"})
    await place.ana.submits()
    await place.ana.sees(f"We agree on {word(place)}", channel=ROOM)


async def promises(place: Place) -> None:
    """A pledge, about which there will be a reminder."""
    await place.pledge(place.ana, f"Buy {word(place)}", "2027-03-12")
    await place.rests()


async def ends(place: Place) -> None:
    """The end, and an answer to what is asked then."""
    await place.miriam.types("/copro end now", channel=ROOM)
    await place.ana.sees("Before you go", channel=ROOM)
    await place.ana.clicks("Yes", on="Before you go", channel=ROOM)
    await place.ana.modal("Your pledge")
    await place.ana.closes()
    await place.rests()


async def looks(place: Place) -> None:
    """Whatever shows what is kept, to whom it is shown."""
    for typed in ("/copro mine", "/copro ideas", "/copro help"):
        await place.ana.types(typed, channel=ROOM)
    for typed in ("/copro report", "/copro nudges", "/copro facilitators"):
        await place.miriam.types(typed, channel=ROOM)
    await place.ana.opens_home()
    await place.ana.home(f"Buy {word(place)}")
    await place.rests()


async def test_a_whole_session_in_each_at_the_same_time_and_nothing_crosses(places: Places) -> None:
    await places.time_is(WEDNESDAY)
    await together(places, begins, votes, splits, promises)
    asked_for_later = {
        "asking",
        "help_request",
        "last_word",
        "pledge_plan",
        "report",
    }  # and nobody has said stop
    of_five_people = {"checkin_snapshot", "released_answer"}
    of_a_poll = {
        "poll_result",
        "poll_secret",
        "poll_split",
        "unnamed_ballot",
    }  # none has closed, none is anonymous
    of_ten_cards = {"card_hand", "card_result", "card_count"}
    of_own_words = {"note"}  # nobody has answered in words
    of_reminders = {"allowance", "recurrence"}  # nobody has been asked, or promised it for every week
    of_composing = {"poll_draft", "poll_template"}
    of_planning = {
        *("planned_session", "planned_answer", "planned_need", "agenda_template", "running"),
        "initiative",
    }
    of_ending, of_hands = (
        {"session_ending", "correction", "came_as"},
        {"fair_turn", "speaker", "caller"},
    )  # it is live, nobody raises a hand, and everybody has Slack
    of_ideas = {  # nothing became of any, and nobody leads with anybody
        "body",
        "chair",
        "champion_invitation",
        "champion_offer",
        "condition",
        "idea_follower",
        "idea_helper",
        "idea_hiding",
        "idea_month",
        "idea_news",
        "idea_reveal",
        "idea_step",
        "lead_offer",
        "listening_note",
        "shortlist",
        "stakeholder",
        "theme_sorting",
        "tie",
        "worked",
        "worked_answer",
    }
    # nobody moved, no group called for a hand, and Slack was in no hurry
    nothing_of_the_kind = {"breakout_change", "breakout_help_call", "rest"}
    of_several_processes = {"card_turn"}
    for each in places:
        assert (
            {table for table, rows in each.rows().items() if not rows}
            == asked_for_later
            | of_five_people
            | of_a_poll
            | of_ten_cards
            | of_composing
            | of_planning
            | of_ending
            | of_hands
            | of_own_words
            | of_ideas
            | of_reminders
            | nothing_of_the_kind
            | of_several_processes
        )
    await together(places, ends)
    await places.time_is(ASKED)
    await together(places, looks)
    assert [len(each.rows()["report"]) for each in places] == [1, 1]

    for mine, other in ((places.here, places.there), (places.there, places.here)):
        assert await said(mine.ana, f"“Buy {word(mine)}”", channel="bot") == 1
        heard = repr(mine.record())
        assert (word(mine) in heard, word(other) in heard) == (True, False)
        assert word(other) not in repr(mine.rows())
    assert {entry.get("workspace") for entry in places.nowhere.record()} == set()


async def test_every_row_of_every_table_belongs_to_one_of_them_and_both_keep_the_same(places: Places) -> None:
    await places.time_is(WEDNESDAY)
    await together(places, begins, splits, promises, ends)

    kept = tables(places.here)
    del kept["alembic_version"]
    here, there = places.here.rows(), places.there.rows()
    for table, rows in kept.items():
        assert {row["workspace"] for row in rows} <= {HERE, THERE}, table
        assert len(here[table]) == len(there[table]), table
    assert sum(map(len, here.values())) > 20


async def test_mine_ideas_home_and_report_show_what_is_of_that_workspace(places: Places) -> None:
    await places.time_is(WEDNESDAY)
    await together(places, begins, promises)
    await places.there.idea(places.there.blessing, "And more boats")

    for each, most in ((places.here, 1), (places.there, 2)):
        await each.ana.types("/copro mine", channel=ROOM)
        mine = await each.ana.sees("My ideas", channel=ROOM, private=True)
        await each.ana.types("/copro ideas", channel=ROOM)
        ideas = await each.ana.sees(f"More {word(each)}", channel=ROOM, private=True)
        await each.ana.opens_home()
        home = await each.ana.home("My pledges")
        shown = [mine.readable.count(f"Buy {word(each)}"), home.text.count(f"Buy {word(each)}")]
        assert shown == [1, 1]
        assert ("And more boats" in ideas.readable) == (most == 2)
        assert len(each.rows()["idea"]) == most


async def test_each_programme_speaks_its_own_language_and_so_does_each_person(places: Places) -> None:
    here, there = places
    await there.room.change_person("Miriam Adler", locale="es-ES")
    await there.room.change_person("Ana Pereira", locale="es-ES")

    for each in places:
        await each.miriam.types('/copro start "Familias"', channel=ROOM)
    await here.delroy.sees("Session: Familias", channel=ROOM)
    await there.delroy.sees(ES("Session: {title}", title="Familias"), channel=ROOM)
    for each in places:
        await each.ana.types("/idea Benches here", channel=ROOM)

    thanks = "Thank you. Your idea is number {number}."
    await here.ana.sees("Thank you. Your idea is number 1.", channel=ROOM, private=True)
    await there.ana.sees(ES(thanks, number=1), channel=ROOM, private=True)
    assert [row["language"] for each in places for row in each.rows()["programme"]] == ["en", "es"]


async def test_a_vote_here_redraws_a_card_here_and_none_there(places: Places) -> None:
    await together(places, begins)
    for each in places:
        await each.miriam.types('/poll live "When?" "Morning" "Evening"', channel=ROOM)
        await each.ana.sees("When?", channel=ROOM)
    await rested(places)
    before = [len(each.record()) for each in places]

    await places.here.ana.clicks("Morning", on="When?", channel=ROOM)
    await places.here.delroy.sees("1 person has answered.", channel=ROOM)
    await rested(places)

    here, there = (each.record()[seen:] for each, seen in zip(places, before, strict=True))
    assert [entry.get("method") for entry in here if entry["kind"] == "call"].count("chat.update") == 1
    assert [entry for entry in there if entry["kind"] in ("call", "envelope")] == []
    await places.there.delroy.sees("Nobody has answered yet.", channel=ROOM)


async def rested(places: Places) -> None:
    """Every card shows what there is."""
    await places.rest()
    for each in places:
        await each.workspace.cards.rests()


async def test_a_bot_that_starts_again_goes_on_in_both(places: Places) -> None:
    await places.time_is(WEDNESDAY)
    await together(places, begins, promises)

    await places.bot_restarts()

    await together(places, votes, ends)
    await places.time_is(ASKED)
    for each in places:
        assert await said(each.ana, f"“Buy {word(each)}”", channel="bot") == 1
        ideas = [seen for seen in await each.ana.messages(ROOM) if seen.readable.startswith("Idea 1\n")]
        assert len(ideas) == 1
