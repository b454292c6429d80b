"""Who is invited to become a champion is asked in private, at most once a week, and may name another."""

from __future__ import annotations

import pytest

from coproduction.champions import (
    AFTER_NOT_NOW,
    ANSWERED,
    CONFIRMED,
    INVITED,
    KEPT_FOR,
    SILENT_AFTER,
    SUGGESTED,
    ChampionInvitation,
    ChampionOffer,
    InvitationState,
)
from coproduction.followups import NUDGE, FollowUp, FollowUpState
from coproduction.messages import MessageState, rejected, sent, too_late
from coproduction.people import Actor
from coproduction.planned import CALLED_OFF, SESSION_MOVED
from coproduction.pledges import Pledge
from coproduction.questioning import question_in
from coproduction.service import (
    announcing,
    championlists,
    champions,
    gathering,
    members,
    outbox,
    people,
    planned,
    sessions,
    talk,
    upcoming,
)
from coproduction.service.invitedto import InvitedTo
from coproduction.service.kinds import KINDS
from coproduction.service.nudgecards import NudgeNote
from handlers.blocks import champions as champion_blocks
from handlers.blocks.announcing import to_answer
from handlers.sending.showing import together
from handlers.understood import heard_in
from tests.coproduction.service.test_announcing import FORM, LATER, plans
from tests.coproduction.town import (
    ANA,
    BO,
    CY,
    DAY,
    HALL,
    MINUTE,
    NOW,
    ONLY_FACILITATORS,
    PARK,
    WEEK,
    Town,
)
from tests.speaking import SAY

EVE = Actor("eve")
WORDS = {
    "time_asked": "Two evenings",
    "gets": "Soup",
    "expenses": "Bus fares",
    "whom_to_ask": "The team",
}
ONLY = (ONLY_FACILITATORS.format("invite champions"), None)
YES, NOT_NOW = InvitationState.ACCEPTED, InvitationState.NOT_NOW


@pytest.fixture
def hall(any_town: Town) -> Town:
    """A programme to which Bo has come."""
    any_town.arrive(any_town.start(), BO)
    return any_town


def invites(town: Town, asked: str | None = "eve", origin: str = "form:1", day: int = 0) -> champions.Kept:
    return town.do(champions.keep, NOW + day * DAY, ANA, HALL, origin, WORDS, asked)


def invited(town: Town) -> ChampionInvitation:
    found = invites(town).invitation
    assert found
    return found


def refused(town: Town, asked: str = "eve", day: int = 0) -> str:
    words, field = town.refusal(champions.keep, NOW + day * DAY, ANA, HALL, "form:2", WORDS, asked)
    assert field == "asked"
    return words


def owed(town: Town, kind: str) -> list[str]:
    return [each.recipient for each in town.messages() if each.kind == kind]


def test_the_words_are_kept_for_the_next_time_and_the_same_form_twice_is_one_invitation(hall: Town) -> None:
    offer = ChampionOffer(HALL, **WORDS)
    assert invites(hall, None) == champions.Kept(offer, "New parents", None)
    assert (hall.do(champions.ready, ANA, HALL).offer, owed(hall, INVITED)) == (offer, [])
    first, second = (invites(hall).invitation for _ in range(2))
    assert first == second == ChampionInvitation("form:1", HALL, "ana", "eve", NOW, NOW + KEPT_FOR)
    assert owed(hall, INVITED) == ["eve"]


@pytest.mark.parametrize("said", [YES, NOT_NOW])
def test_the_answer_is_told_to_who_invited(hall: Town, said: InvitationState) -> None:
    invitation = invited(hall)
    not_theirs = ("This question was for somebody else, so nothing was changed.", None)
    assert hall.refusal(champions.answer, NOW, CY, invitation.id, said) == not_theirs
    hall.do(champions.answer, NOW, EVE, invitation.id, said)
    again = ("You have answered this already.", None)
    assert hall.refusal(champions.answer, NOW, EVE, invitation.id, said) == again
    assert owed(hall, ANSWERED) == ["ana"]
    [message] = [each for each in hall.messages() if each.kind == ANSWERED]
    assert KINDS[ANSWERED].content(hall.memory, message).invitation.state is said


