"""A facilitator composes a poll: one form that changes, a preview of what will be asked, and nothing lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.handlers.database import tables
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
    assert await composes(stage) == [KIND, QUESTION, OPTIONS, *rest, "More options"]
    await fills(stage, QUESTION="How sure are you?", OPTIONS="Not\nVery")

    await fills(stage, KIND="A number from 1 to 5")
    ends = ["What the lowest number means", "What the highest number means"]
    assert await labels(stage) == [KIND, QUESTION, *ends, *rest]
    await fills(stage, KIND="Yes, not yet or no")
    assert await labels(stage) == [KIND, QUESTION, *rest]
    await fills(stage, KIND="Choose several, at most so many")
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
    assert "With fewer than 9 answers the result may have to stay hidden." in shown
    assert polls(stage) == []

    await stage.miriam.submits()
    await stage.ana.sees("How sure are you?", channel=ROOM)
    assert polls(stage) == [("How sure are you?", "choice", "anonymous")]
    assert tables(stage)["poll_draft"] == []
    assert await stage.room.violations() == []
