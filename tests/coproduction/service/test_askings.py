"""A buddy, and who takes a pledge over, are asked in private, and a no is a no."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from coproduction.askings import Asking, AskingState, Wish, outcome, question
from coproduction.followups import NUDGE, PLEDGE, FollowUpState, Reply
from coproduction.machine import Event
from coproduction.messages import Outcome
from coproduction.service import (
    askings,
    belongings,
    followups,
    helprequests,
    kinds,
    members,
    people,
    plans,
    pledgeends,
    pledges,
    reaching,
    sharing,
)
from coproduction.service.kinds import kind_of
from handlers.blocks import home
from tests.coproduction.town import BO, CY, DAY, DEE, HALL, NOW, WEEK, Town, promise
from tests.looks import draw
from tests.speaking import SAY

if TYPE_CHECKING:
    from coproduction.pledges import Pledge

NOT_YOURS = ("This pledge is somebody else's, so nothing was changed.", None)
NOT_IN_THE_SESSION = "This person was not in your session. Please choose somebody who was."
WAITS = (
    "You have asked somebody who has not answered. To ask somebody else, take that back first.",
    "asked",
)
AT_10 = datetime(2026, 11, 5, 10, tzinfo=UTC)


def promised(town: Town) -> Pledge:
    """Bo, Cy and Dee are in a session, in which Bo promises something."""
    town.arrive(town.start(), BO, CY, DEE)
    return town.pledge()


def asked(town: Town, pledge: Pledge, wish: Wish = Wish.HAND_OVER) -> Asking:
    """Bo asks Cy."""
    return town.do(askings.ask, NOW, BO, pledge.id, wish, "cy")


def states(town: Town, pledge: Pledge) -> list[tuple[str, FollowUpState]]:
    return [(each.person, each.state) for each in town.memory.follow_ups.of(PLEDGE, pledge.id)]


def is_wanted(town: Town, asking: Asking) -> bool:
    """Whether nothing speaks against sending the question now."""
    message = town.memory.messages.find(question(asking))
    assert message
    kind = kinds.kind_of(message.kind)
    return not (kind.guard(town.memory, message, NOW) or reaching.against(town.memory, kind, message, NOW))


@pytest.mark.parametrize("wish", Wish)
def test_somebody_is_asked_in_private_and_sees_the_words(town: Town, wish: Wish) -> None:
    pledge = promised(town)
    asking = asked(town, pledge, wish)
    assert is_wanted(town, asking)
    assert town.do(belongings.of, CY).around == [askings.AskedAbout(asking, pledge)]
    assert town.do(belongings.of, BO).askings == {pledge.id: [asking]}
    assert town.do(belongings.of, DEE) == belongings.Belongings([], [], around=[])
    assert town.memory.pledges.get(pledge.id) == pledge


def test_a_buddy_agrees_and_either_can_end_it(town: Town) -> None:
    pledge = promised(town)
    asking = asked(town, pledge, Wish.BUDDY)
    agreed = town.do(askings.answer, NOW, CY, asking.id, agrees=True)
    assert (agreed.is_buddy, outcome(agreed) in town.owed()) == (True, True)
    assert town.refusal(askings.ask, NOW, BO, pledge.id, Wish.BUDDY, "dee") == (
        "You have a buddy for this pledge already.",
        "asked",
    )
    ended = replace(agreed, state=AskingState.ENDED)
    assert town.do(askings.take_back, CY, asking.id) == (ended, True)
    assert town.do(askings.take_back, BO, asking.id) == (ended, False)
    assert town.do(belongings.of, CY).around == []
    town.do(askings.ask, NOW, BO, pledge.id, Wish.BUDDY, "dee")


def test_a_buddy_declines_quietly_and_is_not_asked_again(town: Town) -> None:
    pledge = promised(town)
    asking, before = asked(town, pledge, Wish.BUDDY), len(town.messages())
    declined = town.do(askings.answer, NOW, CY, asking.id, agrees=False)
    assert len(town.messages()) == before
    assert town.do(belongings.of, BO).askings == {pledge.id: [declined]}
    assert town.refusal(askings.ask, NOW, BO, pledge.id, Wish.BUDDY, "cy") == (
        "This person cannot do it. Please choose somebody else.",
        "asked",
    )


def test_a_no_may_become_a_yes_while_nobody_else_has_said_it(town: Town) -> None:
    pledge = promised(town)
    first = asked(town, pledge, Wish.BUDDY)
    town.do(askings.answer, NOW, CY, first.id, agrees=False)
    second = town.do(askings.ask, NOW, BO, pledge.id, Wish.BUDDY, "dee")
    town.do(askings.answer, NOW, DEE, second.id, agrees=True)
    assert town.refusal(askings.answer, NOW, CY, first.id, agrees=True) == (
        "They have found a buddy meanwhile, so there is nothing to do for you.",
        None,
    )
    town.do(askings.take_back, DEE, second.id)
    assert town.do(askings.answer, NOW, CY, first.id, agrees=True).is_buddy


def test_a_pledge_is_handed_over_with_its_words_and_nothing_else_of_its_person(town: Town) -> None:
    pledge = promised(town)
    given = plans.PlanForm("Find the number", when="Monday", barriers=["personal"])
    town.do(plans.keep, NOW, BO, pledge.id, given)
    town.do(sharing.share, NOW, BO, pledge.id)
    buddy = town.do(askings.ask, NOW, BO, pledge.id, Wish.BUDDY, "dee")
    kept = town.memory.pledges.get(pledge.id)
    assert kept
    town.memory.pledges.put(replace(kept, idea="i1", difference="My own words"))
    asking = asked(town, pledge)

    agreed = town.do(askings.answer, NOW + DAY, CY, asking.id, agrees=True)

    taken = town.do(askings.about, asking.id)
    assert taken
    card = draw(SAY, taken, {"bo": "Bo"}).text
    assert "I will ask about it on Friday 6 November 2026 at 10:00." in card
    theirs = replace(pledge, person="cy", first_step="Find the number")
    assert town.memory.pledges.get(pledge.id) == replace(theirs, taken_from="bo", taken_at=NOW + DAY)
    assert town.memory.plans.get(pledge.id) is None
    assert town.memory.askings.get(buddy.id) == replace(buddy, state=AskingState.ENDED)
    assert outcome(agreed) in town.owed()
    assert town.do(belongings.of, BO).promised == []
    assert [each.pledge.id for each in town.do(belongings.of, CY).promised] == [pledge.id]


def test_wherever_a_taken_pledge_stands_it_says_who_handed_it_over_and_when(town: Town) -> None:
    pledge = promised(town)
    town.do(askings.answer, NOW + DAY, CY, asked(town, pledge).id, agrees=True)
    told = "You took this pledge over from Bo on Friday 23 October 2026."
    town.end()

    own = town.do(belongings.of, CY)
    assert "bo" in own.people
    mine = home.mine(SAY, own, NOW + DAY, wants_reminders=True, names={"bo": "Bo", "ana": "Ana"}).text
    assert told in mine.splitlines()
    for at in sorted(each.due_at for each in town.memory.follow_ups.of_person("cy")):
        town.passes(at)
    [nudge, *_] = [each for each in town.messages() if each.kind == NUDGE and each.recipient == "cy"]
    shown = kind_of(NUDGE).content(town.memory, nudge)
    single = draw(SAY, shown, {"bo": "Bo", "ana": "Ana"}).text
    joined = draw(
        SAY, replace(shown, number=1, others=(replace(shown, number=2),)), {"bo": "Bo", "ana": "Ana"}
    ).text
    for text in (single, joined):
        assert told in text.splitlines()
        assert "You pledged it" not in text
        assert "in your own words" not in text


def test_after_that_the_new_person_is_asked_and_the_old_one_is_not(town: Town) -> None:
    pledge = promised(town)
    [old, *_] = town.memory.follow_ups.of(PLEDGE, pledge.id)
    town.end()
    town.passes(AT_10)
    asking = asked(town, pledge)
    town.do(askings.answer, AT_10, CY, asking.id, agrees=True)
    was, now = ("bo", FollowUpState.REPLACED), ("cy", FollowUpState.PLANNED)
    assert states(town, pledge) == [was] * 3 + [now] * 3
    assert town.refusal(followups.reply, BO, old.id, Reply.DONE) == (
        "You handed this pledge over, so I do not ask you about it. To make a new one, type /pledge.",
        None,
    )
    assert town.refusal(helprequests.before_asking, BO, old.id) == (
        "You handed this pledge over, so nothing was sent.",
        None,
    )
    town.do(pledges.answer, CY, pledge.id, Reply.WORKING)
    assert [each.reply for each in town.do(belongings.of, CY).promised] == [Reply.WORKING]
    town.passes(AT_10 + 2 * WEEK)
    assert [each.recipient for each in town.messages() if each.kind == "nudge"] == ["bo", "cy"]


def test_what_its_person_said_before_is_not_said_by_who_takes_it_over(town: Town) -> None:
    pledge = promised(town)
    town.do(pledges.answer, BO, pledge.id, Reply.STUCK)
    asking = asked(town, pledge)
    town.do(askings.answer, NOW, CY, asking.id, agrees=True)
    [theirs] = town.do(belongings.of, CY).promised
    assert (theirs.reply, helprequests.offer(town.memory, "bo")) == (None, None)
    town.do(pledges.answer, CY, pledge.id, Reply.WORKING)
    said = {each.person: each.reply for each in town.memory.follow_ups.of(PLEDGE, pledge.id) if each.reply}
    assert said == {"bo": Reply.STUCK, "cy": Reply.WORKING}


def test_whoever_says_no_to_a_hand_over_leaves_it_where_it_is(town: Town) -> None:
    pledge = promised(town)
    asking = asked(town, pledge)
    declined = town.do(askings.answer, NOW, CY, asking.id, agrees=False)
    assert (town.memory.pledges.get(pledge.id), outcome(declined) in town.owed()) == (pledge, True)
    town.do(askings.ask, NOW, BO, pledge.id, Wish.HAND_OVER, "dee")


def test_what_is_asked_is_taken_back_and_can_be_answered_no_more(town: Town) -> None:
    pledge = promised(town)
    asking = asked(town, pledge)
    assert town.refusal(askings.ask, NOW, BO, pledge.id, Wish.HAND_OVER, "dee") == WAITS
    town.do(askings.take_back, BO, asking.id)
    assert not is_wanted(town, asking)
    assert town.refusal(askings.answer, NOW, CY, asking.id, agrees=True) == (
        "This is not asked any more, so there is nothing to do for you.",
        None,
    )
    assert town.memory.pledges.get(pledge.id) == pledge


def test_what_was_taken_over_is_not_taken_back_by_who_gave_it_away(town: Town) -> None:
    pledge = promised(town)
    asking = asked(town, pledge)
    town.do(askings.answer, NOW, CY, asking.id, agrees=True)
    assert town.refusal(askings.take_back, BO, asking.id) == (
        "They have taken it over already. To have it back, ask them.",
        None,
    )
    assert town.refusal(askings.answer, NOW, CY, asking.id, agrees=True) == (
        "You have answered this already.",
        None,
    )
    town.do(askings.ask, NOW, CY, pledge.id, Wish.HAND_OVER, "bo")


def test_nobody_answers_or_ends_what_is_between_other_people(town: Town) -> None:
    asking = asked(town, promised(town))
    for other in (BO, DEE):
        assert town.refusal(askings.answer, NOW, other, asking.id, agrees=True) == (
            "This question was for somebody else, so nothing was changed.",
            None,
        )
    assert town.refusal(askings.take_back, DEE, asking.id) == (
        "This is between other people, so nothing was changed.",
        None,
    )


@pytest.mark.parametrize(
    ("wish", "to", "no"),
    [
        (Wish.HAND_OVER, "bo", "This is you. Please choose somebody else."),
        (Wish.BUDDY, "bo", "This is you. Please choose somebody else."),
        (Wish.HAND_OVER, "", "Please choose somebody."),
        (Wish.HAND_OVER, "eve", "This person is not in this programme. Please choose somebody who is."),
        (Wish.BUDDY, "fay", NOT_IN_THE_SESSION),
    ],
)
def test_only_somebody_who_can_be_is_asked(town: Town, wish: Wish, to: str, no: str) -> None:
    pledge = promised(town)
    town.do(members.joined, HALL, "fay")
    assert town.refusal(askings.ask, NOW, BO, pledge.id, wish, to) == (no, "asked")
    assert town.memory.askings.of(pledge.id) == []


def test_whoever_left_the_channel_is_not_asked_and_takes_nothing_over(town: Town) -> None:
    pledge = promised(town)
    asking = asked(town, pledge)
    town.do(members.read, HALL, ["bo", "ana"], is_private=True)
    words, _ = town.refusal(askings.answer, NOW, CY, asking.id, agrees=True)
    assert words.startswith("You are not in this channel any more")
    assert town.refusal(askings.ask, NOW, BO, pledge.id, Wish.BUDDY, "dee") == (
        "This person is not in this programme. Please choose somebody who is.",
        "asked",
    )
    town.do(askings.answer, NOW, CY, asking.id, agrees=False)


def test_a_pledge_that_is_over_is_neither_asked_about_nor_taken_over(town: Town) -> None:
    pledge = promised(town)
    asking = asked(town, pledge)
    town.do(pledgeends.close, BO, pledge.id, None)
    assert town.refusal(askings.answer, NOW, CY, asking.id, agrees=True) == (
        "This pledge is done, or let go, so there is nothing to do for you.",
        None,
    )
    assert (town.do(belongings.of, CY).around, is_wanted(town, asking)) == ([], False)
    assert town.refusal(askings.ask, NOW, BO, pledge.id, Wish.BUDDY, "dee") == (
        "This pledge is done, so there is nobody to ask.",
        "asked",
    )
    second = town.do(pledges.make, NOW, CY, HALL, promise(origin="form:9")).pledge
    assert town.refusal(askings.ask, NOW, BO, second.id, Wish.HAND_OVER, "dee") == NOT_YOURS


def test_what_is_done_again_and_again_may_have_a_buddy_for_the_next_time(town: Town) -> None:
    pledge = promised(town)
    town.do(plans.keep, NOW, BO, pledge.id, plans.PlanForm(every="week"))
    town.do(pledges.answer, BO, pledge.id, Reply.DONE)
    assert town.do(askings.ask, NOW, BO, pledge.id, Wish.BUDDY, "dee").waits


def test_a_question_that_slack_did_not_take_is_told_to_who_asked(town: Town) -> None:
    pledge = promised(town)
    asking = asked(town, pledge)
    message = town.memory.messages.find(question(asking))
    assert message
    refused = Outcome(event=Event.REFUSED, reason="account_inactive")
    town.do(kinds.kind_of(message.kind).ended, NOW, message, refused)
    unreached = replace(asking, state=AskingState.UNREACHED)
    assert (town.memory.askings.get(asking.id), outcome(unreached) in town.owed()) == (unreached, True)
    town.do(askings.ask, NOW, BO, pledge.id, Wish.HAND_OVER, "dee")


@pytest.mark.parametrize("wish", Wish)
@pytest.mark.parametrize("when", ["before", "after"])
def test_whoever_said_stop_is_sent_no_question_and_finds_it_in_home_which_nobody_is_told(
    town: Town, wish: Wish, when: str
) -> None:
    pledge = promised(town)
    if when == "before":
        town.do(people.remind, CY, wanted=False)
    asking = asked(town, pledge, wish)
    town.do(people.remind, CY, wanted=False)
    assert not is_wanted(town, asking)
    assert [each.asking for each in town.do(askings.around, CY.id)] == [asking]


def test_between_sessions_a_buddy_is_anybody_of_the_programme(town: Town) -> None:
    pledge = promised(town)
    town.memory.pledges.put(replace(pledge, session=None))
    town.do(members.joined, HALL, "fay")
    assert town.do(askings.ask, NOW, BO, pledge.id, Wish.BUDDY, "fay").asked == "fay"


def test_after_somebody_else_took_it_over_a_late_yes_is_told_so_and_no_more_asked(town: Town) -> None:
    pledge = promised(town)
    first = asked(town, pledge)
    town.do(askings.answer, NOW, CY, first.id, agrees=False)
    second = town.do(askings.ask, NOW, BO, pledge.id, Wish.HAND_OVER, "dee")
    town.do(askings.answer, NOW, DEE, second.id, agrees=True)

    assert town.refusal(askings.answer, NOW, CY, first.id, agrees=True) == (
        "Somebody else has taken this pledge over, so there is nothing to do for you. Thank you.",
        None,
    )
    shown = town.do(askings.about, first.id)
    assert shown
    told = draw(SAY, shown, {"bo": "Bo", "cy": "Cy"}).text
    assert told == "This is not asked any more. There is nothing to do for you."


def test_whose_only_pledge_was_handed_over_reads_that(town: Town) -> None:
    pledge = promised(town)
    town.do(askings.answer, NOW, CY, asked(town, pledge).id, agrees=True)

    told = home.mine(SAY, town.do(belongings.of, BO), NOW, wants_reminders=True).text
    assert "You have no pledge now. You handed yours over." in told
    assert pledge.what not in told
    nobody = home.mine(SAY, town.do(belongings.of, DEE), NOW, wants_reminders=True).text
    assert "You have made no pledge yet." in nobody