def test_not_now_may_become_a_yes_and_a_yes_stays_one(hall: Town) -> None:
    invitation = invited(hall)
    hall.do(champions.answer, NOW, EVE, invitation.id, NOT_NOW)
    assert hall.do(champions.answer, NOW, EVE, invitation.id, YES).state is YES
    again = ("You have answered this already.", None)
    assert hall.refusal(champions.answer, NOW, EVE, invitation.id, NOT_NOW) == again


def test_nobody_is_asked_twice_in_a_week_nor_soon_after_a_no_nor_after_a_yes(hall: Town) -> None:
    invitation = invited(hall)
    assert refused(hall, day=6) == (
        "This person was asked not long ago. You can ask again on Thursday 29 October 2026."
    )
    hall.do(champions.answer, NOW, EVE, invitation.id, NOT_NOW)
    assert refused(hall, day=AFTER_NOT_NOW.days - 1).startswith("This person was asked not long ago.")
    assert invites(hall, origin="form:3", day=AFTER_NOT_NOW.days).invitation
    hall.do(champions.answer, NOW, EVE, "form:3", YES)
    assert refused(hall, day=99) == "This person has said yes already."


def test_a_week_later_who_has_not_answered_can_be_asked_again(hall: Town) -> None:
    invited(hall)
    assert invites(hall, origin="form:2", day=7).invitation
    assert owed(hall, INVITED) == ["eve", "eve"]
    hall.passes(NOW + SILENT_AFTER)  # of the first nobody is told, for the second may still be answered
    assert owed(hall, ANSWERED) == []
    hall.passes(NOW + SILENT_AFTER + WEEK)
    assert owed(hall, ANSWERED) == ["ana"]


def test_it_counts_as_the_one_unasked_message_of_a_week(hall: Town) -> None:
    invitation = invited(hall)
    morning = NOW.replace(day=23, hour=10)
    [message] = [each for each in hall.do(outbox.claim_to_send, morning, 99) if each.kind == INVITED]
    assert message.subject == invitation.id
    assert hall.memory.allowances.get("eve").message == message.id


def test_below_a_question_about_a_pledge_it_is_answered_by_its_buttons_alone() -> None:
    invitation = ChampionInvitation("i", HALL, "ana", "eve", NOW, NOW, InvitationState.WAITS)
    inviting = champions.Inviting(invitation, ChampionOffer(HALL, *WORDS.values()), InvitedTo("Town"))
    pledge = Pledge("p", HALL, None, "eve", "Call", None, None, NOW, "form:1")
    asked = NudgeNote(FollowUp("f", "p", "eve", 1, NOW, FollowUpState.DUE), pledge, wants_reminders=True)
    names, in_words = {"ana": "Ana", "eve": "Eve"}, "You can also write to me here"
    told = together(SAY, NUDGE, asked, names, [(INVITED, inviting)]).text
    assert ("Accept" in told, in_words in told) == (True, False)
    assert in_words in together(SAY, INVITED, inviting, names, []).text


def test_neither_oneself_nor_who_takes_part_is_invited(hall: Town) -> None:
    assert refused(hall, "ana") == "This is you. Please choose somebody else."
    assert refused(hall, "bo") == "This person takes part already."
    assert (owed(hall, INVITED), hall.memory.champions.offer(HALL)) == ([], None)


def test_whom_it_does_not_reach_is_told_to_who_invited_and_can_be_asked_again(hall: Town) -> None:
    for number, ended in ((23, rejected("user_not_found")), (26, too_late())):
        morning = NOW.replace(day=number, hour=10)
        hall.do(champions.keep, morning - MINUTE, ANA, HALL, f"form:{number}", WORDS, f"eve{number}")
        claimed = hall.do(outbox.claim_to_send, morning, 99)
        [message] = [each for each in claimed if each.subject == f"form:{number}"]
        hall.do(outbox.settle, morning, message, ended)
        found = hall.memory.champions.get(f"form:{number}")
        assert found
        assert found.state is InvitationState.UNREACHED
        hall.do(champions.keep, morning, ANA, HALL, f"again:{number}", WORDS, f"eve{number}")
    assert owed(hall, ANSWERED) == ["ana", "ana"]


