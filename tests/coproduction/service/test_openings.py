"""What is asked of somebody who takes part: which polls, and which of them they have answered."""

from __future__ import annotations

from collections.abc import Iterable

from coproduction.levels import Level
from coproduction.polls import Invited, Poll, Purpose
from coproduction.service import answers, openings, polls
from handlers.blocks.kit import Block, fallback
from handlers.blocks.openings import polls_waiting, shown
from tests.coproduction.town import ANA, BO, HALL, NOW, PARK, Town
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
    assert {one for each in opening.asked for one in each.answered} == {first.id}
    assert {each.poll.id for each in opening.asked} == {first.id, second.id, secret.id}
    assert opening.asked[-1].poll.id == first.id
    told = fallback(SAY, polls_waiting(SAY, any_town.do(openings.seen, BO, HALL)))
    assert told.count("If you have answered, another answer takes its place.") == 1  # of the anonymous one


def test_of_many_polls_it_says_how_many_more_there_are(town: Town) -> None:
    town.start()
    for number in range(8):
        asked(town, f"Question {number}?")
    found = town.do(openings.seen, BO, HALL)
    for blocks in (shown(SAY, found, ()).blocks, polls_waiting(SAY, found)):
        labels = [each["text"] for block in blocks for each in block.get("elements", []) if "value" in each]
        assert "And 3 more polls are open" in [label["text"] for label in labels]
        ids = [each["action_id"] for block in blocks for each in block.get("elements", []) if "value" in each]
        assert len(set(ids)) == len(ids)


def ended(town: Town, channel: str, title: str) -> Poll:
    """A session that Bo was in and that has ended with its closing question."""
    session = town.start(channel=channel, title=title)
    town.arrive(session, BO)
    town.end(channel=channel)
    return next(poll for poll in town.memory.polls.open_in(channel) if poll.purpose is Purpose.CLOSING)


def read(blocks: Iterable[Block]) -> str:
    return fallback(SAY, blocks)


def test_home_and_now_say_the_same_of_the_closing_question_before_and_after_each_answer(
    any_town: Town,
) -> None:
    closing = ended(any_town, HALL, "Two & more <!here>")
    parts = any_town.memory.polls.parts_of(closing.id)
    more, done = "5 more questions, one minute", "You have answered this. You can change it."

    def told() -> str:
        found = any_town.do(openings.seen, BO, "")
        at_home, now = read(polls_waiting(SAY, found)), shown(SAY, found, ()).text
        assert at_home in now
        return at_home

    before = told()
    assert done not in before
    any_town.do(polls.vote, BO, closing.id, "0")
    voted = told()
    assert done in voted
    any_town.do(answers.answer_all, BO, closing.id, ["3", *[""] * (len(parts) - 1)])
    both = told()
    assert f"You answered 1 of the {len(parts)} further questions. You can change them." in both
    for each in (before, voted, both):
        assert more in each
        assert "I keep it with your name, so that the report counts each person once." in each
        assert "The other questions are confidential." in each


def test_each_question_names_the_session_and_channel_that_ask_it(any_town: Town) -> None:
    ended(any_town, PARK, "Fifth")
    any_town.arrive(any_town.start(title="Fourth"), BO)
    found = any_town.do(openings.seen, BO, "")
    for blocks in (polls_waiting(SAY, found), shown(SAY, found, ()).blocks):
        lines = read(blocks).splitlines()
        at = next(place for place, line in enumerate(lines) if line.startswith("This is asked"))
        assert lines[at + 1 : at + 3] == ["In the session “Fifth”.", f"It is asked in <#{PARK}>."]

    asked(any_town, "When?", level=Level.NAMED)
    any_town.end()
    between = read(polls_waiting(SAY, any_town.do(openings.seen, BO, "")))
    assert "In the session “Fourth”." in between
