"""What is asked of somebody who takes part: which polls, and which of them they have answered."""

from __future__ import annotations

from coproduction.levels import Level
from coproduction.polls import Invited, Poll
from coproduction.service import openings, polls
from handlers.blocks.openings import polls_waiting, shown
from tests.coproduction.town import ANA, BO, HALL, NOW, Town
from tests.speaking import SAY


def asked(town: Town, question: str, **more: object) -> Poll:
    form = polls.PollForm(question, ["A", "B"], f"form:{question}", **more)  # type: ignore[arg-type]
    return town.do(polls.open_poll, NOW, ANA, HALL, form)


def test_what_they_have_answered_is_known_where_it_is_held_with_them_and_comes_last(any_town: Town) -> None:
    any_town.start()
    first, second = asked(any_town, "First?"), asked(any_town, "Second?", level=Level.NAMED)
    secret = asked(any_town, "Secret?", level=Level.ANONYMOUS)
    asked(any_town, "Not you?", invited=Invited.CHECKED_IN)
    any_town.do(polls.vote, BO, first.id, "0")
    any_town.do(polls.vote, BO, secret.id, "0", unnamed=True)

    [opening] = any_town.do(openings.seen, BO, HALL).each
    assert opening.answered == {first.id}
    assert {poll.id for poll in opening.polls} == {first.id, second.id, secret.id}
    assert opening.polls[-1].id == first.id


def test_of_many_polls_it_says_how_many_more_there_are(town: Town) -> None:
    town.start()
    for number in range(8):
        asked(town, f"Question {number}?")
    found = town.do(openings.seen, BO, HALL)
    for blocks in (shown(SAY, found, ()).blocks, polls_waiting(SAY, found)):
        more = [each["text"] for block in blocks for each in block.get("elements", []) if "text" in each]
        assert "And 3 more polls are open. Their cards stand in the channel." in more
        ids = [each["action_id"] for block in blocks for each in block.get("elements", []) if "value" in each]
        assert len(set(ids)) == len(ids)
