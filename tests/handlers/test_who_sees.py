"""What a reminder says of who sees the answer."""

from __future__ import annotations

from dataclasses import replace

from coproduction.followups import FollowUpState, Reply
from coproduction.service.nudgecards import NudgeNote
from tests.judges.drawn import NOON, follow_ups, promised
from tests.judges.words import of_the_story
from tests.looks import draw
from tests.speaking import SAY

ONLY = "Only you see this. Facilitators see totals, not who answered what."
SHARED = "Of a pledge that you share, the group also sees when it is done, and what has changed."


def test_whoever_shares_a_pledge_reads_what_the_group_sees_of_the_answer() -> None:
    private = promised(of_the_story())
    asked = next(each for each in follow_ups() if each.state is FollowUpState.DUE)
    shown = {
        pledge.is_shared: draw(SAY, NudgeNote(asked, pledge, True), {}).text.splitlines()[-1]
        for pledge in (private, replace(private, shared_at=NOON))
    }
    assert shown == {False: ONLY, True: f"{ONLY} {SHARED}"}


def test_who_asked_for_help_is_not_told_that_nobody_else_knows() -> None:
    asked = next(each for each in follow_ups() if each.state is FollowUpState.DUE)
    note = NudgeNote(replace(asked, reply=Reply.STUCK), promised(of_the_story()), True, has_told=True)
    told = draw(SAY, note, {}).text.splitlines()[-1]
    assert told == "Only you and the people you asked for help know that you are stuck."
