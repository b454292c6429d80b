"""What becomes of an idea, from the body that is named to the reason that everybody reads on its card."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from coproduction.ideas import ON_ONE_CARD, Idea, IdeaCard, IdeaKind, IdeasCard
from coproduction.progress import Move, NamedMove, State, Step
from coproduction.service.telling import Told
from coproduction.telling import IDEA_NEWS
from handlers import ideaids, ids
from handlers.blocks.deciding import news, news_in_short
from handlers.blocks.ideacards import card
from tests.handlers.database import tables
from tests.handlers.forging import forged_form, text
from tests.speaking import SAY
from tests.stage import ROOM

if TYPE_CHECKING:
    from rehearsal.driver.room import Person
    from tests.stage import Stage

WEEK = timedelta(weeks=1)
MONDAY = datetime(2027, 3, 8, 10, 30, tzinfo=UTC)
BUDDY = "A buddy for every new parent"
REASON = "The law does not let us share names"


async def names_a_body(stage: Stage) -> None:
    """Tunde answers for the health board."""
    await stage.miriam.types("/copro body", channel=ROOM)
    await stage.miriam.modal("Who decides")
    await stage.miriam.fills(
        {
            "Name": "Health board",
            "What does it decide?": "what clinics spend",
            "How does it decide?": "It votes",
            "Who answers for it in Slack?": stage.tunde.name,
        }
    )
    await stage.miriam.submits()
    await stage.miriam.sees("Ideas can be sent to Health board now", channel=ROOM, private=True)


async def chooses_another_day_and_back(person: Person) -> None:
    """Of the week: from the message, and from Home."""
    await person.chooses("Wednesday", on="Ideas that wait", channel="bot")
    told = await person.sees("From now on I ask you on Wednesdays", channel="bot")
    assert "The next time: Wednesday 17 March 2027." in told.readable
    await person.opens_home()
    await person.home("You answer for Health board.")
    await person.chooses("Monday", on="You answer for Health board.", channel="home")
    await person.home("From now on I ask you on Mondays")


async def the_author_leaves_and_who_follows_is_told(stage: Stage) -> None:
    """Who leads reads that the author cannot be, and nothing is tried for ever."""
    await stage.room.change_person(stage.ana.id, deleted=True)
    await stage.rests()  # nothing is claimed while the clock jumps, or its lease would be over at once
    await stage.time_is(MONDAY + WEEK)
    await stage.rests()  # what was due has gone out, before more happens
    await stage.miriam.types("/copro answer 1", channel=ROOM)
    panel = await stage.miriam.sees("Who wrote this idea has left this workspace.", channel=ROOM)
    assert "So I cannot tell them what becomes of it." in panel.readable
    await stage.miriam.clicks("Record an answer", on="Who wrote this idea has left", channel=ROOM)
    await stage.miriam.modal("Record an answer")
    await stage.miriam.fills({"The answer": "Open it again"})
    await stage.miriam.submits()
    await stage.time_is(MONDAY + 2 * WEEK)
    told = await stage.delroy.sees("It is open again.", channel="bot")
    assert told.readable.startswith("News of ideas")
    await stage.rests()
    news = [row for row in tables(stage)["message"] if row["kind"] == IDEA_NEWS]
    assert {row["state"] for row in news if row["recipient"] == stage.delroy.id} == {"sent"}
    theirs = sorted(row["state"] for row in news if row["recipient"] == stage.ana.id)
    assert theirs == ["failed", "failed", "sent"]  # what waited for her, and what came after she left


async def panel_of(stage: Stage, label: str, title: str) -> None:
    """Miriam presses this in the panel of idea 1, and its form opens."""
    await stage.miriam.types("/copro answer 1", channel=ROOM)
    await stage.miriam.clicks(label, on="Where it stands:", channel=ROOM)
    await stage.miriam.modal(title)


async def the_answer_is_changed(stage: Stage) -> None:
    """By the form of the answer that stands there."""
    await panel_of(stage, "Record an answer", "Record an answer")
    await stage.miriam.fills({"The answer": "Partly", "Why, in plain words": "Some names may be shared"})
    assert (await stage.miriam.submits()).errors == {}
    await stage.delroy.sees("The answer has changed. The answer is: partly.", channel=ROOM)


async def fills_in(person: Person, title: str, **values: str) -> None:
    """And sends it."""
    await person.modal(title)
    await person.fills({label.replace("_", " ") + "?": words for label, words in values.items()})
    assert (await person.submits()).errors == {}


async def somebody_has_it_in_hand_and_tries_it(stage: Stage) -> None:
    """By the buttons of the panel, and of the message that they get; then everybody sorts the board."""
    await stage.miriam.types("/copro body", channel=ROOM)
    for label in ("Change", "Name another"):
        await stage.miriam.clicks(label, on="Who decides", channel=ROOM)
        await stage.miriam.modal("Who decides")
        await stage.miriam.closes()
    await panel_of(stage, "Name who has it in hand", "Who has it in hand")
    await fills_in(stage.miriam, "Who has it in hand", Who_has_it_in_hand=stage.delroy.name)
    await stage.delroy.sees("named you as the person", channel="bot")
    await stage.delroy.clicks("Say what now", on="named you as the person", channel="bot")
    await fills_in(stage.delroy, "Say what now", What_now="Ask for help")
    told = "I have told those who lead that you ask for help with idea 1. If nothing moves for 60 days,"
    await stage.delroy.sees(told, channel="bot")
    await stage.miriam.sees("Whoever has this idea in hand asks for help:", channel="bot")
    await stage.delroy.sees("You have asked for help", channel="bot")
    await stage.delroy.clicks("Say what now", on="You have asked for help", channel="bot")
    await fills_in(stage.delroy, "Say what now", What_now="This is not mine")
    await stage.delroy.sees("You do not have idea 1 in hand now. Those who lead are told.", channel="bot")
    for told in ("Saved: idea 1 is “with somebody” now", "Miriam Adler has idea 1 in hand already"):
        await panel_of(stage, "Name who has it in hand", "Who has it in hand")
        await fills_in(stage.miriam, "Who has it in hand", Who_has_it_in_hand=stage.miriam.name)
        await stage.miriam.sees(told, channel=ROOM, private=True)
    await stage.miriam.types("/copro mine", channel=ROOM)
    await stage.miriam.sees("You have these in hand", channel=ROOM, private=True)
    for person in (stage.delroy, stage.miriam):
        await panel_of(stage, "Name who has it in hand", "Who has it in hand")
        await fills_in(stage.miriam, "Who has it in hand", Who_has_it_in_hand=person.name)
        told = f"Saved: {stage.delroy.name} has idea 1 in hand now, and is told. Whoever had it before"
        await stage.miriam.sees(told, channel=ROOM, private=True)
    await panel_of(stage, "Try it out", "Try it out")
    tried = {"What_do_we_try": "One buddy", "How_will_we_know_whether_it_works": "We ask"}
    await fills_in(stage.miriam, "Try it out", Until_when="2027-04-20", **tried)
    await panel_of(stage, "End the try", "End the try")
    await fills_in(stage.miriam, "End the try", What_now="Keep it", What_did_you_learn="It helps a lot")
    await stage.delroy.sees("We tried it, and we keep it. This is what we learnt:", channel=ROOM)

    await stage.miriam.types("/copro board", channel=ROOM)
    await stage.delroy.sees("All our ideas", channel=ROOM)
    await stage.delroy.clicks("See all ideas", on="All our ideas", channel=ROOM)
    await stage.delroy.modal("Ideas")
    await stage.delroy.chooses("Most support first")
    await stage.delroy.modal("Ideas", "Most support first")


async def it_goes_to_the_board(stage: Stage) -> None:
    """By the panel, which gives back what was typed too much; Miriam hears when it is read."""
    await stage.miriam.types("/copro answer 1 They said no", channel=ROOM)
    await stage.miriam.sees("/copro answer 1 They said no", channel=ROOM, private=True)
    await stage.miriam.sees("Where it stands: heard", channel=ROOM, private=True)
    await stage.miriam.clicks("Send to a body", on="Where it stands: heard", channel=ROOM)
    form = await stage.miriam.modal("Send to a body")
    assert "How it decides: It votes" in form.text
    assert "It should answer by" in form.text
    await stage.miriam.fills({"Why it matters": "Nobody is alone then"})
    await stage.miriam.submits()
    read = await stage.miriam.sees("Saved: idea 1 is “with somebody” now.", channel=ROOM, private=True)
    assert "Who answers for Health board gets idea 1 on Monday " in read.readable
    await stage.delroy.sees("Where it stands: with Health board since", channel=ROOM)


async def test_a_body_says_no_with_a_reason_and_everybody_can_read_it(stage: Stage) -> None:
    await stage.session()
    await stage.idea(stage.ana, BUDDY)
    await names_a_body(stage)

    await it_goes_to_the_board(stage)
    await panel_of(stage, "Text for a mail", "Text for a mail")
    await stage.miriam.closes()

    await stage.time_is(MONDAY)
    await stage.tunde.sees("Ideas that wait for your answer", channel="bot")
    await chooses_another_day_and_back(stage.tunde)
    await stage.tunde.clicks("Not mine, or I need time", on="Ideas that wait", channel="bot")
    await stage.tunde.modal("Your answer")
    assert list((await stage.tunde.submits()).errors) == ["Your answer"]
    await stage.tunde.fills({"Your answer": "I need more time"})
    await stage.tunde.submits()
    told = await stage.tunde.sees("Saved: Health board has time for idea 1 until", channel="bot")
    assert "Monday 5 April 2027. I do not ask you about it before." in told.readable
    await stage.tunde.clicks("No, because", on="Ideas that wait for your answer", channel="bot")
    await stage.tunde.modal("Your answer")
    assert list((await stage.tunde.submits()).errors) == ["Why"]
    await stage.tunde.fills({"Why": REASON})
    await stage.tunde.submits()
    card = await stage.delroy.sees(REASON, channel=ROOM)
    assert "The answer is no, because:" in card.readable
    assert stage.tunde.name not in card.readable
    await stage.tunde.sees("It is “answered” now. Thank you.", channel="bot")
    news = await stage.ana.sees("News of ideas", channel="bot")
    assert "It is with Health board" in news.readable

    [sent, _, _] = sorted(tables(stage)["idea_step"], key=lambda row: row["number"])
    answers = {"step": text("yes"), "words": text("Forged")}
    errors = await forged_form(stage, stage.delroy, ideaids.DECIDE_FORM, answers, subject=sent["id"])
    assert [words.partition(".")[0] for words in errors.values()] == [
        "Only the person who answers for Health board can do this"
    ]
    assert len(tables(stage)["idea_step"]) == 3

    await stage.delroy.clicks("What became of it", on=BUDDY, channel=ROOM)
    await stage.delroy.modal("What became of it", REASON)
    await stage.delroy.clicks("Follow")
    await stage.delroy.modal("What became of it", "You are told when something becomes of it.")
    await stage.delroy.types("/copro ideas", channel=ROOM)
    await stage.delroy.sees("(0 supporters · answered)", channel=ROOM, private=True)
    await the_answer_is_changed(stage)
    await the_author_leaves_and_who_follows_is_told(stage)
    await somebody_has_it_in_hand_and_tries_it(stage)


def test_news_tell_each_idea_once_with_all_its_steps_and_buttons_by_their_numbers() -> None:
    first, second = (
        Idea(f"i{n}", ROOM, "s", n, IdeaKind.CHANGE, f"{BUDDY} {n}", "U1", f"o{n}") for n in (12, 13)
    )
    elsewhere = Idea("i14", "C-PARK", "s", 13, IdeaKind.CHANGE, f"{BUDDY} in the park", "U1", "o14")
    steps = ((first, Step.OWNED), (second, Step.YES), (first, Step.DONE), (elsewhere, Step.NOT_NOW))
    shown = [
        Told(Move(f"m{n}", idea.id, n, step, State.ANSWERED, MONDAY + n * WEEK, words=REASON), None, idea)
        for n, (idea, step) in enumerate(steps)
    ]
    for draw in (news, news_in_short):
        drawn = draw(SAY, shown, {})
        lines = [line for line in drawn.text.splitlines() if BUDDY in line or "It is done" in line]
        rest = [f"13. {BUDDY} 13", f"13. {BUDDY} in the park"]
        done = "Monday 22 March 2027: It is done."
        assert lines == [f"12. {BUDDY} 12", done, *rest[: 2 if draw is news else 1]]
        buttons = drawn.blocks[-1]["elements"]
        labels = [each["text"]["text"] for each in buttons]
        assert labels == ["What became of 12", "What became of 13", "What became of 13"]
        assert len({each["action_id"] for each in buttons}) == 3


def test_a_card_of_many_ideas_loses_none_for_what_became_of_them() -> None:
    """Slack takes 50 blocks in a message, and 15 ideas share a card."""
    at, names = MONDAY, {"U1": "Ana Pereira"}
    ideas = [
        Idea(f"i{number}", ROOM, "s", number, IdeaKind.CHANGE, f"{BUDDY} {number}", "U1", f"o{number}")
        for number in range(1, ON_ONE_CARD + 1)
    ]
    no = [Move(f"m{each.id}", each.id, 1, Step.NO, State.ANSWERED, at, words=REASON) for each in ideas]
    shown = [IdeaCard(idea, 6, moves=(NamedMove(move, None),)) for idea, move in zip(ideas, no, strict=True)]
    drawn = card(SAY, IdeasCard(tuple(shown)), names).blocks
    pressed = [
        each["value"]
        for block in drawn
        for each in block.get("elements", ())
        if ids.base(each.get("action_id", "")) == ids.SUPPORT
    ]
    assert pressed == [each.id for each in ideas]
    assert str(drawn).count("Where it stands: answered") == ON_ONE_CARD
    few = card(SAY, IdeasCard(tuple(shown[:3])), names).blocks
    assert str(few).count(REASON) == 3
