"""Who has an idea in hand: named, named anew, asked and asked again, gone, and what each of them reads."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from coproduction.ideas import Idea
from coproduction.inhand import holder
from coproduction.messages import Card, Message, MessageState
from coproduction.people import Actor
from coproduction.progress import IDEA_HELP, IN_HAND, STALLED_NOTE, TRY_ENDS, Move, State, Step
from coproduction.service import (
    belongings,
    bodies,
    deciding,
    holding,
    ideawithdrawals,
    people,
    progress,
    successors,
    waking,
)
from coproduction.service.bodies import BodyForm
from coproduction.service.deciding import Recorded
from coproduction.service.holding import Trial
from coproduction.service.ideacards import card_of
from coproduction.service.kinds import KINDS
from coproduction.telling import IDEA_NEWS
from coproduction.undoing import WAY_BACK
from handlers.blocks import home, ideapanel
from handlers.blocks.deciding import news, news_in_short
from handlers.sending.showing import DRAWINGS
from tests.coproduction.town import ADA, ANA, BO, CY, DAY, DEE, HALL, HOUR, NOW, WEEK, Town
from tests.speaking import SAY

TRIAL = Trial("Two buddies", "2026-11-05", "We count calls")


@pytest.fixture
def hall(town: Town) -> Town:
    """A session with Bo, Cy and Dee."""
    town.arrive(town.start(), BO, CY, DEE)
    return town


def of_kind(town: Town, *names: str) -> list[Card]:
    """What is owed of these kinds."""
    return [card for card in town.owed() if card.kind in names]


def arrive(town: Town, at: datetime) -> None:
    """All that is owed stands in Slack from then on."""
    for owed in town.messages(MessageState.PENDING):
        town.memory.messages.move_on(replace(owed, state=MessageState.SENT, next_at=at), owed.state)


def has_it(town: Town, idea: Idea) -> str | None:
    """Who has it in hand now."""
    return holder(progress.of(town.memory, idea))


def state(town: Town, idea: Idea) -> State:
    """Where it stands."""
    return progress.of(town.memory, idea).state


def test_another_person_named_within_the_same_minute_has_it_and_is_told(hall: Town) -> None:
    idea = hall.idea()
    for owner in ("cy", "cy", "dee"):
        hall.do(holding.own, NOW, ANA, idea.id, owner)
    assert has_it(hall, idea) == "dee"
    assert sorted(card.recipient for card in of_kind(hall, IN_HAND)) == ["cy", "dee"]


def test_another_day_idea_or_source_is_another_act_and_the_same_form_is_one(
    hall: Town,
) -> None:
    idea, *wholes = (hall.idea(f"Idea of the number {n}", f"form:{n}") for n in range(3))
    for until in ("2026-11-05", "2026-11-05", "2026-11-12"):
        hall.do(holding.try_out, NOW, ANA, idea.id, Trial("Two buddies", until, "We count calls"))
    assert [str(move.until) for move in progress.of(hall.memory, idea).moves] == ["2026-11-05", "2026-11-12"]
    mail, minutes = Recorded("They pay", "A mail"), Recorded("They pay", "The minutes")
    for _ in range(2):
        hall.do(deciding.record, NOW, ANA, idea.id, "yes", mail)
    cannot = "That cannot be done now: this idea is “answered” by now."  # and it is not said to be saved
    assert hall.refusal(deciding.record, NOW, ANA, idea.id, "yes", minutes)[0].startswith(cannot)
    assert len(progress.of(hall.memory, idea).moves) == 3
    first, second = (Recorded("", part_of=str(whole.number)) for whole in wholes)
    for _ in range(2):
        hall.do(deciding.record, NOW, ANA, idea.id, "merged", first)
    assert hall.refusal(deciding.record, NOW, ANA, idea.id, "merged", second)[0].startswith(cannot)


def test_who_keeps_it_or_asks_for_help_says_so_again_when_asked_again_in_the_same_words(hall: Town) -> None:
    idea = hall.idea()
    hall.do(holding.own, NOW, ANA, idea.id, "dee")
    for number in range(1, 4):
        day = NOW + number * timedelta(days=61)
        hall.passes(day)
        for _ in range(2):  # the form arrives twice
            hall.do(holding.stalled, day, DEE, idea.id, "goes on", "")
    assert len(of_kind(hall, STALLED_NOTE)) == 3


def test_who_has_it_already_is_told_nothing_when_they_are_named_again(hall: Town) -> None:
    idea = hall.idea()
    had = hall.do(holding.own, NOW, ANA, idea.id, "dee")
    hall.do(holding.try_out, NOW, ANA, idea.id, TRIAL)
    again = hall.do(holding.own, NOW + DAY, ANA, idea.id, "dee")
    assert (again.state, len(again.moves), len(had.moves)) == (State.TRYING, 2, 1)
    assert len(of_kind(hall, IN_HAND)) == 1


def test_news_that_say_the_same_three_times_running_are_one_line(hall: Town) -> None:
    idea = hall.idea()
    for days, owner in enumerate(("cy", "dee", "cy")):
        hall.do(holding.own, NOW + days * DAY, ANA, idea.id, owner)
    hall.do(progress.record, NOW + 3 * DAY, idea.id, Step.SHORTLISTED, "ana")
    hall.do(holding.own, NOW + 4 * DAY, ANA, idea.id, "dee")
    [told] = [each for each in hall.messages() if (each.kind, each.recipient) == (IDEA_NEWS, "bo")]
    for draw in (news, news_in_short):
        lines = draw(SAY, KINDS[IDEA_NEWS].content(hall.memory, told), {}).text.splitlines()
        assert [line.partition(": ")[2] for line in lines if "2026: " in line] == [
            "Somebody has it in hand.",
            "It is on the shortlist.",
            "Somebody has it in hand.",
        ]


def drawn(town: Town, message: Message) -> str:
    """What somebody reads in a message as things stand now."""
    return DRAWINGS[message.kind].draw(SAY, KINDS[message.kind].content(town.memory, message), {}).text


def to(town: Town, person: str, kind: str) -> list[str]:
    """What somebody reads in their messages of a kind."""
    found = (each for each in town.messages() if (each.recipient, each.kind) == (person, kind))
    return [drawn(town, each) for each in sorted(found, key=lambda each: each.due_at)]


def weeks_pass(town: Town, first: int, last: int) -> None:
    """One by one."""
    for weeks in range(first, last):
        town.passes(NOW + weeks * WEEK)


def test_a_try_whose_day_has_passed_is_asked_about_twice_and_then_as_what_does_not_move(hall: Town) -> None:
    idea = hall.idea()
    hall.do(holding.own, NOW, ANA, idea.id, "dee")
    hall.do(holding.try_out, NOW, ANA, idea.id, TRIAL)
    days = [datetime(2026, 11, 5, 12, tzinfo=UTC) + n * DAY for n in (0, 1, 14, 15, 73, 75, 200)]
    asked_by = []
    for day in days:
        hall.passes(day)
        arrive(hall, day)
        asked_by.append(len([each for each in hall.messages() if each.kind in (TRY_ENDS, STALLED_NOTE)]))
    assert asked_by == [0, 1, 1, 2, 2, 3, 3]
    asked = [each for each in hall.messages() if each.kind in (TRY_ENDS, STALLED_NOTE)]
    assert [each.recipient for each in asked] == ["dee"] * 3
    assert [each.kind for each in asked] == [TRY_ENDS, TRY_ENDS, STALLED_NOTE]
    assert "nobody has said what came of it. Do you keep it, change it or stop?" in drawn(hall, asked[1])
    assert {drawn(hall, each).splitlines()[0] for each in asked} == {"In <#C-HALL>:"}
    day = NOW + 31 * WEEK
    hall.do(holding.stalled, day, DEE, idea.id, "goes on", "")
    assert state(hall, idea) is State.TRYING
    hall.passes(day + timedelta(days=61))
    assert [each.kind for each in hall.messages()].count(STALLED_NOTE) == 2


def test_the_words_say_that_the_day_of_a_try_has_passed_and_its_cards_are_drawn_anew(hall: Town) -> None:
    idea = hall.idea()
    hall.do(holding.try_out, NOW, ANA, idea.id, TRIAL)
    [waking_at] = [each.wake_at for each in progress.of(hall.memory, idea).moves if each.wake_at]
    before, after = "being tried until Thursday 5 November 2026", "tried until Thursday 5 November 2026, and"
    assert before in _where(hall, idea)
    assert card_of(idea) in hall.effects(waking.wake, waking_at, _last(hall, idea).id).cards
    assert f"{after} nobody has said what came of it" in _where(hall, idea)


def _last(town: Town, idea: Idea) -> Move:
    last = progress.of(town.memory, idea).last
    assert last
    return last


def _where(town: Town, idea: Idea) -> str:
    return ideapanel.panel(SAY, town.do(deciding.story, ANA, idea.id)).text


def test_all_who_lead_are_asked_of_a_try_that_nobody_has_in_hand_and_whoever_is_quicker_says(
    hall: Town,
) -> None:
    idea = hall.idea()
    hall.do(people.add_facilitator, ADA, "cy")
    hall.do(holding.try_out, NOW, ANA, idea.id, TRIAL)
    weeks_pass(hall, 0, 4)
    arrive(hall, NOW + 3 * WEEK)
    weeks_pass(hall, 4, 6)
    asked = [each.recipient for each in hall.messages() if each.kind == TRY_ENDS]
    assert sorted(asked) == ["ana", "ana", "cy", "cy"]
    hall.do(holding.stalled, NOW + 6 * WEEK, CY, idea.id, "help", "")
    assert to(hall, "cy", TRY_ENDS)[0].endswith("You have asked for help, and those who lead know it.")
    assert to(hall, "ana", TRY_ENDS)[0].endswith("It is “being tried” now. Thank you.")
    done = hall.effects(holding.end_try, NOW + 6 * WEEK, CY, idea.id, "kept", Trial("Calls went down"))
    assert {card.recipient for card in done.cards if card.kind == TRY_ENDS} == {"ana", "cy"}
    assert to(hall, "ana", TRY_ENDS)[0].endswith("It is “answered” now. Thank you.")


def test_what_is_said_before_the_day_of_a_try_does_not_put_its_question_off(hall: Town) -> None:
    idea = hall.idea()
    hall.do(holding.own, NOW, ANA, idea.id, "dee")
    hall.do(holding.try_out, NOW, ANA, idea.id, TRIAL)
    hall.do(holding.stalled, NOW, DEE, idea.id, "goes on", "")
    hall.do(holding.stalled, NOW, DEE, idea.id, "not mine", "")
    assert (state(hall, idea), has_it(hall, idea)) == (State.TRYING, None)
    weeks_pass(hall, 3, 4)
    assert [card.recipient for card in of_kind(hall, TRY_ENDS)] == ["ana"]


def test_who_asked_for_help_can_still_give_it_back_and_others_read_no_answer_of_theirs(hall: Town) -> None:
    idea = hall.idea()
    hall.do(holding.own, NOW, ANA, idea.id, "dee")
    hall.do(holding.stalled, NOW, DEE, idea.id, "help", "")
    [words] = to(hall, "dee", IN_HAND)
    assert words.endswith("You have asked for help, and those who lead know it.\nButtons: Say what now")
    assert "A buddy for every new parent" in to(hall, "ana", IDEA_HELP)[0]
    hall.memory.ideas.put(replace(idea, is_withdrawn=True))
    assert "buddy" not in to(hall, "ana", IDEA_HELP)[0]
    hall.memory.ideas.put(idea)
    hall.do(holding.stalled, NOW + DAY, DEE, idea.id, "not mine", "")
    [words] = to(hall, "dee", IN_HAND)
    assert words.endswith("You have said that this is not yours, and those who lead know it.")


@pytest.mark.parametrize("is_opened", [True, False])
def test_what_was_opened_again_or_came_back_from_a_body_is_in_no_hand_so_who_had_it_cannot_close_it(
    hall: Town, *, is_opened: bool
) -> None:
    idea = hall.idea()
    hall.do(holding.own, NOW, ANA, idea.id, "dee")
    if is_opened:
        hall.do(deciding.record, NOW, ANA, idea.id, "no", Recorded("There is no money"))
        over = hall.refusal(holding.stalled, NOW + HOUR, DEE, idea.id, "closed", "Nobody has time")
        assert "person who has this idea" not in over[0]  # but that it is answered
        hall.do(deciding.record, NOW + HOUR, ANA, idea.id, "opened", Recorded("There is money"))
    else:
        form = BodyForm("Board", "what clinics spend", "vote", "form:b", owner="eve")
        body = hall.do(bodies.name, NOW, ANA, HALL, form)
        sent = hall.do(deciding.send, NOW, ANA, idea.id, body.id).last
        eve, words = Actor("eve"), "The council decides it"
        hall.do(deciding.decide, NOW, eve, sent.id if sent else "", "not theirs", words)
    assert (state(hall, idea), has_it(hall, idea)) == (State.HEARD, None)

    refused = hall.refusal(holding.stalled, NOW + DAY, DEE, idea.id, "closed", "Nobody has time")
    assert refused == ("Only the person who has this idea in hand can do this.", None)
    assert state(hall, idea) is State.HEARD
    closed = hall.do(holding.stalled, NOW + DAY, ANA, idea.id, "closed", "Nobody has time")
    assert closed.state is State.ANSWERED  # who leads can


def test_who_is_replaced_reads_that_somebody_else_has_it_in_hand(hall: Town) -> None:
    idea = hall.idea()
    hall.do(holding.own, NOW, ANA, idea.id, "cy")
    changed = hall.effects(holding.own, NOW + DAY, ANA, idea.id, "dee").cards
    assert [card.recipient for card in changed if card.kind == IN_HAND] == ["cy"]
    [words] = to(hall, "cy", IN_HAND)
    where, words = words.split("\n", 1)
    assert where == "In <#C-HALL>:"
    assert words.startswith("Those who lead had named you as the person who has this idea in hand.")
    assert words.endswith(
        "Somebody else has this idea in hand now. You need not do anything more. Thank you."
    )


def test_mine_lists_what_somebody_has_in_hand_with_its_buttons_as_long_as_they_have_it(hall: Town) -> None:
    first, second, third = (hall.idea(f"Idea of the number {n}", f"form:{n}") for n in range(3))
    for idea in (first, second, third):
        hall.do(holding.own, NOW, ANA, idea.id, "dee")
    hall.do(holding.try_out, NOW, ANA, second.id, TRIAL)
    hall.do(holding.own, NOW, ANA, third.id, "cy")
    own = hall.do(belongings.with_partners, DEE)
    assert own.in_hand == [second, first]
    words = home.mine(SAY, own, NOW, wants_reminders=True).text
    listed = words.partition("You have these in hand")[2].partition("My pledges")[0]
    assert "2. Idea of the number 1 (being tried until Thursday 5 November 2026)" in listed
    assert re.findall("Buttons: (.*)", listed) == ["Say how it went, Say what now", "Say what now"]
    hall.do(holding.stalled, NOW, DEE, first.id, "not mine", "")
    hall.do(holding.end_try, NOW, DEE, second.id, "kept", Trial("Calls went down"))
    assert (
        "in hand"
        not in home.mine(SAY, hall.do(belongings.with_partners, DEE), NOW, wants_reminders=True).text
    )


def test_who_leads_hears_at_once_that_who_had_an_idea_in_hand_has_left(hall: Town) -> None:
    idea, tried = hall.idea(), hall.idea("Another idea of ours", "form:2")
    for each in (idea, tried):
        hall.do(holding.own, NOW, ANA, each.id, "dee")
    hall.do(holding.try_out, NOW, ANA, tried.id, TRIAL)
    hall.do(successors.retire, NOW + DAY, ["dee"])
    hall.do(successors.retire, NOW + DAY, ["dee"])
    assert (state(hall, idea), state(hall, tried)) == (State.HEARD, State.TRYING)
    assert [card.recipient for card in of_kind(hall, IDEA_HELP)] == ["ana", "ana"]
    for words in to(hall, "ana", IDEA_HELP):
        assert "Who had this idea in hand has left this workspace. Nobody has it in hand now:" in words
    weeks_pass(hall, 3, 4)
    assert [card.recipient for card in of_kind(hall, TRY_ENDS)] == ["ana"]


def test_who_leads_hears_that_an_idea_they_had_sent_up_was_taken_back(hall: Town) -> None:
    form = BodyForm("Health board", "what clinics spend", "vote", "form:board")
    body = hall.do(bodies.name, NOW, ANA, HALL, form)
    sent, kept, not_sent = (hall.idea(f"Idea of the number {n}", f"form:{n}") for n in range(3))
    for idea in (sent, kept):
        hall.do(deciding.send, NOW, ANA, idea.id, body.id)
    for idea in (sent, kept, not_sent):
        hall.do(ideawithdrawals.withdraw, NOW, BO, idea.id)
    hall.do(ideawithdrawals.put_again, NOW, BO, kept.id)
    told = [each for each in hall.messages() if each.kind == IDEA_HELP]
    wanted = [each for each in told if KINDS[IDEA_HELP].guard(hall.memory, each, NOW) is None]
    assert [(each.subject, each.recipient, each.due_at - NOW) for each in wanted] == [
        (sent.id, "ana", WAY_BACK)
    ]
    assert drawn(hall, wanted[0]) == (
        "Idea 1 was taken back by its author. It was with Health board: I do not ask about it any more. "
        "If you sent it there by mail, please tell them."
    )