def test_whom_else_to_ask_is_told_to_who_invited_alone_who_decides(hall: Town) -> None:
    invitation = invited(hall)
    for _ in range(2):
        hall.do(champions.suggest, NOW, EVE, invitation.id, "dee")
    assert (owed(hall, SUGGESTED), owed(hall, INVITED)) == (["ana"], ["eve"])
    [message] = [each for each in hall.messages() if each.kind == SUGGESTED]
    assert KINDS[SUGGESTED].content(hall.memory, message).person == "dee"
    hall.do(champions.keep, NOW, ANA, HALL, "form:9", WORDS, "dee")
    for said, words in ((NOT_NOW, "Invite them"), (YES, "Dee has said yes already, or takes part.")):
        hall.do(champions.answer, NOW, Actor("dee"), "form:9", said)
        shown = KINDS[SUGGESTED].content(hall.memory, message)
        drawn = champion_blocks.suggested(SAY, shown, {"eve": "Eve", "dee": "Dee"})
        assert [word in str(drawn.blocks) for word in ("Invite them", words)] == [said is NOT_NOW, True]
    for wrong in ("eve", "ana"):
        no = ("Please choose somebody else than you two.", "asked")
        assert hall.refusal(champions.suggest, NOW, EVE, invitation.id, wrong) == no
    gone = ("This invitation is gone, so nothing was changed.", None)
    assert hall.refusal(champions.suggest, NOW, CY, invitation.id, "dee") == gone
    for name in ("fay", "gus"):
        hall.do(champions.suggest, NOW, EVE, invitation.id, name)
    assert hall.refusal(champions.suggest, NOW, EVE, invitation.id, "hal")[1] == "asked"


def reaches(town: Town, ts: str = "9.5") -> None:
    """The invitation has come to Eve."""
    morning = NOW.replace(day=23, hour=10)
    [message] = [each for each in town.do(outbox.claim_to_send, morning, 99) if each.kind == INVITED]
    town.do(outbox.settle, morning, message, sent(ts, channel="D-EVE"))


def types(town: Town, words: str, origin: str = "D-EVE:1", under: str = "") -> None:
    heard = heard_in(words, question_in(words), origin, under, keeps=True)
    town.do(talk.hear, NOW + DAY, EVE, heard, "D-EVE")


def state(town: Town, invitation: ChampionInvitation) -> InvitationState:
    found = town.memory.champions.get(invitation.id)
    assert found
    return found.state


@pytest.mark.parametrize(
    ("words", "said"),
    [
        *(("Yes please!", YES), ("I accept", YES), ("sí", YES), ("Acepto", YES), ("aceptar", YES)),
        *(("no, thank you", NOT_NOW), ("Not now", NOT_NOW), ("later", NOT_NOW), ("Más tarde", NOT_NOW)),
        *((":-1:", NOT_NOW), ("ahora no", NOT_NOW), ("Who are you?", InvitationState.WAITS)),
    ],
)
def test_who_is_invited_answers_in_words(hall: Town, words: str, said: InvitationState) -> None:
    invitation = invited(hall)
    reaches(hall)
    for _ in range(2):
        types(hall, words)
    assert state(hall, invitation) is said
    is_answered = said is not InvitationState.WAITS
    assert (owed(hall, ANSWERED), owed(hall, CONFIRMED)) == (["ana"] * is_answered, ["eve"] * is_answered)


def test_not_now_becomes_a_yes_in_words_where_nothing_else_waits(hall: Town) -> None:
    invitation = invited(hall)
    reaches(hall)
    for number, (words, said) in enumerate((("not now", NOT_NOW), ("later", NOT_NOW), ("yes", YES))):
        types(hall, words, f"D-EVE:{number}")
        assert (state(hall, invitation), len(owed(hall, CONFIRMED))) == (said, number + 1)


def asked_of(town: Town) -> champions.Inviting:
    [message] = [each for each in town.messages() if each.kind == INVITED and each.recipient == "eve"]
    shown: champions.Inviting = KINDS[INVITED].content(town.memory, message)
    return shown


