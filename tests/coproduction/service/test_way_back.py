"""Whatever was begun, asked or promised by mistake can be taken back, for a while, and changes no figure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from coproduction.breakouts import RoundState
from coproduction.followups import NUDGE, PLEDGE, FollowUpState, Reply, nudge_card
from coproduction.helprequests import HELP_WANTED
from coproduction.messages import Card, MessageState
from coproduction.pledges import Pledge
from coproduction.polls import CARDS, POLL_CARD, Poll
from coproduction.reports.releasing import everything
from coproduction.service import (
    checkins,
    followups,
    helprequests,
    nudging,
    outbox,
    plans,
    pledges,
    polls,
    reports,
    sessions,
)
from coproduction.service.helprequests import Offer
from coproduction.service.kinds import kind_of
from coproduction.sessions import SESSION_CARD, SUMMARY
from handlers.blocks.partings import end_form
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    CY,
    DAY,
    DEE,
    HALL,
    MINUTE,
    NOW,
    ONLY_FACILITATORS,
    WEEK,
    Town,
    form,
    promise,
)
from tests.speaking import SAY

LATER = NOW + 11 * MINUTE
TOO_LATE = (
    "This session began more than ten minutes ago, so it can no longer be cancelled. "
    "You can end it with /copro end.",
    None,
)
ENDED = ("The session “New parents” has already ended.", None)
ANSWERED = (
    "People have answered this poll already, so it stays as it is. You can close it with /copro close, "
    "and ask again. To cancel it without a result, type /copro polls.",
    None,
)
NOT_YOURS = ("This pledge is somebody else's, so nothing was changed.", None)


def asked(town: Town, origin: str = "form:1", question: str = "When?") -> Poll:
    return town.do(polls.open_poll, NOW, ANA, HALL, polls.PollForm(question, ["Monday", "Tuesday"], origin))


def states(town: Town, pledge: Pledge) -> list[FollowUpState]:
    return [each.state for each in town.memory.follow_ups.of(PLEDGE, pledge.id)]


# Sessions


def test_before_a_session_ends_its_facilitator_is_told_what_ends_with_it(any_town: Town) -> None:
    session = any_town.start()
    assert any_town.do(sessions.ending, ANA, HALL) == sessions.Ending(session, open_polls=0, has_round=False)
    asked(any_town)
    any_town.arrive(session, BO, CY)
    any_town.going()
    assert any_town.do(sessions.ending, ANA, HALL) == sessions.Ending(session, open_polls=1, has_round=True)
    any_town.idea()
    cards = polls.PollForm("Which one?", [], "form:cards", kind=CARDS)
    any_town.do(polls.open_poll, NOW, ANA, HALL, cards)
    told = any_town.do(sessions.ending, ANA, HALL)
    assert (told.open_polls, told.open_cards) == (1, 1)
    assert "The ten cards close for good." in str(end_form(SAY, told))
    assert any_town.refusal(sessions.ending, BO, HALL) == (ONLY_FACILITATORS.format("end a session"), None)


def test_only_the_session_that_somebody_was_asked_about_is_ended(town: Town) -> None:
    first = town.start()
    town.do(sessions.end, NOW, ANA, HALL, first.id)
    second = town.start(NOW + MINUTE)
    assert town.refusal(sessions.end, NOW + MINUTE, ANA, HALL, first.id) == ENDED
    assert town.memory.sessions.live_in(HALL) == second


def test_a_session_gets_another_title_while_it_is_live(town: Town) -> None:
    session = town.start()
    effects = town.effects(sessions.rename, ANA, session.id, " New  families ")
    assert effects.cards == (Card(SESSION_CARD, session.id),)
    assert town.memory.sessions.get(session.id) == replace(session, title="New families")
    assert town.refusal(sessions.rename, BO, session.id, "Mine") == (
        ONLY_FACILITATORS.format("rename a session"),
        None,
    )
    town.end()
    ended = ("The session “New families” has already ended.", None)
    assert town.refusal(sessions.rename, ANA, session.id, "Late") == ended


def test_a_session_that_was_cancelled_leaves_no_summary_no_question_and_no_secret(any_town: Town) -> None:
    session = any_town.start()
    any_town.arrive(session, BO, CY)
    any_town.do(checkins.speak_unnamed, DEE, session.id, form(named=False))
    round_ = any_town.going()
    poll = asked(any_town)
    any_town.do(sessions.cancel, NOW + 10 * MINUTE, ANA, session.id)
    again = any_town.refusal(sessions.cancel, NOW + 10 * MINUTE, ADA, session.id)
    assert again == ("The session “New parents” was cancelled: it had begun by mistake.", None)
    over = any_town.memory.sessions.get(session.id)
    assert over is not None
    assert (over.is_live, over.is_cancelled, over.cancelled_by) == (False, True, ANA.id)
    assert any_town.memory.checkins.pepper(session.id) is None
    assert any_town.memory.polls.open_in(HALL) == []
    assert any_town.memory.polls.get(poll.id) == replace(poll, is_open=False, asked_by=None)
    ended = any_town.memory.breakouts.get(round_.id)
    assert ended is not None
    assert ended.state is RoundState.ENDED
    assert [card for card in any_town.owed() if card.kind == SUMMARY] == []
    any_town.start(NOW + 12 * MINUTE)


def test_a_cancelled_session_counts_nowhere_in_the_report(town: Town) -> None:
    session = town.start()
    town.do(checkins.arrive, BO, session.id, form())
    town.do(sessions.cancel, NOW, ANA, session.id)
    assert town.refusal(reports.ask, NOW, ANA, HALL, "c:1") == (
        "There is nothing to report yet: no session has been held in this channel.",
        None,
    )
    held = town.start(NOW + MINUTE)
    figures = reports.figures(town.memory, HALL, everything)
    assert ([each.started_at for each in figures.sessions], figures.champions) == ([held.started_at], 0)


def test_there_is_a_way_back_for_ten_minutes_and_then_a_session_can_only_be_ended(town: Town) -> None:
    session, ten_minutes = town.start(), NOW + 10 * MINUTE
    too_late = ten_minutes + timedelta(microseconds=1)
    assert town.refusal(sessions.cancel, too_late, ANA, session.id) == TOO_LATE
    assert town.refusal(sessions.cancel, NOW, BO, session.id) == (
        ONLY_FACILITATORS.format("cancel a session"),
        None,
    )
    assert town.memory.sessions.live_in(HALL) == session
    assert town.do(sessions.cancel, ten_minutes, ANA, session.id).is_cancelled


# Polls


def test_a_poll_that_nobody_has_answered_is_taken_back_and_its_card_says_so(any_town: Town) -> None:
    any_town.start()
    poll = asked(any_town)
    effects = any_town.effects(polls.take_back, ANA, poll.id)
    gone = any_town.memory.polls.get(poll.id)
    assert effects.cards == (Card(POLL_CARD, poll.id),)
    assert gone == replace(poll, is_open=False, asked_by=None, taken_back_by=ANA.id)
    assert any_town.refusal(polls.vote, BO, poll.id, "0") == (
        "This poll has closed, so this answer was not counted. If you gave one before, it still counts.",
        None,
    )
    assert any_town.refusal(polls.take_back, ANA, poll.id) == (
        "This poll was taken back before anybody had answered. Was it changed? Then the changed poll has a "
        "card of its own, further down in its channel.",
        None,
    )


def test_a_poll_that_was_taken_back_is_not_in_the_summary(town: Town) -> None:
    session = town.start()
    kept, typo = asked(town), asked(town, "form:2", "Wen?")
    town.do(polls.take_back, ANA, typo.id)
    town.end()
    message = town.memory.messages.find(Card(SUMMARY, session.id))
    assert message is not None
    summary = kind_of(SUMMARY).content(town.memory, message)
    assert summary is not None
    assert [tally.poll.id for tally in summary.polls] == [kept.id]


def test_a_poll_is_changed_by_asking_it_anew_so_that_no_press_answers_other_words(town: Town) -> None:
    town.start()
    typo = asked(town, question="Wen?")
    changed = polls.PollForm("When?", ["Sunday", "Monday"], "form:2")
    new = town.do(polls.correct, NOW, ANA, typo.id, changed)
    assert town.do(polls.correct, NOW, ANA, typo.id, changed) == new  # the form arrived twice
    assert town.memory.polls.open_in(HALL) == [new]
    assert (new.question, new.options) == ("When?", ("Sunday", "Monday"))
    assert town.refusal(polls.vote, BO, typo.id, "0")[0].startswith("This poll has closed")
    told = (
        "This poll was taken back before anybody had answered. Was it changed? Then the changed poll has a "
        "card of its own, further down in its channel.",
        None,
    )
    assert town.refusal(polls.to_change, ANA, typo.id) == told  # an old *Change the poll*
    assert town.refusal(polls.take_back, ANA, typo.id) == told


def test_what_somebody_has_answered_stays_as_it_is(any_town: Town) -> None:
    any_town.start()
    poll = asked(any_town)
    any_town.do(polls.vote, BO, poll.id, "0")
    changed = polls.PollForm("When?", ["Sunday", "Monday"], "form:2")
    assert any_town.refusal(polls.take_back, ANA, poll.id) == ANSWERED
    assert any_town.refusal(polls.correct, NOW, ANA, poll.id, changed) == ANSWERED
    assert any_town.memory.polls.open_in(HALL) == [poll]


def test_wrong_words_leave_the_poll_as_it_was(town: Town) -> None:
    town.start()
    poll = asked(town)
    changed = polls.PollForm("When?", ["Only one"], "form:2")
    assert town.refusal(polls.correct, NOW, ANA, poll.id, changed)[1] == "options"
    assert town.memory.polls.open_in(HALL) == [poll]


def test_the_closing_question_cannot_be_taken_back(town: Town) -> None:
    town.start()
    town.end()
    [closing] = town.memory.polls.open_in(HALL)
    assert town.refusal(polls.take_back, ANA, closing.id) == (
        "The closing question belongs to every session. It stays as it is.",
        None,
    )
    assert town.refusal(polls.take_back, ANA, "nowhere") == ("This poll is gone.", None)


def test_a_facilitator_sees_the_open_polls_and_nobody_else_does(town: Town) -> None:
    town.start()
    poll = asked(town)
    town.do(polls.vote, BO, poll.id, "1")
    assert [(tally.poll, tally.answered) for tally in town.do(polls.open_here, ADA, HALL)] == [(poll, 1)]
    assert town.refusal(polls.open_here, BO, HALL) == (ONLY_FACILITATORS.format("see the open polls"), None)


# Pledges


def test_other_words_keep_the_days_on_which_a_pledge_is_asked_about(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    before = town.memory.follow_ups.of(PLEDGE, pledge.id)
    made = town.do(pledges.change, NOW + DAY, BO, pledge.id, replace(promise(), what="Write to the school"))
    assert made.pledge == replace(pledge, what="Write to the school")
    assert town.memory.follow_ups.of(PLEDGE, pledge.id) == before


def test_another_date_asks_on_other_days_and_the_old_ones_never_come_back(any_town: Town) -> None:
    any_town.start()
    pledge = any_town.pledge()
    made = any_town.do(pledges.change, NOW + DAY, BO, pledge.id, promise(by="2026-11-09"))
    assert made.pledge.by == date(2026, 11, 9)
    assert states(any_town, pledge) == [FollowUpState.REPLACED] * 3 + [FollowUpState.PLANNED]
    any_town.do(pledges.answer, BO, pledge.id, Reply.DONE)
    any_town.do(pledges.answer, BO, pledge.id, Reply.WORKING)
    told = [FollowUpState.ANSWERED, FollowUpState.PLANNED]  # and the new date is still asked about
    assert states(any_town, pledge) == [*[FollowUpState.REPLACED] * 4, *told]


def test_a_date_that_has_passed_may_stay_when_only_the_words_change(town: Town) -> None:
    town.start()
    pledge = town.pledge(by="2026-10-30")
    made = town.do(pledges.change, NOW + 4 * WEEK, BO, pledge.id, promise(by="2026-10-30"))
    assert made.pledge.by == date(2026, 10, 30)
    assert town.refusal(pledges.change, NOW + 4 * WEEK, BO, pledge.id, promise(by="2026-10-29"))[1] == "by"


def test_what_somebody_let_go_is_not_asked_about_and_counts_nowhere(any_town: Town) -> None:
    any_town.start()
    pledge = any_town.pledge()
    any_town.do(pledges.withdraw, NOW, BO, pledge.id)
    assert states(any_town, pledge) == [FollowUpState.CANCELLED] * 3
    assert reports.figures(any_town.memory, HALL, everything).pledges == 0
    any_town.passes(NOW + 13 * WEEK)
    assert [card for card in any_town.owed() if card.kind == NUDGE] == []
    assert any_town.refusal(pledges.change, NOW, BO, pledge.id, promise())[0].startswith(
        "You let this pledge go."
    )
    first, *_ = any_town.memory.follow_ups.of(PLEDGE, pledge.id)
    assert any_town.refusal(followups.reply, BO, first.id, Reply.DONE)[0].startswith(
        "You let this pledge go,"
    )


def test_within_ten_minutes_it_can_be_taken_up_again_and_is_asked_about_as_before(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    town.do(pledges.withdraw, NOW, BO, pledge.id)
    town.do(
        pledges.withdraw, NOW + 9 * MINUTE, BO, pledge.id
    )  # pressed twice: the ten minutes do not begin anew
    assert town.refusal(pledges.resume, LATER, BO, pledge.id)[0].startswith("You let this go more than")
    town.do(pledges.resume, NOW + 10 * MINUTE, BO, pledge.id)
    assert states(town, pledge) == [FollowUpState.PLANNED] * 3
    assert town.memory.pledges.get(pledge.id) == pledge


@pytest.mark.parametrize("every", [None, "week"])
def test_who_takes_up_again_what_was_done_once_is_asked_about_what_is_kept_again(
    town: Town, every: str | None
) -> None:
    town.start()
    pledge = town.pledge()
    town.do(plans.keep, NOW, BO, pledge.id, plans.PlanForm(every=every))
    town.do(pledges.answer, BO, pledge.id, Reply.DONE)
    before = states(town, pledge)
    for act in (pledges.withdraw, pledges.resume):
        town.do(act, NOW, BO, pledge.id)
    assert states(town, pledge) == before
    assert (FollowUpState.PLANNED in before) == (every is not None)


def test_a_question_that_was_on_its_way_when_the_pledge_was_let_go_is_asked_after_all(town: Town) -> None:
    town.start()
    pledge = town.pledge()
    first, *_ = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.do(nudging.ask, first.due_at, first.id)
    town.do(pledges.withdraw, first.due_at, BO, pledge.id)
    claimed = town.do(outbox.claim_to_send, first.due_at, 10)
    assert nudge_card(first) not in [message.card for message in claimed]
    town.do(pledges.resume, first.due_at + MINUTE, BO, pledge.id)
    town.do(nudging.ask, first.due_at + MINUTE, first.id)
    nudge = town.memory.messages.find(nudge_card(first))
    assert nudge is not None
    assert nudge.state is MessageState.PENDING


@pytest.mark.parametrize("act", [pledges.withdraw, pledges.resume])
def test_nobody_touches_somebody_elses_pledge(town: Town, act: Callable[..., object]) -> None:
    town.start()
    pledge = town.pledge()
    assert town.refusal(act, NOW, CY, pledge.id) == NOT_YOURS
    assert town.refusal(act, NOW, ADA, pledge.id) == NOT_YOURS
    assert town.refusal(pledges.change, NOW, CY, pledge.id, promise()) == NOT_YOURS
    assert town.refusal(pledges.answer, CY, pledge.id, Reply.DONE) == NOT_YOURS


# Help


def test_who_is_stuck_asks_the_facilitator_of_their_session_in_their_own_words_once(any_town: Town) -> None:
    any_town.start()
    pledge = any_town.pledge()
    first, *_ = any_town.memory.follow_ups.of(PLEDGE, pledge.id)
    any_town.do(followups.reply, BO, first.id, Reply.DONE)
    done = any_town.refusal(helprequests.ask, NOW, BO, first.id, "Help")
    assert done[0].startswith("This pledge is done, or you let it go.")
    any_town.do(followups.reply, BO, first.id, Reply.STUCK)
    assert any_town.do(helprequests.before_asking, BO, first.id) == (pledge, ANA.id)
    assert [card for card in any_town.owed() if card.kind == HELP_WANTED] == []  # nothing before they send it
    any_town.do(helprequests.ask, NOW, BO, first.id, " I need a phone ")
    asked_for = [card for card in any_town.owed() if card.kind == HELP_WANTED]
    assert asked_for == [Card(HELP_WANTED, first.id, ANA.id)]
    assert any_town.refusal(helprequests.ask, NOW, BO, first.id, "Again")[0].startswith("You have asked")
    request = any_town.memory.help_requests.get(first.id)
    assert request is not None
    assert request.words == "I need a phone"


def test_help_is_offered_with_the_pledge_they_are_stuck_with_else_with_the_newest_open_one(
    town: Town,
) -> None:
    town.start()
    older = town.pledge()
    newer = town.do(pledges.make, LATER, BO, HALL, promise(None, "form:2")).pledge
    (asked, *_), (next_, *_) = (town.memory.follow_ups.of(PLEDGE, each.id) for each in (older, newer))
    assert town.do(helprequests.offer, "bo") == Offer(newer, next_.id, ANA.id)
    town.do(followups.reply, BO, asked.id, Reply.STUCK)
    assert town.do(helprequests.offer, "bo") == Offer(older, asked.id, ANA.id)
    town.do(helprequests.ask, NOW, BO, asked.id, "I need a phone")
    assert town.do(helprequests.offer, "bo") == Offer(newer, next_.id, ANA.id)
    town.do(pledges.withdraw, NOW, BO, newer.id)
    assert town.do(helprequests.offer, "bo") is None
    assert town.do(helprequests.offer, "cy") is None


def test_nobody_asks_for_help_in_somebody_elses_name_or_of_themselves(town: Town) -> None:
    town.start()
    pledge, own = town.pledge(), town.pledge(ANA, origin="form:2")
    first, *_ = town.memory.follow_ups.of(PLEDGE, pledge.id)
    mine, *_ = town.memory.follow_ups.of(PLEDGE, own.id)
    town.do(followups.reply, BO, first.id, Reply.STUCK)
    town.do(followups.reply, ANA, mine.id, Reply.STUCK)
    assert town.refusal(helprequests.ask, NOW, CY, first.id, "Help") == (
        "This question was for somebody else, so nothing was sent.",
        None,
    )
    assert town.refusal(helprequests.ask, NOW, ANA, mine.id, "Help")[0].startswith("I know nobody to ask")
