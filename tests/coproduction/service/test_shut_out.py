"""Who is not in a private channel any more reads nothing of it, wherever they are, and adds nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.conditions import CONDITIONS
from coproduction.followups import NUDGE
from coproduction.ideas import Idea, IdeaKind
from coproduction.kinds import Cause
from coproduction.machine import MessageState
from coproduction.messages import Message
from coproduction.planforms import PlanForm
from coproduction.planned import CALLED_OFF, SESSION_MOVED, SESSION_REMINDER, Planned
from coproduction.service import (
    along,
    announcing,
    calendars,
    conditions,
    deciding,
    ideas,
    outbox,
    planned,
    pledges,
    sharing,
    telling,
    ties,
    worked,
)
from coproduction.service.deciding import Recorded
from coproduction.service.ideas import IdeaDraft
from coproduction.service.kinds import KINDS
from coproduction.service.partings import PARTING
from coproduction.telling import IDEA_NEWS
from coproduction.ties import TIE_ASKED
from coproduction.worked import DID_IT_WORK
from tests.coproduction.town import ANA, BO, CY, DAY, HALL, HOUR, NOW, Town, promise

NOT_THERE = ("You are not in this channel any more, so I did nothing. Ask somebody there to add you.", None)
FORM = PlanForm("New parents", "2026-10-29", "18:30", template="first")


def goes(town: Town, *left: str) -> None:
    """The channel is private, and these are left in it."""
    town.do(lambda memory: memory.members.read(HALL, left, is_private=True))


def announced(town: Town) -> Planned:
    """A session in a week, to which Bo comes."""
    plan = town.do(planned.plan, NOW, ANA, HALL, FORM, "form:plan", "en")
    found = town.do(announcing.announce, NOW, ANA, plan.id, announcing.stamp(plan))
    town.do(announcing.answer, NOW, BO, found.id, "yes")
    return found


def collaboration(town: Town) -> Idea:
    draft_ = IdeaDraft("Reading hours with the library", IdeaKind.COLLABORATION, "form:c")
    idea = town.do(ideas.write, NOW, CY, HALL, draft_).idea
    town.do(ties.ask, NOW, CY, idea.id, ["bo"])
    return idea


def sent(town: Town, person: str) -> set[str]:
    """The kinds of message that this person gets within some weeks, of which each takes one unasked."""
    found: set[str] = set()
    for day in range(30):
        now = NOW + day * DAY + 17 * HOUR  # in the morning
        town.passes(now)
        while claimed := town.do(outbox.claim_to_send, now, 99):
            for message in claimed:
                if message.recipient == person:
                    found |= {message.kind, *(kind for kind, _ in along.told(town.memory, message))}
                town.memory.messages.move_on(replace(message, state=MessageState.SENT), message.state)
    return found


@pytest.mark.parametrize("is_in", [True, False])
def test_nothing_of_the_channel_is_sent_to_who_was_removed_and_their_own_pledge_is_asked_about(
    town: Town, is_in: bool
) -> None:
    town.arrive(town.start(), BO, CY)
    own = town.idea()
    announced(town)
    collaboration(town)
    town.do(conditions.say, NOW, CY, own.id, "if it costs little")
    town.pledge()
    goes(town, "ana", "cy", *(["bo"] if is_in else []))
    town.end()
    town.do(deciding.record, NOW, ANA, own.id, "done", Recorded("It runs"))
    of_the_channel = {PARTING, SESSION_REMINDER, TIE_ASKED, IDEA_NEWS, DID_IT_WORK, CONDITIONS}
    got = sent(town, "bo")
    assert got & of_the_channel == (of_the_channel if is_in else set())
    assert NUDGE in got


def test_what_went_along_with_a_question_is_not_drawn_any_more_for_who_was_removed(town: Town) -> None:
    town.start()
    goes(town, "ana", "bo")
    asked = Message("n", NUDGE, "f", NOW, NOW, recipient="bo", state=MessageState.SENT, ts="1.0")
    worked_ = replace(asked, id="w", kind=DID_IT_WORK, subject=town.idea().id, ts=None, told_in="n")
    for each in (asked, worked_):
        town.memory.messages.add(each)
    assert [kind for kind, _ in along.told(town.memory, asked)] == [DID_IT_WORK]
    goes(town, "ana")
    assert along.told(town.memory, asked) == []


def test_what_is_told_of_a_channel_is_for_its_members_and_what_is_ones_own_is_not() -> None:
    of_members = {kind.name for kind in KINDS.values() if kind.for_members}
    assert of_members >= {SESSION_MOVED, SESSION_REMINDER, CALLED_OFF, PARTING, TIE_ASKED, DID_IT_WORK}
    assert NUDGE not in of_members
    assert Cause.SESSION in {KINDS[name].cause for name in of_members}


def test_who_was_removed_adds_nothing_by_the_buttons_that_they_were_sent(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    plan, together, own = announced(town), collaboration(town), town.idea()
    pledge = town.pledge()
    town.do(sharing.share, NOW, BO, pledge.id)
    town.do(telling.follow, CY, own)
    town.do(deciding.record, NOW, ANA, own.id, "done", Recorded("It runs"))
    goes(town, "ana", "cy")
    before = town.rows()
    assert town.refusal(ties.reply, NOW, BO, together.id, agrees=True) == NOT_THERE
    assert town.refusal(worked.say, BO, own.id, "helped", "It was good") == NOT_THERE
    assert town.refusal(announcing.answer, NOW, BO, plan.id, "maybe") == NOT_THERE
    assert town.refusal(calendars.entry, BO, plan.id) == NOT_THERE
    other = replace(promise(), what="Shout at them")
    told, _ = town.refusal(pledges.change, NOW, BO, pledge.id, other)
    assert told.startswith("Your group can read this pledge, and you are not in its channel any more")
    assert town.rows() == before

    town.do(announcing.answer, NOW, BO, plan.id, "no")
    town.do(ties.reply, NOW, BO, together.id, agrees=False)
    town.do(pledges.withdraw, NOW, BO, pledge.id)
    assert town.refusal(pledges.resume, NOW, BO, pledge.id)[0] == told
    town.do(sharing.keep_private, BO, pledge.id)
    assert town.do(pledges.resume, NOW, BO, pledge.id).is_withdrawn is False
    assert town.do(pledges.change, NOW, BO, pledge.id, other).pledge.what == "Shout at them"


def test_while_the_bot_is_out_of_a_private_channel_it_still_writes_to_who_was_in_it(town: Town) -> None:
    town.arrive(town.start(), BO)
    goes(town)
    town.end(NOW)
    assert PARTING in sent(town, "bo")