def test_an_invitation_keeps_the_session_it_was_for_and_says_that_it_was_cancelled(hall: Town) -> None:
    invitation, [held] = invited(hall), hall.memory.sessions.of(HALL)
    redrawn = hall.effects(sessions.cancel, NOW, ANA, held.id).cards
    assert (INVITED, invitation.id) in {each[:2] for each in redrawn}
    hall.start(NOW + MINUTE, title="Second try")
    hall.do(champions.answer, NOW, EVE, invitation.id, YES)
    assert asked_of(hall).to == InvitedTo("New parents", is_cancelled=True)
    [told] = [each for each in hall.messages() if each.kind == ANSWERED]
    assert KINDS[ANSWERED].content(hall.memory, told).title == "New parents"
    drawn = champion_blocks.question(SAY, asked_of(hall), {"ana": "Ana"}).text
    assert "You said yes to “New parents”." in drawn
    assert "That session was cancelled. Ana can tell you what comes instead." in drawn


def test_who_said_yes_knows_when_it_is_and_hears_that_it_moves_or_is_cancelled(hall: Town) -> None:
    first = hall.end()
    hall.do(members.read, HALL, ["ana"], is_private=False)
    invitation, plan = invited(hall), plans(hall)
    reaches(hall)
    plan = hall.do(announcing.announce, NOW, ANA, plan.id, announcing.stamp(plan))
    assert hall.do(upcoming.around, NOW, EVE) == []
    hall.do(champions.answer, NOW, EVE, invitation.id, YES)
    assert asked_of(hall).to == InvitedTo(first.title, next=plan)
    assert "Next session: " in champion_blocks.question(SAY, asked_of(hall), {"ana": "Ana"}).text
    [shown] = hall.do(upcoming.around, NOW, EVE)
    assert (shown.planned, shown.becomes_champion, shown.said) == (plan, True, None)
    assert "You said yes: you are a new champion there." in str(to_answer(SAY, [shown]))
    moved = hall.do(planned.change, NOW, ANA, plan.id, LATER, plan.stamp)
    assert asked_of(hall).to.next == moved
    hall.do(planned.cancel, NOW, ANA, plan.id, "The hall is closed.")
    assert (owed(hall, SESSION_MOVED), owed(hall, CALLED_OFF)) == (["eve"], ["eve"])
    assert asked_of(hall).to == InvitedTo(first.title)


def test_who_said_yes_says_whether_they_come_before_they_are_in_the_channel(hall: Town) -> None:
    hall.end()
    hall.do(members.read, HALL, ["ana"], is_private=True)
    plan = plans(hall)
    plan = hall.do(announcing.announce, NOW, ANA, plan.id, announcing.stamp(plan))
    invitation = invited(hall)
    assert hall.refusal(announcing.answer, NOW, EVE, plan.id, "yes")[0].startswith("You are not in this")
    hall.do(champions.answer, NOW, EVE, invitation.id, YES)
    assert hall.do(announcing.answer, NOW, EVE, plan.id, "yes").is_new


def test_of_a_session_that_was_not_announced_hears_only_who_was_invited_to_it(any_town: Town) -> None:
    plan = plans(any_town)
    invitation = any_town.do(champions.keep, NOW, ANA, HALL, "form:1", WORDS, "eve").invitation
    assert invitation
    any_town.do(champions.answer, NOW, EVE, invitation.id, YES)
    for form, told in (("form:2", []), ("form:1", ["eve"])):
        mine = any_town.do(planned.plan, NOW, ANA, HALL, FORM, form, "en")
        any_town.do(planned.cancel, NOW, ANA, mine.id, "Nobody can come.")
        assert owed(any_town, CALLED_OFF) == told
    assert asked_of(any_town).to == InvitedTo(plan.title, is_cancelled=True)


def test_later_answers_no_invitation_that_has_not_come_or_is_taken_back(hall: Town) -> None:
    invitation = invited(hall)
    hall.do(champions.keep, NOW, ANA, HALL, "form:9", WORDS, "dee")
    hall.do(champions.take_back, ANA, "form:9")
    types(hall, "later")
    assert state(hall, invitation) is InvitationState.WAITS
    reaches(hall)
    hall.do(champions.take_back, ANA, invitation.id)
    types(hall, "yes", "D-EVE:2")
    assert (state(hall, invitation), owed(hall, CONFIRMED)) == (InvitationState.TAKEN_BACK, [])
    assert [each.recipient for each in hall.messages(MessageState.CANCELLED)] == ["dee"]


