"""An older drawing of a form never takes the place of a newer one, however late Slack has time for it."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import pytest
from slack_sdk.errors import SlackApiError

from handlers import ids
from handlers.blocks.kit import notice, section
from handlers.dispatch.openforms import OpenForms
from handlers.edge.heard import Click, Submission
from handlers.edge.reply import Reply
from tests.handlers.test_drafts import composes, fills, presses
from tests.speaking import SAY
from tests.stage import ROOM, Stage

if TYPE_CHECKING:
    from handlers.blocks.kit import View
    from rehearsal.driver.sights import Deed

FORM = "V1"


class Slack:
    """Shows a form, and refuses what was meant to replace something else than what stands there."""

    def __init__(self) -> None:
        self.shows, self.name = "at first", "hash 0"
        self.asked: list[tuple[str, str]] = []
        self.acknowledged = ""  # what an acknowledgement shows just before the next drawing arrives

    def shown_by(self, words: str) -> str:
        """Something new stands there, by an acknowledgement or another process; what it is called."""
        self.shows, self.name = words, f"hash of {words}"
        return self.name

    async def update(self, form: str, view: View, over: str) -> str:
        assert form == FORM
        self.asked.append((view["words"], over))
        if over not in {"", self.name}:
            raise SlackApiError("refused", {"ok": False, "error": "hash_conflict"})  # type: ignore[no-untyped-call]
        return self.shown_by(view["words"])


async def test_a_drawing_that_waited_does_not_replace_what_was_answered_meanwhile() -> None:
    slack = Slack()
    forms = OpenForms(slack.update)
    slack.shown_by("the preview")
    forms.answered(FORM, made_at=2)
    assert not await forms.show(FORM, {"words": "question 1"}, 1, "hash 0", is_late=True)
    assert (slack.shows, slack.asked) == ("the preview", [])

    assert await forms.show(FORM, {"words": "the form again"}, 3, slack.name)
    assert not await forms.show(FORM, {"words": "question 1"}, 1, "hash 0", is_late=True)
    assert slack.shows == "the form again"


async def test_of_two_presses_at_once_the_newer_is_shown_in_whichever_order_they_arrive() -> None:
    slack = Slack()
    forms = OpenForms(slack.update)
    assert await forms.show(FORM, {"words": "first"}, 1, "hash 0")
    assert await forms.show(FORM, {"words": "second"}, 2, "hash 0")
    assert slack.shows == "second"
    assert not await forms.show(FORM, {"words": "first"}, 1, "hash 0")
    assert slack.asked == [("first", "hash 0"), ("second", "hash 0"), ("second", "hash of first")]


async def test_what_another_process_has_shown_is_replaced_by_who_presses_now_and_by_nothing_late() -> None:
    slack = Slack()
    forms = OpenForms(slack.update)
    slack.shown_by("of another process")
    assert not await forms.show(FORM, {"words": "waited"}, 1, "hash 0", is_late=True)
    assert slack.shows == "of another process"
    assert await forms.show(FORM, {"words": "pressed at the same moment"}, 2, "hash 0")
    assert slack.shows == "pressed at the same moment"

    mine = slack.name
    assert await forms.show(FORM, {"words": "what took a while"}, 3, is_late=True)
    assert slack.asked[-1] == ("what took a while", mine)
    slack.shown_by("of another process again")
    assert not await forms.show(FORM, {"words": "too late"}, 4, is_late=True)
    assert slack.shows == "of another process again"


async def test_any_other_no_of_slack_s_is_said() -> None:
    async def gone(_form: str, _view: View, _over: str) -> str:
        raise SlackApiError("refused", {"ok": False, "error": "not_found"})  # type: ignore[no-untyped-call]

    with pytest.raises(SlackApiError):
        await OpenForms(gone).show(FORM, {}, 1)


async def test_what_a_form_was_answered_stays_where_slack_finds_time_for_an_older_press_only_then(
    stage: Stage,
) -> None:
    await stage.session()
    await composes(stage)
    await fills(stage, QUESTION="When?", OPTIONS="Morning\nEvening")
    await presses(stage, "Add another question")
    await fills(stage, QUESTION="Where?", OPTIONS="Hall\nPark")

    async def goes_on_while_slack_is_busy(options: str) -> Deed:
        await stage.room.disturb("views.update", what="429", retry_after=1, lasting=True)
        await stage.miriam.chooses("Change question 1")
        await stage.workspace.answering.background.done()
        await fills(stage, OPTIONS=options)
        deed = await stage.miriam.submits()
        await stage.room.undisturb()
        return deed

    errors = (await goes_on_while_slack_is_busy("Hall")).errors
    assert list(errors) == ["Options, one on each line"]
    never_shown = (
        "Slack was too busy to show what you pressed before this. If you still need it, please press"
    )
    assert never_shown in errors["Options, one on each line"]
    refused = await stage.miriam.modal("New poll", "Question 2 of 2")
    await stage.workspace.answering.said()
    assert (await stage.miriam.modal("New poll")).text == refused.text

    assert (await goes_on_while_slack_is_busy("Hall\nGarden")).errors == {}
    shown = (await stage.miriam.modal("Preview")).text
    assert "• Garden" in shown
    await stage.workspace.answering.said()
    assert (await stage.miriam.modal("Preview")).text == shown
    await stage.miriam.submits()
    await stage.ana.sees("When?", channel=ROOM)


async def test_nor_does_what_was_on_its_way_to_slack_when_the_form_was_answered(stage: Stage) -> None:
    await stage.session()
    await composes(stage)
    form, answering = await stage.miriam.modal("New poll"), stage.workspace.answering
    sent = Submission(person=stage.miriam.id, form=ids.POLL_FORM, view=form.id)
    click = Click(person=stage.miriam.id, action=ids.COMPOSE_MORE, value="", view=form.id)
    older = Reply(view=notice(SAY, "New poll", [section("An older state")]))

    assert (await answering.overtakes(sent, Reply(errors={"words.1": "No."}))).errors == {"words.1": "No."}
    answering.follow(click, older, is_said=False)
    await answering.background.done()
    assert (await stage.miriam.modal("New poll")).text == form.text

    answering.follow(click, replace(older, made_at=monotonic()), is_said=False)
    await answering.background.done()
    assert (await stage.miriam.modal("New poll")).text == "An older state"
