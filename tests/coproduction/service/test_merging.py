"""What is part of another idea: alone while that one is taken back or hidden, and its part again after."""

from __future__ import annotations

from datetime import datetime

import pytest

from coproduction.ideas import Hiding, Idea
from coproduction.progress import State, Step
from coproduction.service import deciding, hiding, ideas, ideasupport, ideawithdrawals, progress, yousaid
from coproduction.service.deciding import Recorded
from coproduction.service.ideacards import card_of
from coproduction.service.kinds import KINDS
from handlers.blocks import progress as drawn
from handlers.sending.showing import DRAWINGS
from tests.coproduction.town import ANA, BO, CY, DAY, DEE, HALL, HOUR, MINUTE, NOW, WEEK, Town, draft
from tests.speaking import SAY

PART, WAS_PART = "It is part of idea 1 now.", "It was part of idea 1, which is not shown now."
ALONE = "It stands by itself again: idea 1, of which it was a part, is not shown any more."


@pytest.fixture
def hall(town: Town) -> Town:
    """A session with Bo, Cy and Dee."""
    town.arrive(town.start(), BO, CY, DEE)
    return town


def merged(town: Town) -> tuple[Idea, Idea]:
    """A whole, and an idea that is a part of it now, on cards of their own."""
    whole, second = town.idea(), draft("A second buddy for all", "form:2")
    part = town.do(ideas.write, NOW + MINUTE, BO, HALL, second).idea
    town.do(deciding.record, NOW, ANA, part.id, "merged", Recorded("", part_of=str(whole.number)))
    return whole, part


def state(town: Town, idea: Idea) -> State:
    """Where it stands."""
    return progress.of(town.memory, idea).state


def steps(town: Town, idea: Idea) -> list[Step]:
    """What became of it."""
    return [move.step for move in progress.of(town.memory, idea).moves]


def on_card(town: Town, idea: Idea) -> str:
    """What its card says."""
    message = town.memory.messages.find(card_of(idea))
    assert message
    shown = KINDS[message.kind].content(town.memory, message)
    return DRAWINGS[message.kind].draw(SAY, shown, {BO.id: "Bo"}).text


def story(town: Town, idea: Idea) -> list[str]:
    """All that became of it, in sentences, as everybody may read it."""
    return [drawn.step(SAY, each) for each in town.do(deciding.story, CY, idea.id).told]


def month(town: Town) -> str:
    """What the draft of the month tells of what was answered."""
    [due] = town.memory.months.due(NOW + 9 * WEEK)
    return "\n".join(drawn.step(SAY, each) for each in yousaid.of(town.memory, due).answered)


def hide(town: Town, now: datetime, idea: Idea) -> None:
    """Ana hides it."""
    town.do(hiding.hide, now, ANA, idea.id, Hiding.HURTS)


def test_what_was_part_of_an_idea_that_is_taken_back_stands_by_itself_again(hall: Town) -> None:
    whole, part = merged(hall)
    assert (PART in on_card(hall, part), month(hall)) == (True, PART)
    marked = hall.effects(ideawithdrawals.withdraw, NOW, BO, whole.id).cards
    assert card_of(part) in marked
    assert WAS_PART in on_card(hall, part)  # while it could be put back
    hall.passes(NOW + 9 * MINUTE)
    assert (state(hall, part), month(hall)) == (State.ANSWERED, WAS_PART)
    hall.passes(NOW + 11 * MINUTE)
    assert (state(hall, part), story(hall, part)) == (State.HEARD, [WAS_PART, ALONE])
    assert month(hall) == ""


def test_what_is_part_of_an_idea_that_was_put_back_in_time_stays_so(hall: Town) -> None:
    whole, part = merged(hall)
    other = hall.idea("A third one for all", "form:3")
    hall.do(ideawithdrawals.withdraw, NOW, BO, whole.id)
    hall.do(ideawithdrawals.withdraw, NOW, BO, other.id)
    hall.do(ideawithdrawals.put_again, NOW + MINUTE, BO, whole.id)
    hall.passes(NOW + HOUR)
    assert (state(hall, part), story(hall, part)) == (State.ANSWERED, [PART])


def test_what_was_part_of_an_idea_that_is_hidden_stands_by_itself_until_that_is_shown_again(
    hall: Town,
) -> None:
    whole, part = merged(hall)
    marked = hall.effects(hiding.hide, NOW, ANA, whole.id, Hiding.HURTS).cards
    assert card_of(part) in marked
    assert WAS_PART in on_card(hall, part)
    hall.passes(NOW + 11 * MINUTE)
    assert (state(hall, part), story(hall, part)) == (State.HEARD, [WAS_PART, ALONE])
    assert hall.do(ideasupport.support, CY, part.id)[0].id == part.id

    hall.do(hiding.show_again, NOW + HOUR, ANA, whole.id)
    hall.passes(NOW + HOUR)
    assert (state(hall, part), story(hall, part)) == (State.ANSWERED, [PART, ALONE, PART])
    assert hall.memory.ideas.support_of(whole.channel) == {whole.id: 1, part.id: 1}


def test_one_that_is_hidden_by_mistake_keeps_its_parts(hall: Town) -> None:
    whole, part = merged(hall)
    hide(hall, NOW, whole)
    hall.do(hiding.show_again, NOW + MINUTE, ANA, whole.id)
    hall.passes(NOW + HOUR)
    assert story(hall, part) == [PART]


def test_a_part_of_which_something_else_became_meanwhile_stays_by_itself(hall: Town) -> None:
    whole, part = merged(hall)
    hide(hall, NOW, whole)
    hall.passes(NOW + HOUR)
    hall.do(progress.record, NOW + DAY, part.id, Step.SHORTLISTED, ANA.id)
    hall.do(hiding.show_again, NOW + 2 * DAY, ANA, whole.id)
    hall.passes(NOW + 3 * DAY)
    assert steps(hall, part) == [Step.MERGED, Step.OPENED, Step.SHORTLISTED]


def test_a_part_that_was_hidden_when_its_whole_went_stands_by_itself_once_it_is_shown(hall: Town) -> None:
    whole, part = merged(hall)
    hide(hall, NOW, part)
    hall.do(ideawithdrawals.withdraw, NOW, BO, whole.id)
    hall.passes(NOW + HOUR)
    assert steps(hall, part) == [Step.MERGED]
    hall.do(hiding.show_again, NOW + DAY, ANA, part.id)
    hall.passes(NOW + DAY)
    assert steps(hall, part) == [Step.MERGED, Step.OPENED]


def test_it_is_a_part_again_of_a_message_that_its_writer_took_back_and_saves_again(hall: Town) -> None:
    whole, part = merged(hall)
    gone = hall.do(ideawithdrawals.withdraw, NOW, BO, whole.id)
    hall.passes(NOW + HOUR)
    hall.do(ideawithdrawals.restore, NOW + DAY, gone, BO.id)
    hall.passes(NOW + DAY)
    assert story(hall, part) == [PART, ALONE, PART]