def test_who_invited_takes_it_back_while_it_has_no_answer_and_may_invite_again(hall: Town) -> None:
    invitation = invited(hall)
    others = ("This is between other people, so nothing was changed.", None)
    assert hall.refusal(champions.take_back, BO, invitation.id) == others
    assert hall.refusal(champions.take_back, ANA, "no such") == others
    reaches(hall)
    redrawn = hall.effects(champions.take_back, ANA, invitation.id).cards
    assert (INVITED, invitation.id) in {each[:2] for each in redrawn}
    over = ("That is over already, so nothing has changed.", None)
    assert hall.refusal(champions.take_back, ANA, invitation.id) == over
    gone = ("This is not asked any more, so there is nothing to do for you.", None)
    assert hall.refusal(champions.answer, NOW, EVE, invitation.id, YES) == gone
    again = invites(hall, origin="form:2").invitation
    assert again
    hall.do(champions.answer, NOW, EVE, again.id, YES)
    late = ("They have answered already, so nothing was changed.", None)
    assert hall.refusal(champions.take_back, ANA, again.id) == late
    found = [(each.invitation.id, each.asked_at) for each in hall.do(championlists.listed, ANA, HALL)]
    assert found == [("form:2", None), ("form:1", NOW.replace(day=23, hour=10))]
    assert hall.refusal(championlists.listed, BO, HALL) == ONLY


@pytest.mark.parametrize("stops", [None, "at first", "before", "after"])
def test_who_said_stop_looks_like_who_gave_no_answer(hall: Town, stops: str | None) -> None:
    if stops == "at first":
        hall.do(people.remind, EVE, wanted=False)
    invitation = invited(hall)
    if stops in {"at first", "before"}:
        hall.do(people.remind, EVE, wanted=False)
        claimed = hall.do(outbox.claim_to_send, NOW.replace(day=23, hour=10), 99)
        assert INVITED not in {each.kind for each in claimed}
    else:
        reaches(hall)
    if stops == "after":
        types(hall, "stop")
    assert invites(hall, origin="form:2", day=8).invitation  # nothing is learnt by asking again
    hall.do(champions.take_back, ANA, "form:2")
    hall.end(NOW)
    assert "invitation without an answer" not in hall.passes(NOW + SILENT_AFTER - DAY)
    assert owed(hall, ANSWERED) == []
    assert hall.passes(NOW + SILENT_AFTER).count("invitation without an answer") == 1
    [message] = [each for each in hall.messages() if each.kind == ANSWERED]
    shown = KINDS[ANSWERED].content(hall.memory, message)
    assert (shown.invitation.state, message.recipient) == (InvitationState.UNANSWERED, "ana")
    waits = {InvitationState.WAITS: 1, InvitationState.TAKEN_BACK: 1}
    assert gathering.gathered(hall.memory, HALL).invited == waits
    hall.do(champions.answer, NOW + SILENT_AFTER, EVE, invitation.id, YES)
    assert owed(hall, ANSWERED) == ["ana", "ana"]


def test_six_months_later_an_invitation_is_forgotten(hall: Town) -> None:
    invitation = invited(hall)
    hall.end(NOW)
    assert "end of an invitation" not in hall.passes(NOW + KEPT_FOR - DAY)
    assert "end of an invitation" in hall.passes(NOW + KEPT_FOR)
    assert hall.memory.champions.of(HALL) == []
    hall.do(champions.forget, NOW + KEPT_FOR + WEEK, invitation.id)


@pytest.mark.parametrize("field", WORDS)
@pytest.mark.parametrize("words", ["", " \u200b ", "x" * 301])
def test_an_invitation_says_all_four_things_or_is_refused_where_one_misses(
    hall: Town, field: str, words: str
) -> None:
    wrong = WORDS | {field: words}
    assert hall.refusal(champions.keep, NOW, ANA, HALL, "form:1", wrong, "eve")[1] == field
    assert owed(hall, INVITED) == []


def test_only_who_leads_invites_and_only_where_there_is_a_programme(hall: Town) -> None:
    assert hall.refusal(champions.ready, BO, HALL) == ONLY
    assert hall.refusal(champions.keep, NOW, BO, HALL, "form:1", WORDS, "eve") == ONLY
    assert hall.refusal(champions.ready, ANA, PARK)[0].startswith("There is no programme in this channel yet")
