"""Groups are proposed to a facilitator, made again, changed, and told to nobody before Go."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from itertools import pairwise

import pytest
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from coproduction.haste import hearing
from handlers.blocks.kit import actions, aside, button, context, notice, paragraphs
from handlers.dispatch.sentforms import what_is_left, without_form
from handlers.edge.reply import Reply, answer
from rehearsal.acts import payloads
from rehearsal.driver.room import Person, View
from rehearsal.driver.sights import Impossible
from tests.handlers.database import tables
from tests.speaking import SAY
from tests.stage import ROOM, Stage, profile_of

FOUR = ("Ana Pereira", "Comfort Mensah", "Dr Priya Nair", "Delroy Francis")
SIZE, GROUPS = "About how many people in each group?", "Or: how many groups?"
PROMPT, MINUTES = "What should they talk about?", "For how many minutes? (1 to 120)"
ROUNDS, NAMES = "How many rounds? (1 to 6)", "Names for the rooms, one on each line"
PLACE = "Where does each group write?"
BESIDE_SIZE = "You said how many groups, so I go by that, and not by how many people in each."
APART, TOGETHER = "Keep these people apart from each other", "Keep these people together"


async def four_arrive(stage: Stage) -> list[Person]:
    """A session with four people of four sectors in it."""
    await stage.session()
    people = [stage.room.person(name) for name in FOUR]
    await stage.check_in(*people)
    return people


async def proposes(stage: Stage, words: str = '2 "What would help?"') -> View:
    """Miriam types the command and sees the groups."""
    await stage.miriam.types(f"/copro breakout {words}", channel=ROOM)
    return await stage.miriam.modal("Round 1")


async def fills_form(stage: Stage, **fields: object) -> None:
    """Miriam opens the form and fills these fields; the prompt is always the same."""
    await stage.miriam.types("/copro breakout", channel=ROOM)
    await stage.miriam.modal("Breakout")
    labels = {"size": SIZE, "groups": GROUPS, "minutes": MINUTES, "rounds": ROUNDS, "names": NAMES,
              "apart": APART, "together": TOGETHER, "prompt": PROMPT}  # fmt: skip
    await stage.miriam.fills(
        {labels[name]: value for name, value in ({"prompt": "What would help?"} | fields).items()}
    )


def seen_groups(view: View) -> list[set[str]]:
    """Who sits together in a preview."""
    lines = [line for line in view.text.splitlines() if line.startswith("@")]
    return [set(re.findall(r"@([^(,]+?)(?: \(|,|$)", re.sub(r"\([^)]*\)", "(", line))) for line in lines]


async def test_groups_are_shown_with_their_quality_in_words_and_nobody_is_told(stage: Stage) -> None:
    await four_arrive(stage)

    view = await proposes(stage)

    first, *others = view.text.splitlines()
    assert first == "• 2 groups of 2 people."
    asked = others.index("They will talk about:")
    assert others[asked + 1 : asked + 3] == [
        "What would help?",
        "Without a clock: it goes on until you call everyone back.",
    ]
    assert "• No two people of one sector share a group." in view.text.splitlines()
    assert set().union(*seen_groups(view)) == set(FOUR)
    await stage.rests()
    assert await stage.ana.messages("bot") == []
    await stage.ana.does_not_see("Breakout 1", channel=ROOM)
    assert [row["state"] for row in tables(stage)["breakout_round"]] == ["planned"]


async def test_go_tells_the_room_and_everybody_their_group(stage: Stage) -> None:
    await four_arrive(stage)
    view = await proposes(stage)

    deed = await stage.miriam.submits()

    assert deed.closed
    await stage.miriam.sees(
        "4 people in 2 groups. I am posting the groups in #parent-champions "
        "and telling each person privately.",
        channel=ROOM,
        private=True,
    )
    card = await stage.ana.sees("Breakout 1: 2 groups", channel=ROOM)
    lines = [line for line in card.readable.splitlines() if re.match(r"Group \d+: ", line)]
    assert [set(re.split(", | and ", line.partition(": ")[2])) for line in lines] == seen_groups(view)


async def test_who_presses_go_while_slack_is_busy_reads_at_once_that_it_has_begun(stage: Stage) -> None:
    await four_arrive(stage)
    await proposes(stage)
    await stage.room.disturb("chat.postEphemeral", what="429", retry_after=70)
    await stage.room.disturb("chat.postMessage", what="429", retry_after=70)

    deed = await stage.miriam.submits()

    assert (deed.acked, deed.closed) == (True, False)
    assert (await stage.miriam.modal("Round 1")).text.splitlines() == [
        "4 people in 2 groups. I am posting the groups in #parent-champions "
        "and telling each person privately.",
        "Slack is busy, so you read this here, and not in a message. You can close this.",
    ]
    async with asyncio.timeout(5):  # Slack is busy for longer: no message with the same words waits for it
        await stage.workspace.answering.said()


async def test_who_leads_from_the_panel_or_home_reads_in_a_form_what_slack_is_too_busy_to_show(
    stage: Stage,
) -> None:
    await four_arrive(stage)
    await proposes(stage)
    await stage.miriam.closes()
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.clicks("Show the groups", on="Breakout 1", channel=ROOM)
    await stage.miriam.modal("Round 1")
    await stage.room.disturb("*", what="429", retry_after=2, lasting=True)

    await stage.miriam.submits()

    begun = (await stage.miriam.modal("Round 1", "Slack is busy")).text
    assert begun.startswith("4 people in 2 groups. I am posting the groups in #parent-champions")
    await stage.room.undisturb()
    await stage.miriam.closes()
    await stage.miriam.opens_home()
    await stage.miriam.home("Breakout 1")
    await stage.room.disturb("views.publish", what="429", retry_after=2, lasting=True)
    await stage.miriam.clicks("Call everyone back", channel="home")
    assert (await stage.miriam.modal("While Slack is busy")).text.splitlines()[0] == (
        "I am asking every group to come back."
    )
    await stage.room.undisturb()
    await stage.miriam.home("I am asking every group to come back.")


def test_of_words_that_were_read_in_a_form_only_their_buttons_come_later() -> None:
    undo = actions(button("Undo", "undo"))
    left = what_is_left(SAY, answer(SAY, "It is done.", undo), "End the session").words
    assert left
    belongs = paragraphs("This belongs to “End the session”, which you sent.")
    assert list(left.blocks) == [*belongs, undo]
    named = aside("Poll: “When?”")  # of several, whose buttons these are
    told = answer(SAY, "It is asked.", named, context("Nobody has answered yet."), undo)
    left = what_is_left(SAY, told, "End the session").words
    assert left
    assert list(left.blocks) == [*belongs, named, undo]
    assert what_is_left(SAY, answer(SAY, "It is done."), "End the session").words is None


async def test_shuffling_again_makes_other_groups_of_the_same_people(stage: Stage) -> None:
    await stage.session()
    await stage.check_in(*stage.room.people("champion")[:12])
    before = seen_groups(await proposes(stage, '4 "What would help?"'))

    await stage.miriam.clicks("Shuffle again")
    await stage.workspace.answering.background.done()

    after = seen_groups(await stage.miriam.modal("Round 1"))
    assert set().union(*after) == set().union(*before)
    assert sorted(map(sorted, after)) != sorted(map(sorted, before))


async def test_every_shuffle_shows_other_groups_as_long_as_there_are_any(stage: Stage) -> None:
    await stage.session()
    lived = ("Ana Pereira", "Aisha Rahman", "Comfort Mensah", "Harjit Kaur")
    working = ("Dr Priya Nair", "Rev. Grace Boateng", "Delroy Francis", "Ngozi Umeh")
    await stage.check_in(*stage.people(*lived, *working))
    shown = [seen_groups(await proposes(stage, '4 "What would help?"'))]

    for _ in range(4):
        await stage.miriam.clicks("Shuffle again")
        await stage.workspace.answering.background.done()
        shown.append(seen_groups(await stage.miriam.modal("Round 1")))

    seen = [sorted(map(sorted, groups)) for groups in shown]
    assert [one for one, other in pairwise(seen) if one == other] == []


async def test_two_people_swap_places_before_anybody_is_told(stage: Stage) -> None:
    await four_arrive(stage)
    one, other = seen_groups(await proposes(stage))
    first, second = sorted(one)[0], sorted(other)[0]

    await stage.miriam.clicks("Swap two people")
    await stage.miriam.modal("Swap two people")
    await stage.miriam.fills({"Who": f"{first} (Group 1)", "changes places with": f"{second} (Group 2)"})
    await stage.miriam.submits()

    swapped = seen_groups(await stage.miriam.modal("Round 1"))
    assert swapped == [one - {first} | {second}, other - {second} | {first}]


async def test_what_follows_a_form_that_closed_before_all_was_done_is_said_with_a_way_to_it(
    stage: Stage,
) -> None:
    await four_arrive(stage)
    one, other = seen_groups(await proposes(stage))
    first, second = sorted(one)[0], sorted(other)[0]
    await stage.miriam.clicks("Swap two people")
    await stage.miriam.modal("Swap two people")
    await stage.miriam.fills({"Who": f"{first} (Group 1)", "changes places with": f"{second} (Group 2)"})

    await sends_and_it_takes_long(stage)

    told = await stage.miriam.sees("have changed places", channel=ROOM, private=True)
    assert told.readable.splitlines() == [
        "The two people have changed places. The groups of round 1 are ready. Nobody has been told yet.",
        "Show the groups",
    ]
    await stage.miriam.closes()
    await stage.miriam.clicks("Show the groups", on="have changed places", channel=ROOM)
    swapped = seen_groups(await stage.miriam.modal("Round 1"))
    assert swapped == [one - {first} | {second}, other - {second} | {first}]
    assert all(call["ok"] for call in await stage.room.log("call", method="views.open"))

    for is_saved, words in ((True, "I saved what you sent. "), (False, "Nothing has changed. ")):
        late = without_form(SAY, Reply(view=notice(SAY, "Next", ()), confirms=is_saved))
        assert late.view is None
        assert late.words
        assert words in late.words.text
    with pytest.raises(ValueError, match="trigger"):
        await stage.workspace.desk.slack.open_view("", {})


async def sends_and_it_takes_long(stage: Stage) -> None:
    """Miriam sends the form that is open; Slack is told that it arrived before all of it is done."""
    team, view = stage.team, stage.team.modals.top(stage.miriam.id)
    assert view is not None
    body = payloads.submission(team, team.workspace.people[stage.miriam.id], view)
    with hearing() as act:
        act.is_acknowledged = True
        context = AsyncBoltContext({"team_id": team.team_id})
        await stage.bot.parts.switchboard.submission(AsyncAck(), body, context)  # type: ignore[no-untyped-call]


async def test_only_people_of_the_round_are_offered_to_swap_and_the_way_back_leads_to_the_groups(
    stage: Stage,
) -> None:
    await four_arrive(stage)
    before = seen_groups(await proposes(stage))
    await stage.miriam.clicks("Swap two people")
    await stage.miriam.modal("Swap two people")
    with pytest.raises(Impossible) as refused:
        await stage.miriam.fills({"Who": "Tunde Bakare"})
    offered = re.findall(r"'([^']+)'", str(refused.value).partition(", only ")[2])
    number_of = {name: number for number, group in enumerate(before, start=1) for name in group}
    in_order = sorted(FOUR, key=lambda name: (number_of[name], name))
    assert offered == [f"{name} (Group {number_of[name]})" for name in in_order]
    ana = f"Ana Pereira (Group {number_of['Ana Pereira']})"
    await stage.miriam.fills({"Who": ana, "changes places with": ana})

    deed = await stage.miriam.submits()

    assert deed.errors == {
        "changes places with": "Please choose two different people who are both in a group."
    }
    await stage.miriam.clicks("Back to the groups")
    assert seen_groups(await stage.miriam.modal("Round 1")) == before


async def test_the_form_asks_for_groups_minutes_names_and_who_sits_apart(stage: Stage) -> None:
    await four_arrive(stage)
    await fills_form(
        stage,
        groups="2",
        prompt="What would help?\n\nWhat gets in the way?",
        minutes="10",
        names="Kitchen\nGarden",
        apart=["Ana Pereira", "Comfort Mensah"],
        together=["Comfort Mensah", "Ana Pereira", "Delroy Francis"],
    )

    deed = await stage.miriam.submits()
    both = "You chose the same people to sit apart and to sit together: Comfort Mensah and Ana Pereira. "
    assert deed.errors == {TOGETHER: f"{both}Please take them out of one of the two."}
    await stage.miriam.fills({TOGETHER: []})
    await stage.miriam.submits()

    view = await stage.miriam.modal("Round 1")
    assert [name for name in ("Kitchen", "Garden") if name in view.text.splitlines()] == ["Kitchen", "Garden"]
    assert view.text.splitlines()[0] == BESIDE_SIZE
    assert "• All wishes about who sits with whom are kept." in view.text.splitlines()
    assert {"Ana Pereira", "Comfort Mensah"} not in seen_groups(view)
    await stage.miriam.clicks("Back to the form")  # one thing is to be different, and all else as it was
    await stage.miriam.modal("Breakout")
    await stage.miriam.fills({MINUTES: "15"})
    await stage.miriam.submits()
    again = await stage.miriam.modal("Round 1", "For 15 minutes.")
    chosen = ("Kitchen", "Garden", "• What would help?", "• What gets in the way?", "• 2 groups of 2 people.")
    assert [line for line in again.text.splitlines() if line in chosen] == [chosen[-1], *chosen[:-1]]
    assert "• All wishes about who sits with whom are kept." in again.text.splitlines()
    await stage.miriam.submits()
    await stage.rests()
    prompts = {
        (await person.sees("You are in", channel="bot")).readable.splitlines()[3]
        for person in stage.people(*FOUR)
    }
    assert prompts == {"What would help?", "What gets in the way?"}


async def test_who_is_kept_apart_is_shown_to_nobody(stage: Stage) -> None:
    await four_arrive(stage)
    await fills_form(stage, size="2", apart=["Ana Pereira", "Delroy Francis"])
    await stage.miriam.submits()
    await stage.miriam.modal("Round 1")

    await stage.miriam.submits()

    await stage.rests()
    said = [
        message.readable
        for name in (*FOUR, "Tunde Bakare")
        for message in await stage.room.person(name).messages()
    ]
    assert [words for words in said if "apart" in words or "wish" in words] == []


async def test_a_newer_proposal_takes_the_place_of_an_older_one(stage: Stage) -> None:
    await four_arrive(stage)
    await proposes(stage)
    await stage.miriam.closes()

    await proposes(stage, '4 "And then?"')

    (row,) = tables(stage)["breakout_round"]
    assert (row["number"], row["prompts"]) == (1, '["And then?"]')


async def test_two_facilitators_at_once_make_one_round(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await proposes(stage)
    await stage.tunde.types('/copro breakout 4 "Tunde asks"', channel=ROOM)
    await stage.tunde.modal("Round 1")

    await stage.miriam.submits()

    theirs = await stage.miriam.modal(
        "Round 1",
        re.compile(r"has changed these groups since you saw them:[\s\S]*how long: it may have changed, too"),
    )
    assert theirs.text.startswith("@Tunde Bakare has changed")
    assert "Tunde asks" in theirs.text.splitlines()
    await stage.ana.does_not_see("Breakout 1", channel=ROOM)
    await stage.tunde.submits()
    await stage.ana.sees("Tunde asks", channel=ROOM)
    await stage.rests()
    assert [row["prompts"] for row in tables(stage)["breakout_round"]] == ['["Tunde asks"]']
    assert len(await stage.ana.messages("bot")) == 1


@pytest.mark.parametrize("press", ["Go", "Shuffle again", "Swap two people", "Back to the form"])
async def test_groups_that_somebody_replaced_promise_nothing_any_more_whatever_is_pressed(
    stage: Stage, press: str
) -> None:
    await four_arrive(stage)
    await stage.miriam.types("/copro facilitators add @Tunde Bakare", channel=ROOM)
    await proposes(stage)
    await stage.tunde.types('/copro breakout 4 "Tunde asks"', channel=ROOM)
    await stage.tunde.modal("Round 1")
    await stage.tunde.submits()
    await stage.ana.sees("Tunde asks", channel=ROOM)

    await (stage.miriam.submits() if press == "Go" else stage.miriam.clicks(press))

    form = await stage.miriam.modal("Round 1", "Round 1 is still going on.")
    assert form.text == (
        "Round 1 is still going on. Call everyone back first. "
        "To do that, press “For facilitators” on its card. Tunde Bakare has started it."
    )


async def test_go_pressed_twice_tells_everybody_once(stage: Stage) -> None:
    people = await four_arrive(stage)
    await proposes(stage)

    deeds = await stage.room.deeds([{"person": stage.miriam.id, "deed": "submits"}] * 2)

    assert [deed.acked for deed in deeds] == [True, True]
    await stage.rests()
    assert [len(await person.messages("bot")) for person in people] == [1] * 4


async def test_the_same_command_twice_within_a_second_is_one_proposal(stage: Stage) -> None:
    await four_arrive(stage)
    command = '/copro breakout 2 "What would help?"'
    order = {"person": stage.miriam.id, "deed": "types", "text": command, "channel": ROOM}

    deeds = await stage.room.deeds([order, order])

    assert [deed.acked for deed in deeds] == [True, True]
    await stage.miriam.modal("Round 1")
    assert len(tables(stage)["breakout_round"]) == 1


async def test_curly_quotes_and_no_quotes_are_read_alike(stage: Stage) -> None:
    await four_arrive(stage)
    for typed in ("4 “What would help?”", "4 What would help?", '4 "What would help?"'):
        await proposes(stage, typed)
        (row,) = tables(stage)["breakout_round"]
        assert row["prompts"] == '["What would help?"]'
        await stage.miriam.closes()


async def test_a_wrong_number_is_refused_under_its_field_and_the_prompt_stays(stage: Stage) -> None:
    await four_arrive(stage)
    wrong = {
        (
            SIZE,
            "size",
            "21",
        ): 'A group can have 2 to 20 people. For example: /copro breakout 5 "What would help?" '
        'Do you mean how many groups? Type: /copro breakout 6 groups "What would help?"',
        (
            GROUPS,
            "groups",
            "0",
        ): "There can be 1 to 100 groups. Without a number I go by the size of a group.",
        (
            MINUTES,
            "minutes",
            "999",
        ): "A round can last 1 to 120 minutes. Without a number it has no clock.",
        (ROUNDS, "rounds", "7"): "You can plan 1 to 6 rounds at once.",
        (NAMES, "names", "Kitchen\nKitchen"): "Please give each room a name of its own, at most 100.",
    }
    for (label, field, value), words in wrong.items():
        await fills_form(stage, **{field: value})
        deed = await stage.miriam.submits()
        assert (deed.errors, deed.closed) == ({label: words}, False)
        await stage.miriam.closes()
    assert tables(stage)["breakout_round"] == []


async def test_a_number_of_groups_is_typed_as_such_and_never_mistaken_for_a_size(stage: Stage) -> None:
    await four_arrive(stage)
    for typed in ("2 groups", "in 2 groups of 2", "en 2 grupos"):
        view = await proposes(stage, f'{typed} "What would help?"')
        assert view.text.splitlines()[0] == "• 2 groups of 2 people."
        await stage.miriam.closes()
    view = await proposes(stage, '60 groups "What would help?"')
    assert "You asked for 60 groups. There are too few people here for so many." in view.text
    await stage.miriam.closes()

    typed = '/copro breakout 2 groups of 7 "What would help?"'
    await stage.miriam.types(typed, channel=ROOM)

    told = await stage.miriam.sees(
        "With 4 people here, 2 groups would have 2 people each. Please say how many groups, or how many "
        "people in each, and not both.",
        channel=ROOM,
        private=True,
    )
    assert typed in told.readable


async def test_who_leads_says_once_that_they_take_part_and_the_form_begins_with_it(stage: Stage) -> None:
    await four_arrive(stage)
    await stage.check_in(stage.miriam)
    where = "Where are you in small groups?"
    await stage.ana.types("/copro profile", channel=ROOM)
    assert where not in (await stage.ana.modal("About you")).labels
    for choice, seated in (("I take part, and sit in a group", 5), ("I lead, and sit in no group", 4)):
        await stage.miriam.types("/copro profile", channel=ROOM)
        await stage.miriam.modal("About you")
        await stage.miriam.fills({where: choice})
        await stage.miriam.submits()
        await fills_form(stage, size="5")
        await stage.miriam.submits()

        view = await stage.miriam.modal("Round 1")

        assert [len(group) for group in seen_groups(view)] == [seated]
        assert ("Without a seat: @Miriam Adler" in view.text) is (seated == 4)
        await stage.miriam.closes()


async def test_a_size_larger_than_the_room_makes_one_group(stage: Stage) -> None:
    await four_arrive(stage)

    view = await proposes(stage, '20 "What would help?"')

    assert seen_groups(view) == [set(FOUR)]


async def test_a_typed_breakout_without_a_prompt_says_what_is_missing(stage: Stage) -> None:
    await four_arrive(stage)

    await stage.miriam.types("/copro breakout 5", channel=ROOM)

    await stage.miriam.sees(
        'Groups need something to talk about, for example: /copro breakout 5 "What would help?"',
        channel=ROOM,
        private=True,
    )


async def test_the_size_and_the_length_of_a_round_are_read_in_words_too(stage: Stage) -> None:
    await four_arrive(stage)

    await proposes(stage, 'two "What would two people need?" for twenty minutes')

    [row] = tables(stage)["breakout_round"]
    assert (row["size"], row["minutes"]) == (2, 20)
    assert "What would two people need?" in str(row.values())


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
        "Only the people who lead can start a breakout: Miriam Adler. Do you lead, too? "
        "Then ask an admin of this workspace. They can type: /copro facilitators add @you",
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

    view = await proposes(stage)

    assert seen_groups(view) == [{"Ana Pereira", "Delroy Francis"}]


async def tells(person: Person, **helps: str) -> None:
    """Somebody says what they need to take part, or with what they can help."""
    labels = {"needs": "What would help you to take part?", "offers": "With what can you help others?"}
    await person.types("/copro profile", channel=ROOM)
    await person.modal("About you")
    await person.fills({labels[name]: words for name, words in helps.items()})
    await person.submits()
    await person.sees("I have saved what you told me", channel="bot")


async def test_who_needs_help_to_take_part_sits_with_somebody_who_can_give_it(stage: Stage) -> None:
    await stage.session()
    ana, aisha, comfort, harjit = stage.people("Ana Pereira", "Aisha Rahman", "Comfort Mensah", "Harjit Kaur")
    await stage.check_in(ana, aisha, comfort, harjit)
    await tells(ana, needs="Captions,  Polish")
    for helper, other in ((comfort, harjit), (harjit, comfort)):
        await tells(helper, offers="polish\ncaptions")
        await tells(other, offers="")

        view = await proposes(stage)

        assert {ana.name, helper.name} in seen_groups(view)
        helped = "Everybody who needs help with access or language is with somebody who can help."
        assert f"• {helped}" in view.text.splitlines()
        assert "polish" not in view.text.casefold()
        await stage.miriam.closes()


async def test_a_need_that_nobody_can_meet_is_told_to_who_has_it_and_not_to_who_leads(stage: Stage) -> None:
    await four_arrive(stage)
    await tells(stage.ana, needs="Interpreter, Portuguese")
    nobody = "So far nobody else here has said that they can help with: Interpreter, Portuguese."
    await stage.ana.sees(nobody, channel="bot")

    view = await proposes(stage)
    await stage.miriam.clicks("Shuffle again")
    again = await stage.miriam.modal("Round 1")

    for each in (view, again):
        assert "interpreter" not in each.text.casefold()
        assert "Somebody here needs help that nobody else here can give." in each.text
    await stage.rests()
    _, told = await stage.ana.messages("bot")
    assert told.readable.splitlines() == [
        "What would help you",
        f"{nobody} Whoever leads can see that somebody needs help, but not who. "
        "They see with what only if two people or more need it.",
        "If you want their help, please write to @Miriam Adler. I tell them nothing.",
    ]
    assert await stage.delroy.messages("bot") == []


async def test_forty_five_champions_are_mixed_so_that_no_group_holds_two_of_a_sector_needlessly(
    stage: Stage,
) -> None:
    champions = stage.room.people("champion")
    await stage.session()
    await stage.check_in(*champions)

    groups = seen_groups(await proposes(stage, '5 "What would help?"'))

    sector_of = {person.name: person.facts["sector"] for person in champions}
    in_all = Counter(sector_of.values())
    assert sorted(len(group) for group in groups) == [5] * 9
    assert sorted(name for group in groups for name in group) == sorted(sector_of)
    for group in groups:
        here = Counter(sector_of[name] for name in group)
        assert {sector: n for sector, n in here.items() if n > -(-in_all[sector] // len(groups))} == {}


async def test_a_hostile_prompt_is_shown_literally_and_pings_nobody(stage: Stage) -> None:
    await four_arrive(stage)

    await stage.breakout(4, "<!here> & *you*?")

    card = await stage.ana.sees("Breakout 1", channel=ROOM)
    assert card.readable.splitlines()[1] == "<!here> & *you*?"
    assert card.text.splitlines()[1] == "&lt;!here&gt; &amp; *you*?"
    note = await stage.ana.sees("You are in group 1", channel="bot")
    assert note.readable.splitlines()[3] == "<!here> & *you*?"
    assert await stage.pings() == []


async def test_a_prompt_of_three_thousand_characters_fits_and_a_longer_one_is_refused(stage: Stage) -> None:
    await four_arrive(stage)

    await stage.breakout(4, "x" * 3_000)

    note = await stage.ana.sees("You are in group 1", channel="bot")
    assert note.readable.count("x") == 3_000
    await stage.leads("Call everyone back")
    await stage.miriam.types(f'/copro breakout 4 "{"x" * 3_001}"', channel=ROOM)
    await stage.miriam.sees("This is 3,001 characters long and 3,000 fit.", channel=ROOM, private=True)


async def test_two_of_one_name_and_one_sector_are_told_apart_by_their_handles(stage: Stage) -> None:
    other, delroy = stage.blessing, stage.delroy
    await stage.room.change_person("Blessing Okafor", real_name="Ana Pereira")
    await stage.session()
    await stage.check_in(stage.ana, other, delroy)

    view = await proposes(stage, '3 "What would help?"')

    told = ("(@ana.pereira, parents, lived experience)", "(@blessing.okafor, parents, lived experience)")
    assert [view.text.count(each) for each in told] == [1, 1]
    assert "Delroy Francis (schools, governing body)" in view.text
    await stage.miriam.submits()
    await delroy.sees("Ana Pereira (@ana.pereira, parents)", channel="bot")
    await delroy.sees("Ana Pereira (@blessing.okafor, parents)", channel="bot")
    await stage.miriam.sees("Ana Pereira (@blessing.okafor)", channel=ROOM)  # on the round's card
