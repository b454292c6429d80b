"""Small groups: mixed, told to the room, and told privately to each member."""

from __future__ import annotations

import re
from collections import Counter

from rehearsal.people import Person
from tests.handlers.database import tables
from tests.stage import ROOM, Stage, profile_of

FOUR = ("Ana Pereira", "Comfort Mensah", "Dr Priya Nair", "Delroy Francis")


async def four_arrive(stage: Stage) -> list[Person]:
    """A session with four people of four sectors in it."""
    await stage.session()
    people = [stage.room.person(name) for name in FOUR]
    await stage.check_in(*people)
    return people


async def notes_of(person: Person) -> list[str]:
    """What this person was told of their group, privately."""
    seen = await person.messages("bot")
    return [message.readable for message in seen if "You are in group" in message.readable]


async def groups_on_the_card(stage: Stage, heading: str) -> list[list[str]]:
    """The names in each group, as the room sees them."""
    card = await stage.miriam.sees(heading, channel=ROOM)
    lines = [line for line in card.readable.splitlines() if re.match(r"Group \d+: ", line)]
    return [line.partition(": ")[2].split(", ") for line in lines]


async def test_everybody_is_told_privately_with_whom_and_about_what(stage: Stage) -> None:
    people = await four_arrive(stage)

    deed = await stage.miriam.types('/copro breakout 2 "What would help?"', channel=ROOM)

    assert deed.acked
    await stage.miriam.sees(
        "4 people in 2 groups. I am posting the groups here and telling each person privately.",
        channel=ROOM,
        private=True,
    )
    groups = await groups_on_the_card(stage, "Breakout 1: 2 groups")
    assert sorted(name for group in groups for name in group) == sorted(FOUR)
    await stage.rests()
    for person in people:
        ((number, group),) = [(n, group) for n, group in enumerate(groups, 1) if person.name in group]
        (other,) = set(group) - {person.name}
        assert [note.splitlines() for note in await notes_of(person)] == [
            [
                f"You are in group {number}",
                f"With @{other}",
                "Please talk about:",
                "What would help?",
                "Let everybody speak once before anybody speaks twice.",
            ]
        ]


async def test_the_card_names_everybody_and_pings_nobody(stage: Stage) -> None:
    await four_arrive(stage)

    await stage.miriam.types('/copro breakout 4 "What would help?"', channel=ROOM)

    card = await stage.ana.sees("Breakout 1: 1 group", channel=ROOM)
    heading, prompt, group, ending = card.readable.splitlines()
    assert (heading, prompt, ending) == (
        "Breakout 1: 1 group",
        "What would help?",
        "I have sent everybody a private message with their group. "
        "Join it in your video call, and come back when your facilitator calls you.",
    )
    assert sorted(group.removeprefix("Group 1: ").split(", ")) == sorted(FOUR)
    await stage.rests()
    assert await stage.pings() == []


async def test_curly_quotes_and_no_quotes_are_read_alike(stage: Stage) -> None:
    await four_arrive(stage)

    await stage.miriam.types("/copro breakout 4 “What would help?”", channel=ROOM)
    first = await stage.ana.sees("Breakout 1: 1 group", channel=ROOM)
    await stage.miriam.types("/copro breakout 4 What else?", channel=ROOM)
    second = await stage.ana.sees("Breakout 2: 1 group", channel=ROOM)

    assert first.readable.splitlines()[1] == "What would help?"
    assert second.readable.splitlines()[1] == "What else?"


