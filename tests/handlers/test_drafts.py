"""A facilitator composes a poll: one form that changes, a preview of what will be asked, and nothing lost."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.drafts import Composed, Question, filled, thawed
from coproduction.polls import CHOICE, MOST, OPTION_LENGTH, QUESTION_LENGTH, SCALE
from coproduction.service import drafts
from coproduction.service.drafts import Composing
from coproduction.service.pollforms import TITLE_LENGTH
from handlers import ids
from handlers.blocks.drafts.composer import ONLY_PREVIEWED, composer
from handlers.drafts import composing
from handlers.edge.heard import Submission
from handlers.edge.reply import Reply
from tests.handlers.database import tables
from tests.handlers.forging import forged_click
from tests.speaking import SAY
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from rehearsal.driver.room import Person

KIND, QUESTION, OPTIONS = "How do people answer?", "Your question", "Options, one on each line"
LEVEL, RESULTS, ENDS, WHO = (
    "What I keep",
    "When everybody sees the totals",
    "When it closes",
    "Who may answer",
)
KEPT = "I kept your draft of a poll. To go on with it, type /poll."


async def composes(stage: Stage, person: Person | None = None) -> list[str]:
    """Bare /poll; the labels of the form that opens."""
    who = person or stage.miriam
    await who.types("/poll", channel=ROOM)
    return (await who.modal("New poll")).labels


async def fills(stage: Stage, **values: str) -> None:
    """Fill in fields by what they are called here, and wait until the form has changed."""
    for name, value in values.items():
        await stage.miriam.fills({globals()[name]: value})
        await stage.workspace.answering.background.done()


async def labels(stage: Stage) -> list[str]:
    return (await stage.miriam.modal("New poll")).labels


async def presses(stage: Stage, label: str) -> None:
    await stage.miriam.clicks(label)
    await stage.workspace.answering.background.done()


def polls(stage: Stage) -> list[tuple[str, str, str]]:
    return [(row["question"], row["kind"], row["level"]) for row in tables(stage)["poll"]]


async def test_the_form_shows_only_what_the_kind_of_question_needs_and_loses_nothing(stage: Stage) -> None:
    await stage.session()
    rest = [LEVEL, RESULTS, ENDS, WHO]
    begin = "Write a question, or begin with a template."
    assert await composes(stage) == [begin, KIND, QUESTION, OPTIONS, *rest, "More options"]
    await fills(stage, QUESTION="How sure are you?", OPTIONS="Not\nVery")

    await fills(stage, KIND="A number from 1 to 5")
    ends = ["What the lowest number means", "What the highest number means"]
    assert await labels(stage) == [KIND, QUESTION, *ends, *rest]
    await fills(stage, KIND="Yes, not yet or no")
    assert await labels(stage) == [KIND, QUESTION, *rest]
    await fills(stage, KIND="Choose several, up to a number")
    assert await labels(stage) == [
        KIND, QUESTION, OPTIONS, "How many may each person choose?", *rest, "More options",
    ]  # fmt: skip
    await fills(stage, KIND="In their own words")
    assert await labels(stage) == [KIND, QUESTION, LEVEL, ENDS, WHO]

    await fills(stage, KIND="Choose one option", LEVEL="Anonymous: nobody can see who chose what")
    assert await labels(stage) == [KIND, QUESTION, OPTIONS, LEVEL, ENDS, WHO]
    await stage.miriam.submits()
    shown = (await stage.miriam.modal("Preview")).text
    assert "How sure are you?" in shown
    assert "With fewer than about 9 answers the result may have to stay hidden." in shown
    assert polls(stage) == []

    await stage.miriam.submits()
    await stage.ana.sees("How sure are you?", channel=ROOM)
    assert polls(stage) == [("How sure are you?", "choice", "anonymous")]
    assert tables(stage)["poll_draft"] == []
    assert await stage.room.violations() == []


async def test_where_slack_does_not_tell_what_a_closed_form_held_what_was_kept_stays_and_that_is_said(
    stage: Stage,
) -> None:
    await stage.session()
    await composes(stage)
    form = await stage.miriam.modal("New poll")
    assert str(ONLY_PREVIEWED) in form.text
    channel = stage.slack.slack.workspace.channel(ROOM)
    assert channel
    desk = stage.workspace.desk

    def shut(values: dict[str, str | None]) -> Submission:
        who, view = stage.miriam.id, form.id
        return Submission(
            person=who, channel=channel.id, form=ids.POLL_FORM, view=view, subject="1", values=values
        )

    assert await composing.closed(desk, shut({"level": "confidential"})) == Reply()
    assert tables(stage)["poll_draft"] == []
    await fills(stage, QUESTION="When to meet?", OPTIONS="Morning")
    await presses(stage, "Add another question")
    [before] = tables(stage)["poll_draft"]
    told = (await composing.closed(desk, shut({"level": "confidential"}))).words
    assert told
    assert "as it was when I last saw it" in told.text
    [after] = tables(stage)["poll_draft"]
    assert thawed(after["content"]) == replace(thawed(before["content"]) or Composed(), at="1")


@pytest.mark.parametrize(
    ("kind", "label", "number", "told"),
    [
        ("Share out dots", "How many dots?", "7", "How people answer: Share out dots: 7 for each person."),
        (
            *("Choose several, up to a number", "How many may each person choose?", "2"),
            "How people answer: Choose several, 2 at most.",
        ),
    ],
)
async def test_the_preview_and_the_list_of_questions_say_how_many(
    stage: Stage, kind: str, label: str, number: str, told: str
) -> None:
    await stage.session()
    await composes(stage)
    await fills(stage, KIND=kind)
    await fills(stage, QUESTION="What first?", OPTIONS="Park\nHall\nSchool")
    await stage.miriam.fills({label: number})
    await stage.miriam.submits()
    assert told in (await stage.miriam.modal("Preview")).text
    await presses(stage, "Change")
    await presses(stage, "Add another question")
    assert told.removeprefix("How people answer: ").rstrip(".") in (await stage.miriam.modal("New poll")).text


async def test_what_is_closed_is_kept_and_the_next_form_goes_on_with_it_or_starts_afresh(
    stage: Stage,
) -> None:
    await stage.session()
    await composes(stage)
    await stage.miriam.closes()
    await stage.miriam.does_not_see(KEPT, channel=ROOM)  # nothing was typed

    await composes(stage)
    await fills(stage, QUESTION="When to meet?", OPTIONS="Morning")
    await stage.miriam.closes()
    await stage.miriam.sees(KEPT, channel=ROOM, private=True)

    await composes(stage)
    form = await stage.miriam.modal("New poll", "This is your draft of")
    values = [each["element"].get("initial_value") for each in form.json["blocks"] if each["type"] == "input"]
    assert values[1:3] == ["When to meet?", "Morning"]
    await presses(stage, "Start afresh")
    form = await stage.miriam.modal("New poll", "Write a question, or begin with a template.")
    assert "When to meet?" not in str(form.json)
    assert tables(stage)["poll_draft"] == []

    await fills(stage, QUESTION="Who comes?", LEVEL="Named: who chose what")
    await presses(stage, "Start afresh")
    await fills(stage, QUESTION="Where to meet?", OPTIONS="Here\nThere")
    await stage.miriam.submits()
    await stage.miriam.modal("Preview", "Where to meet?")
    await stage.miriam.submits()
    await stage.ana.sees("Where to meet?", channel=ROOM)
    assert polls(stage) == [("Where to meet?", "choice", "confidential")]
    assert await stage.room.violations() == []


async def test_several_questions_are_listed_changed_moved_and_removed_and_asked_as_they_stand(
    stage: Stage,
) -> None:
    await stage.session()
    await composes(stage)
    await fills(stage, QUESTION="When to meet?", OPTIONS="Morning\nEvening")
    await presses(stage, "Add another question")
    await fills(stage, KIND="A number from 1 to 5", QUESTION="How sure are you?")
    await presses(stage, "Add another question")
    assert "3. The question below (" in (await stage.miriam.modal("New poll", "Question 3 of 3")).text
    await fills(stage, KIND="In their own words", QUESTION="What else?")

    await stage.miriam.chooses("Move question 3 up")
    await stage.workspace.answering.background.done()
    form = await stage.miriam.modal("New poll", "Question 2 of 3")
    assert [line for line in form.text.splitlines() if line[:2] in ("1.", "2.", "3.")] == [
        "1. When to meet? (Choose one option)",
        "2. What else? (In their own words)",
        "3. How sure are you? (A number from 1 to 5)",
    ]
    await stage.miriam.chooses("Remove question 3")
    await stage.miriam.chooses("Change question 1")
    await stage.workspace.answering.background.done()
    await stage.miriam.modal("New poll", "Question 1 of 2")
    await fills(stage, QUESTION="When shall we meet?")
    await stage.miriam.fills({"Title of all questions": "Next time"})
    await stage.miriam.submits()
    shown = (await stage.miriam.modal("Preview")).text
    assert "1. When shall we meet?\n• Morning\n• Evening" in shown
    await stage.miriam.submits()

    card = (await stage.ana.sees("Next time", channel=ROOM)).readable
    assert "1. When shall we meet?\n2. What else?" in card
    stored = sorted((row["place"], row["question"]) for row in tables(stage)["poll"])
    assert stored == [(0, "When shall we meet?"), (1, "What else?")]
    assert await stage.room.violations() == []


async def test_what_is_wrong_in_a_question_that_is_not_in_sight_is_shown_there(stage: Stage) -> None:
    await stage.session()
    await composes(stage)
    for kind in ("Share out dots", "Choose several, up to a number", "Share out dots"):
        await fills(stage, KIND=kind)
    begin = "Write a question, or begin with a template."
    await stage.miriam.modal("New poll", begin)  # nobody has typed anything
    dots, told = {"How many dots?": "0"}, "How many dots has each person? Please say 2 to 20."
    await fills(stage, QUESTION="When to meet?", OPTIONS="Morning\nEvening")
    await stage.miriam.fills(dots)
    assert (await stage.miriam.submits()).errors == {"How many dots?": told}
    await presses(stage, "Add another question")
    await stage.miriam.modal("New poll", f"Question 1: {told}")
    await stage.miriam.chooses("Change question 1")
    await stage.workspace.answering.background.done()
    await fills(stage, KIND="Choose several, up to a number")
    assert '"initial_value": "0"' not in json.dumps((await stage.miriam.modal("New poll")).json)
    await fills(stage, KIND="Choose one option", OPTIONS="Morning\nMоrning")
    await stage.miriam.chooses("Remove question 2")
    await stage.workspace.answering.background.done()
    await presses(stage, "Add another question")
    await fills(stage, KIND="In their own words", QUESTION="What else?")
    await stage.miriam.submits()
    wrong = "Question 1: Two options look the same: “Morning” and “Mоrning”."
    await stage.miriam.modal("New poll", wrong)
    assert list((await stage.miriam.submits()).errors) == [OPTIONS]
    await fills(stage, OPTIONS="Morning\nEvening")
    await stage.miriam.submits()
    assert "What else?" in (await stage.miriam.modal("Preview")).text


async def test_the_preview_is_what_people_get_and_change_goes_back_with_everything(stage: Stage) -> None:
    await stage.session()
    await composes(stage)
    await fills(
        stage, QUESTION="<!channel> *When*?", OPTIONS="_Morning_\n<@U0CHAMP01>", ENDS="After 10 minutes"
    )
    await stage.miriam.submits()
    shown = await stage.miriam.modal("Preview")
    assert f"People in #{ROOM} will see this. Nobody has seen it yet." in shown.text
    assert "When it closes: After 10 minutes." in shown.text
    await presses(stage, "_Morning_")
    await stage.miriam.modal("Preview", "This is a preview, so its buttons do nothing yet.")
    await presses(stage, "Change")
    await fills(stage, OPTIONS="_Morning_\nEvening")
    await stage.miriam.submits()
    shown = await stage.miriam.modal("Preview", "Evening")
    await stage.miriam.submits()

    posted = await stage.ana.sees("*When*?", channel=ROOM)
    assert posted.readable in shown.text
    assert await stage.pings() == []
    assert await stage.room.violations() == []


async def test_what_another_window_changed_is_shown_before_it_is_asked(stage: Stage) -> None:
    await stage.session()
    await composes(stage)
    await fills(stage, QUESTION="When to meet?", OPTIONS="Morning\nEvening")
    await stage.miriam.submits()
    await stage.miriam.modal("Preview")
    actor = await stage.workspace.desk.directory.actor(stage.miriam.id)
    now, channel = stage.workspace.desk.clock(), stage.team.workspace.channel(ROOM)
    assert channel
    await stage.workspace.desk.write(
        lambda memory: drafts.keep(
            memory, now, actor, channel.id, lambda it: filled(it, "1", {"words": "Where to meet?"})
        )
    )

    await stage.miriam.submits()

    await stage.miriam.modal("Preview", "Where to meet?")
    assert tables(stage)["poll"] == []
    await stage.miriam.submits()
    await stage.ana.sees("Where to meet?", channel=ROOM)


async def test_a_template_is_saved_begun_with_typed_and_deleted(stage: Stage) -> None:
    await stage.session()
    await composes(stage)
    await fills(stage, QUESTION="When to meet?", OPTIONS="Morning\nEvening")
    await stage.miriam.submits()
    await presses(stage, "Save as a template")
    await stage.miriam.modal("Save as a template")
    await stage.miriam.fills({"Name of the template": "Next time"})
    await stage.miriam.submits()
    await stage.miriam.modal(
        "Preview", "Saved as a template: “Next time”. You find it when you begin a new poll in this channel."
    )
    await stage.miriam.submits()
    await stage.ana.sees("When to meet?", channel=ROOM)
    await stage.miriam.types("/copro close", channel=ROOM)

    await stage.miriam.types('/poll template "next time"', channel=ROOM)
    await stage.rests()
    assert [row["is_open"] for row in tables(stage)["poll"]].count(1) == 1
    for typed, told in {
        "template nxt time": "These are the templates: power, priorities, candour, end, Next time.",
        'anonymous template "Next time"': 'Please leave out the others: /poll template "Next time"',
    }.items():
        await stage.miriam.types(f"/poll {typed}", channel=ROOM)
        await stage.miriam.sees(told, channel=ROOM, private=True)

    await composes(stage)
    await stage.miriam.chooses("Next time", menu="Choose a template")
    await stage.workspace.answering.background.done()
    await stage.miriam.modal("New poll", "It began with your template “Next time”.")
    await presses(stage, "Delete this template")
    await stage.miriam.modal("New poll", "The template “Next time” is deleted.")
    assert tables(stage)["poll_template"] == []
    await stage.miriam.submits()
    assert "When to meet?" in (await stage.miriam.modal("Preview")).text


async def test_a_template_of_ours_is_begun_with_and_changed(stage: Stage) -> None:
    await stage.session()
    for touched in ({}, {"KIND": "Rank the first three", "LEVEL": "Named: who chose what", "OPTIONS": " "}):
        await composes(stage)
        await fills(stage, **touched)
        await stage.miriam.chooses("Power check", menu="Choose a template")
        await stage.workspace.answering.background.done()
        form = await stage.miriam.modal("New poll", "Question 1 of 4")
        assert "1. Does your voice count here? (A number from 1 to 5)" in form.text
        assert ("This came with the template. Before, you had another one." in form.text) is bool(touched)
        await stage.miriam.submits()
        shown = await stage.miriam.modal("Preview", "Power check")
        asked = shown.text.partition("The form that opens asks:")[2].splitlines()
        numbered = [line for line in asked if line[:2] in {"1.", "2.", "3.", "4."}]
        assert (len(numbered), numbered[0]) == (4, "1. Does your voice count here?")
        await stage.miriam.submits()
        await stage.ana.sees("Power check", channel=ROOM)
        await stage.miriam.types("/copro close", channel=ROOM)
        await stage.rests()
    assert set(Counter(polls(stage)).values()) == {2}  # the same four, whatever was chosen before
    assert await stage.room.violations() == []


async def test_a_form_that_slack_has_not_drawn_anew_asks_nothing_unseen(stage: Stage) -> None:
    await stage.session()
    await composes(stage)
    await stage.room.disturb("views.update", what="error:internal_error", times=3)
    await fills(stage, LEVEL="Named: who chose what")
    for name in ("Candour pulse", "Power check"):
        await stage.miriam.chooses(name, menu="Choose a template")
        await stage.workspace.answering.background.done()
    assert OPTIONS in await labels(stage)  # nothing has moved
    await fills(stage, QUESTION="When to meet?", OPTIONS="Morning\nEvening")
    caught_up = "This form had not caught up yet. Here is what I have now. Please look at it"
    await stage.miriam.submits()

    form = await stage.miriam.modal("New poll", caught_up)
    assert "1. I could say what I really think here (A number from 1 to 5)" in form.text
    assert "6. When to meet? (Choose one option)" in form.text
    assert "Morning\\nEvening" in json.dumps(form.json["blocks"])  # where it was typed
    await fills(stage, LEVEL="Confidential: in the end I keep just totals")
    await stage.miriam.submits()
    shown = (await stage.miriam.modal("Preview")).text
    assert all(words in shown for words in ("When to meet?", "• Morning", "Does your voice count here?"))

    await presses(stage, "Change")
    await stage.room.disturb("views.update", what="error:internal_error")
    await presses(stage, "Add another question")
    await presses(stage, "Add another question")
    await stage.miriam.modal("New poll", caught_up)
    assert await stage.room.violations() == []


async def test_who_presses_again_while_slack_does_not_draw_the_form_anew_adds_once(stage: Stage) -> None:
    await stage.session()
    await composes(stage)
    await stage.room.disturb("views.update", what="429", retry_after=1, lasting=True)
    for _ in range(2):
        await stage.miriam.chooses("Power check", menu="Choose a template")
        await stage.workspace.answering.background.done()
    for _ in range(3):
        await presses(stage, "Add another question")
    await stage.room.undisturb()
    await stage.workspace.answering.said()

    asked = [
        line for line in (await stage.miriam.modal("New poll", "5. ")).text.splitlines() if line[1:3] == ". "
    ]
    assert [line[0] for line in asked] == list("12345")
    await fills(stage, QUESTION="When?", OPTIONS="Morning\nEvening")
    await presses(stage, "Add another question")
    assert "6. The question below" in (await stage.miriam.modal("New poll")).text


async def test_between_sessions_the_form_says_when_a_poll_closes_and_no_session_surprises_it(
    stage: Stage,
) -> None:
    await stage.session()
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.rests()
    await composes(stage)
    await fills(
        stage, QUESTION="When next?", OPTIONS="May\nJune", LEVEL="Anonymous: nobody can see who chose what"
    )
    latest = "No session closes it. At the latest, it closes after 14 days."
    form = await stage.miriam.modal("New poll")
    assert WHO not in form.labels
    assert latest in str(form.json)
    await stage.miriam.submits()
    assert latest in (await stage.miriam.modal("Preview")).text
    await stage.miriam.submits()
    await stage.ana.sees("When next?", channel=ROOM)
    shown = await stage.miriam.sees("Your poll is on its way.", channel=ROOM, private=True)
    assert "No session closes it. At the latest, it closes on" in shown.readable
    await stage.miriam.types("/copro now", channel=ROOM)
    await stage.miriam.sees("Asked between sessions.", channel=ROOM, private=True)

    await stage.miriam.types('/copro start "Second"', channel=ROOM)
    told = "1 poll from before is still open. It stays open. To see it, type /copro polls."
    await stage.miriam.sees(told, channel=ROOM, private=True)
    await stage.miriam.types("/copro end now", channel=ROOM)
    await stage.rests()
    await stage.ana.clicks("May", on="When next?", channel=ROOM)
    await stage.ana.sees("Recorded.", channel=ROOM, private=True)


async def test_who_does_not_facilitate_composes_nothing_however_they_try(stage: Stage) -> None:
    await stage.session()
    await stage.ana.types("/poll", channel=ROOM)
    await stage.ana.sees(
        "Only the people who lead can open a poll: Miriam Adler.", channel=ROOM, private=True
    )
    for action in (
        "compose/kind.1",
        "compose_more",
        "compose_afresh/1",
        "compose_template",
        "delete_template",
    ):
        assert (await forged_click(stage, stage.ana, action, "power")).acked
    await stage.rests()
    rows = tables(stage)
    assert (rows["poll_draft"], rows["poll_template"], rows["poll"]) == ([], [], [])


def test_no_field_of_the_composer_promises_room_for_more_than_is_taken_nor_cuts_off_what_was_typed() -> None:
    written, scale = Question(kind=CHOICE, words="w" * 300), Question(key="2", kind=SCALE)
    room: dict[str, int] = {}
    for at in ("1", "2"):
        composed = Composed((written, scale), at=at)
        for block in composer(SAY, Composing(composed, (), None), "C1")["blocks"]:
            most = block.get("element", {}).get("max_length")
            room |= {block["block_id"]: most} if most else {}
    assert room == {
        "title": TITLE_LENGTH,
        "words.1": 300,
        "options.1": (OPTION_LENGTH + 1) * MOST - 1,
        "words.2": QUESTION_LENGTH,
        "lowest.2": OPTION_LENGTH,
        "highest.2": OPTION_LENGTH,
    }
