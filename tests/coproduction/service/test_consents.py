"""What somebody saves from another's message is shown only after its writer has said yes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from coproduction.consents import CONSENT, LAPSES_AFTER, SAVED_GONE, Consent, ConsentState, question
from coproduction.ideas import IDEA_CARD, IdeaKind
from coproduction.messages import Card, MessageState, rejected
from coproduction.people import Actor
from coproduction.service import (
    advance,
    consents,
    ideas,
    ideasupport,
    ideawithdrawals,
    outbox,
    people,
    sessions,
)
from coproduction.service.consents import Asked, Asking, Standing
from coproduction.service.kinds import KINDS
from coproduction.undoing import WAY_BACK
from handlers.blocks.consents import question as consent_drawn
from handlers.blocks.consents import saved_gone
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, HOUR, MINUTE, NOW, PARK, Town, draft
from tests.speaking import SAY

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

MESSAGE = draft("We could share one cupboard", "message:C-HALL:1.2")
ANSWERED = ("You have answered this already.", None)
SAVE_IT = "If you would like to share it, open the menu of your message and choose “Save as idea”."
TOO_LATE = (f"The time to answer has passed, so nothing is shown. {SAVE_IT}", None)


def asked(town: Town) -> Consent:
    """Bo would like to keep what Cy wrote."""
    assert town.do(consents.ask, NOW, BO, "cy", HALL, MESSAGE) == Asked(Standing.ASKED)
    [consent] = town.memory.consents.waiting_for("cy")
    return consent


def test_nothing_is_shown_before_the_writer_has_answered_a_private_question(town: Town) -> None:
    session = town.start()
    consent = asked(town)
    assert consent == Consent(
        *(consent.id, HALL, session.id, "cy", "bo", IdeaKind.CHANGE, MESSAGE.text, MESSAGE.origin),
        ConsentState.WAITS,
        NOW + LAPSES_AFTER,
    )
    assert town.memory.ideas.of(HALL) == []
    [message] = [each for each in town.messages() if each.kind == CONSENT]
    assert message.card == Card(CONSENT, consent.id, "cy")


def test_yes_with_a_name_makes_it_the_writers_idea(town: Town) -> None:
    session = town.start()
    consent = asked(town)
    captured = town.do(consents.agree, NOW, CY, consent.id)
    idea = captured.idea
    assert (idea.author, idea.session, idea.text, idea.origin) == (
        *("cy", session.id, MESSAGE.text),
        MESSAGE.origin,
    )
    answered = replace(consent, state=ConsentState.NAMED, idea=idea.id, text="")
    assert town.memory.consents.get(consent.id) == answered
    assert town.do(consents.ask, NOW, DEE, "cy", HALL, MESSAGE) == Asked(Standing.KEPT, idea)
    assert town.refusal(consents.agree, NOW, CY, consent.id) == ANSWERED
    assert town.refusal(consents.agree_unnamed, NOW, CY, consent.id) == ANSWERED
    assert town.memory.ideas.of(HALL) == [idea]


def test_yes_without_a_name_writes_no_row_of_the_writers_and_then_forgets_who_was_asked(
    any_town: Town,
) -> None:
    any_town.start()
    consent = asked(any_town)
    unseen = any_town.written(consents.agree_unnamed, NOW, CY, consent.id)
    assert set(unseen) == {"programme", "idea", "message"}
    assert "'cy'" not in str(unseen)
    effects = any_town.effects(consents.forget, consent.id)
    assert (effects.cards, effects.forgets) == ((question(consent),), True)
    assert any_town.rows()["consent"] == []
    [idea] = any_town.memory.ideas.of(HALL)
    assert (idea.author, idea.text) == (None, MESSAGE.text)
    assert any_town.do(consents.ask, NOW, BO, "cy", HALL, MESSAGE) == Asked(Standing.KEPT, idea)


def test_a_crash_between_the_idea_and_the_forgetting_brings_no_second_idea(town: Town) -> None:
    town.start()
    consent = asked(town)
    first = town.do(consents.agree_unnamed, NOW, CY, consent.id)
    assert town.refusal(consents.agree, NOW, CY, consent.id) == ANSWERED
    assert town.do(consents.agree_unnamed, NOW, CY, consent.id) == replace(first, is_new=False)
    assert town.memory.ideas.of(HALL) == [first.idea]


def ends(town: Town, _consent: Consent) -> None:
    """The session is over."""
    town.do(sessions.end, NOW + HOUR, ANA, HALL)


def waits_too_long(town: Town, consent: Consent) -> None:
    """A week has passed."""
    town.do(consents.lapse, NOW + LAPSES_AFTER, consent.id)


@pytest.mark.parametrize("happens", [ends, waits_too_long])
def test_after_a_crash_before_the_forgetting_nothing_that_names_the_writer_outlives_the_question(
    town: Town, happens: Callable[[Town, Consent], None]
) -> None:
    town.start()
    consent = asked(town)
    idea = town.do(consents.agree_unnamed, NOW, CY, consent.id).idea
    assert town.refusal(consents.decline, CY, consent.id) == ANSWERED
    happens(town, consent)
    assert town.rows()["consent"] == []
    assert town.refusal(consents.agree_unnamed, NOW + HOUR, CY, consent.id) == ANSWERED
    assert town.memory.ideas.of(HALL) == [idea]


def test_no_forgets_the_words_and_nobody_asks_again(town: Town) -> None:
    town.start()
    consent = asked(town)
    assert town.effects(consents.decline, CY, consent.id).forgets  # also in the files
    assert town.memory.consents.get(consent.id) == replace(consent, state=ConsentState.DECLINED, text="")
    assert town.do(consents.ask, NOW, DEE, "cy", HALL, MESSAGE) == Asked(Standing.DECLINED)
    no = (
        "You have said no to this already, so nothing is shown. If you think otherwise now, "
        "open the menu of your message and choose “Save as idea”.",
        None,
    )
    assert town.refusal(consents.agree, NOW, CY, consent.id) == no
    assert MESSAGE.text not in str(town.rows())


def test_two_people_who_ask_for_one_message_are_one_question(town: Town) -> None:
    town.start()
    consent = asked(town)
    assert town.do(consents.ask, NOW, DEE, "cy", HALL, MESSAGE) == Asked(Standing.WAITS)
    assert town.do(consents.ask, NOW, BO, "cy", HALL, MESSAGE) == Asked(Standing.WAITS)
    assert town.memory.consents.waiting_for("cy") == [consent]
    assert [each.subject for each in town.messages() if each.kind == CONSENT] == [consent.id]


@pytest.mark.parametrize("actor", [BO, DEE, ANA])
def test_nobody_answers_for_the_writer(town: Town, actor: Actor) -> None:
    town.start()
    consent = asked(town)
    words = ("Only the person who wrote the message can answer this.", None)
    assert town.refusal(consents.agree, NOW, actor, consent.id) == words
    assert town.refusal(consents.agree_unnamed, NOW, actor, consent.id) == words
    assert town.refusal(consents.decline, actor, consent.id) == words
    assert town.memory.consents.get(consent.id) == consent


def test_without_an_answer_it_lapses_when_the_session_ends(town: Town) -> None:
    town.start()
    town.start(channel=PARK)
    consent = asked(town)
    elsewhere = replace(MESSAGE, origin="message:C-PARK:1.2")
    town.do(consents.ask, NOW, BO, "dee", PARK, elsewhere)
    effects = town.effects(sessions.end, NOW + HOUR, ANA, HALL)
    assert question(consent) in effects.cards
    assert town.memory.consents.get(consent.id) == replace(consent, state=ConsentState.LAPSED, text="")
    assert town.refusal(consents.agree, NOW, CY, consent.id) == TOO_LATE
    assert len(town.memory.consents.waiting_for("dee")) == 1
    assert town.memory.ideas.of(HALL) == []


def test_what_lapsed_may_be_asked_again_in_the_next_session(town: Town) -> None:
    town.start()
    first = asked(town)
    town.end()
    town.start(NOW + HOUR)
    assert asked(town).id != first.id


def test_between_sessions_it_lapses_after_a_week(town: Town) -> None:
    town.start()
    town.end()
    town.memory.digests.drop(ANA.id)
    consent = asked(town)
    assert advance.due(town.memory, NOW + LAPSES_AFTER - MINUTE) == []
    [(step, subject)] = advance.due(town.memory, NOW + LAPSES_AFTER)
    town.do(step.take, NOW + LAPSES_AFTER, subject)
    assert town.memory.consents.get(consent.id) == replace(consent, state=ConsentState.LAPSED, text="")


def test_who_has_said_stop_is_sent_nothing_and_who_asks_cannot_tell(town: Town) -> None:
    town.start()
    town.do(people.remind, CY, wanted=False)
    standings = [town.do(consents.ask, NOW, BO, "cy", HALL, MESSAGE).standing for _ in range(2)]
    assert standings == [Standing.ASKED, Standing.WAITS]
    assert [each.text for each in town.memory.consents.waiting_for("cy")] == [MESSAGE.text]
    town.do(outbox.claim_to_send, NOW, 9)
    [message] = [each for each in town.messages() if each.kind == CONSENT]
    assert message.state is MessageState.CANCELLED


def test_who_says_stop_before_the_question_went_out_does_not_get_it(town: Town) -> None:
    town.start()
    asked(town)
    town.do(people.remind, CY, wanted=False)
    town.do(outbox.claim_to_send, NOW, 9)
    [message] = [each for each in town.messages() if each.kind == CONSENT]
    assert message.state is MessageState.CANCELLED


def test_a_writer_whom_slack_does_not_reach_is_not_waited_for(town: Town) -> None:
    town.start()
    consent = asked(town)
    [message] = [each for each in town.do(outbox.claim_to_send, NOW, 9) if each.kind == CONSENT]
    town.do(outbox.settle, NOW, message, rejected("user_not_found"))
    state = replace(consent, state=ConsentState.UNREACHED, text="")
    assert town.memory.consents.get(consent.id) == state


def test_saving_ones_own_message_answers_the_question(town: Town) -> None:
    town.start()
    consent = asked(town)
    saved = town.do(ideas.save_own, NOW, CY, HALL, MESSAGE)
    assert (saved.idea.author, saved.is_new) == ("cy", True)
    answered = replace(consent, state=ConsentState.NAMED, idea=saved.idea.id, text="")
    assert town.memory.consents.get(consent.id) == answered
    assert town.refusal(consents.agree, NOW, CY, consent.id) == ANSWERED


def test_what_its_writer_has_just_taken_back_is_not_asked_for(town: Town) -> None:
    town.start()
    idea = town.do(consents.agree, NOW, CY, asked(town).id).idea
    effects = town.effects(ideawithdrawals.withdraw, NOW, CY, idea.id)
    assert Card(IDEA_CARD, idea.id) in effects.cards
    assert CONSENT in {card.kind for card in effects.cards}
    assert town.do(consents.ask, NOW, BO, "cy", HALL, MESSAGE) == Asked(Standing.WITHDRAWN)


def test_what_its_writer_took_back_for_good_is_shown_only_after_they_said_yes_again(any_town: Town) -> None:
    any_town.start()
    idea = any_town.do(consents.agree, NOW, CY, asked(any_town).id).idea
    any_town.do(ideasupport.support, DEE, idea.id)
    gone = any_town.do(ideawithdrawals.withdraw, NOW, CY, idea.id)
    later = NOW + WAY_BACK
    assert any_town.do(consents.ask, later, DEE, "cy", HALL, MESSAGE) == Asked(Standing.ASKED)
    [consent] = any_town.memory.consents.waiting_for("cy")
    assert any_town.memory.ideas.of(HALL) == [gone]
    [message] = [each for each in any_town.messages() if each.card == question(consent)]
    drawn = consent_drawn(SAY, KINDS[CONSENT].content(any_town.memory, message), {})
    assert "Yes, with my name" in str(drawn)
    assert "without my name" not in str(drawn)  # all have read whose it is
    assert any_town.refusal(consents.agree_unnamed, later, CY, consent.id)[0].startswith("It was shown with")
    assert any_town.do(consents.agree, later, CY, consent.id).idea == idea
    assert any_town.memory.ideas.supporters(idea.id) == 1
    any_town.do(ideawithdrawals.withdraw, later, CY, idea.id)
    assert any_town.do(ideas.save_own, later + WAY_BACK, CY, HALL, MESSAGE).idea == idea


def test_no_to_the_second_question_keeps_an_idea_away(town: Town) -> None:
    town.start()
    idea = town.do(consents.agree, NOW, CY, asked(town).id).idea
    gone = town.do(ideawithdrawals.withdraw, NOW, CY, idea.id)
    town.do(consents.ask, NOW + WAY_BACK, BO, "cy", HALL, MESSAGE)
    [consent] = town.memory.consents.waiting_for("cy")
    town.do(consents.decline, CY, consent.id)
    assert town.do(consents.ask, NOW + HOUR, BO, "cy", HALL, MESSAGE) == Asked(Standing.DECLINED)
    assert town.memory.ideas.of(HALL) == [gone]


def test_without_a_name_it_comes_back_without_one_and_nobody_is_named_by_saving_it(any_town: Town) -> None:
    any_town.start()
    any_town.do(consents.agree_unnamed, NOW, CY, (first := asked(any_town)).id)
    any_town.do(consents.forget, first.id)
    gone = any_town.do(ideawithdrawals.withdraw_message, NOW, MESSAGE.origin)
    assert any_town.do(ideas.save_own, NOW + HOUR, CY, HALL, MESSAGE).idea == gone
    any_town.do(consents.ask, NOW + HOUR, BO, "cy", HALL, MESSAGE)
    [consent] = any_town.memory.consents.waiting_for("cy")
    again = any_town.written(consents.agree_unnamed, NOW + HOUR, CY, consent.id)
    assert "'cy'" not in str(again)
    [idea] = any_town.memory.ideas.of(HALL)
    assert (idea.stands, idea.author) == (True, None)


def test_who_saved_it_is_told_once_that_it_was_taken_back_for_good(town: Town) -> None:
    town.start()
    idea = town.do(consents.agree, NOW, CY, asked(town).id).idea

    def told(now: datetime) -> list[tuple[str, MessageState]]:
        """Who is told by then, and whether they still are."""
        town.do(outbox.claim_to_send, now, 99)
        return [(each.recipient, each.state) for each in town.messages() if each.kind == SAVED_GONE]

    town.do(ideawithdrawals.withdraw, NOW, CY, idea.id)
    assert told(NOW + WAY_BACK - MINUTE) == [("bo", MessageState.PENDING)]
    town.do(ideawithdrawals.put_again, NOW + MINUTE, CY, idea.id)
    assert told(NOW + WAY_BACK) == [("bo", MessageState.CANCELLED)]
    town.do(ideawithdrawals.withdraw, NOW + HOUR, CY, idea.id)
    assert told(NOW + HOUR + WAY_BACK) == [("bo", MessageState.SENDING)]
    [message] = [each for each in town.messages() if each.kind == SAVED_GONE]
    drawn = str(saved_gone(SAY, KINDS[SAVED_GONE].content(town.memory, message), {}))
    assert "taken the idea back" in drawn
    assert MESSAGE.text not in drawn


def test_the_message_itself_is_the_way_back_for_an_idea_without_a_name(town: Town) -> None:
    town.start()
    idea = town.do(consents.agree_unnamed, NOW, CY, asked(town).id).idea
    gone = town.do(ideawithdrawals.withdraw_message, NOW, MESSAGE.origin)
    assert (gone.id, gone.is_withdrawn) == (idea.id, True)


def test_the_question_shows_what_became_of_it(town: Town) -> None:
    town.start(title="New parents")
    consent = asked(town)
    [message] = [each for each in town.messages() if each.kind == CONSENT]
    [kind] = [each for each in consents.KINDS if each.name == CONSENT]
    assert kind.content(town.memory, message) == Asking(consent, None, "New parents")
    idea = town.do(consents.agree, NOW, CY, consent.id).idea
    answered = town.memory.consents.get(consent.id)
    assert kind.content(town.memory, message) == Asking(answered, idea, "New parents")
    town.do(consents.forget, consent.id)
    assert kind.content(town.memory, message) == Asking(None)


@pytest.mark.parametrize("text", ["", "x" * 1_001])
def test_a_message_that_cannot_be_one_idea_is_not_asked_about(town: Town, text: str) -> None:
    town.start()
    town.refusal(consents.ask, NOW, BO, "cy", HALL, draft(text))
    assert town.memory.consents.waiting_for("cy") == []