async def test_the_bare_command_opens_a_form_that_makes_the_groups(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.miriam.types("/copro breakout", channel=ROOM)
    form = await stage.miriam.modal("Breakout")
    assert form.labels == ["About how many people in each group?", "What should they talk about?"]

    await stage.miriam.fills({form.labels[0]: "2", form.labels[1]: "What would help?"})
    deed = await stage.miriam.submits()

    assert deed.closed
    assert await groups_on_the_card(stage, "Breakout 1: 2 groups") != []


async def test_the_same_form_sent_twice_makes_the_groups_once(stage: Stage) -> None:
    people = await four_arrive(stage)
    await stage.miriam.types("/copro breakout", channel=ROOM)
    form = await stage.miriam.modal("Breakout")
    await stage.miriam.fills({form.labels[0]: "2", form.labels[1]: "What would help?"})

    deeds = await stage.room.deeds([{"person": stage.miriam.id, "deed": "submits"}] * 2)

    assert [deed.acked for deed in deeds] == [True, True]
    assert await groups_on_the_card(stage, "Breakout 1: 2 groups") != []
    await stage.rests()
    assert [len(await notes_of(person)) for person in people] == [1] * 4
    assert len(tables(stage)["breakout_round"]) == 1


async def test_a_wrong_size_is_refused_under_its_field_and_the_prompt_stays(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.miriam.types("/copro breakout", channel=ROOM)
    await stage.miriam.modal("Breakout")
    for size in ("1", "21", "x", "-5"):
        await stage.miriam.fills(
            {"About how many people in each group?": size, "What should they talk about?": "What would help?"}
        )

        deed = await stage.miriam.submits()

        assert deed.errors == {
            "About how many people in each group?": "A group can have 2 to 20 people. "
            'For example: /copro breakout 5 "What would help?"'
        }
        assert not deed.closed
    assert tables(stage)["breakout_round"] == []


async def test_a_typed_breakout_without_a_prompt_says_what_is_missing(stage: Stage) -> None:
    await four_arrive(stage)

    await stage.miriam.types("/copro breakout 5", channel=ROOM)

    await stage.miriam.sees(
        'Groups need something to talk about, for example: /copro breakout 5 "What would help?"',
        channel=ROOM,
        private=True,
    )


async def test_one_person_alone_is_no_group(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.ana)

    await stage.miriam.types('/copro breakout 5 "What would help?"', channel=ROOM)

    await stage.miriam.sees(
        "Groups need at least two people who have checked in. Ask everybody to press Check in.",
        channel=ROOM,
        private=True,
    )
    assert tables(stage)["breakout_round"] == []


async def test_a_champion_cannot_split_the_room(stage: Stage) -> None:
    await four_arrive(stage)

    await stage.ana.types('/copro breakout 2 "What would help?"', channel=ROOM)

    await stage.ana.sees(
        "Only facilitators can start a breakout. If that should be you, ask an admin of this workspace "
        "to type: /copro facilitators add @you",
        channel=ROOM,
        private=True,
    )
    assert tables(stage)["breakout_round"] == []


async def test_without_a_session_nobody_is_split(stage: Stage) -> None:
    await stage.miriam.types('/copro breakout 5 "What would help?"', channel=ROOM)

    await stage.miriam.sees("There is no live session in this channel.", channel=ROOM, private=True)


async def test_who_came_without_their_name_gets_a_group_too(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(stage.delroy)
    await stage.ana.types("/checkin", channel=ROOM)
    await stage.ana.modal("Check in")
    await stage.ana.fills(
        {"How are you today?": "2 – low", "Your name": "Without my name", **profile_of(stage.ana)}
    )
    await stage.ana.submits()
    await stage.ana.sees("You are checked in", channel=ROOM, private=True)

    await stage.miriam.types('/copro breakout 2 "What would help?"', channel=ROOM)

    (group,) = await groups_on_the_card(stage, "Breakout 1: 1 group")
    assert sorted(group) == ["Ana Pereira", "Delroy Francis"]


async def test_forty_five_champions_are_mixed_so_that_no_group_holds_two_of_a_sector_needlessly(
    stage: Stage,
) -> None:
    champions = stage.room.people("champion")
    await stage.session()
    await stage.check_in(*champions)

    await stage.miriam.types('/copro breakout 5 "What would help?"', channel=ROOM)

    groups = await groups_on_the_card(stage, "Breakout 1: 9 groups")
    sector_of = {person.name: person.sector for person in champions}
    in_all = Counter(sector_of.values())
    assert sorted(len(group) for group in groups) == [5] * 9
    assert sorted(name for group in groups for name in group) == sorted(sector_of)
    for group in groups:
        here = Counter(sector_of[name] for name in group)
        assert {sector: n for sector, n in here.items() if n > -(-in_all[sector] // len(groups))} == {}
    await stage.rests()
    assert [len(await notes_of(person)) for person in champions] == [1] * 45


async def test_a_hostile_prompt_is_shown_literally_and_pings_nobody(stage: Stage) -> None:
    await four_arrive(stage)

    await stage.miriam.types('/copro breakout 4 "<!here> & *you*?"', channel=ROOM)

    card = await stage.ana.sees("Breakout 1", channel=ROOM)
    assert card.readable.splitlines()[1] == "<!here> & *you*?"
    assert card.text.splitlines()[1] == "&lt;!here&gt; &amp; *you*?"
    await stage.rests()
    note = await stage.ana.sees("You are in group 1", channel="bot")
    assert note.readable.splitlines()[3] == "<!here> & *you*?"
    assert await stage.pings() == []
