"""What waits for one person and is due goes out in one message, also where no pledge is asked about."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coproduction.conditions import CONDITIONS
from coproduction.ideas import IdeaKind
from coproduction.kinds import Cause
from coproduction.messages import Card, MessageState, rejected, sent
from coproduction.service import (
    along,
    conditions,
    deciding,
    holding,
    ideas,
    ideawithdrawals,
    kinds,
    outbox,
    ties,
    worked,
)
from coproduction.service.deciding import Recorded
from coproduction.service.ideas import IdeaDraft
from coproduction.telling import IDEA_NEWS
from coproduction.ties import TIE_ALIVE
from coproduction.worked import DID_IT_WORK
from handlers.sending.showing import together
from tests.coproduction.town import ANA, BO, CY, DAY, HALL, NOW, WEEK, Town
from tests.speaking import SAY

if TYPE_CHECKING:
    from coproduction.ideas import Idea
    from coproduction.messages import Message
    from handlers.blocks.kit import Drawing

FRIDAY = datetime(2026, 10, 23, 10, 30, tzinfo=UTC)
TWELVE = datetime(2027, 1, 15, 10, 30, tzinfo=UTC)  # a Friday
NAMES = {"cy": "Cy"}


def with_cy(town: Town) -> Idea:
    """Bo works with Cy on an idea."""
    town.arrive(town.start(), BO, CY)
    draft = IdeaDraft("Reading hours", IdeaKind.COLLABORATION, "form:1")
    idea = town.do(ideas.write, NOW, BO, HALL, draft).idea
    town.do(ties.ask, NOW, BO, idea.id, ["cy"])
    town.do(ties.reply, NOW, CY, idea.id, agrees=True)
    arrives(town, NOW)
    return idea


def arrives(town: Town, now: datetime) -> list[Message]:
    """Whatever is due goes out; what goes to Bo unasked."""
    town.passes(now)
    found = []
    while town.do(outbox.is_anything_due, now):
        for message in town.do(outbox.claim_to_send, now, 60):
            assert town.do(outbox.settle, now, message, sent(f"{now.timestamp():.6f}", channel="D-BO"))
            is_unasked = kinds.kind_of(message.kind).cause is Cause.UNASKED
            found += [message] if is_unasked and message.recipient == "bo" else []
    return found


def look(town: Town, message: Message) -> Drawing:
    """How a message looks to its reader."""
    message = town.memory.messages.get(message.id) or message
    content, beside = kinds.shown(town.memory, message)[0], along.told(town.memory, message)
    return together(SAY, message.kind, content, NAMES, beside)


def all_at_once(town: Town) -> tuple[Idea, Message]:
    """On one day Bo hears what would help, of news and what is done, and is asked after a tie."""
    idea = with_cy(town)
    town.passes(TWELVE)
    town.do(conditions.say, TWELVE, CY, idea.id, "if it costs little")
    town.do(deciding.record, TWELVE, ANA, idea.id, "done", Recorded("It runs"))
    [message] = arrives(town, TWELVE)
    return idea, message


def test_all_that_is_due_to_somebody_without_a_pledge_is_one_message(any_town: Town) -> None:
    _, message = all_at_once(any_town)
    told = {message.kind, *(kind for kind, _ in along.told(any_town.memory, message))}
    assert told == {CONDITIONS, IDEA_NEWS, DID_IT_WORK, TIE_ALIVE}
    text = look(any_town, message).text
    for words in ("News of ideas", "Did it work?", "Is it alive?", "if it costs little"):
        assert text.count(words) == 1
    for weeks in (1, 2, 3):
        assert arrives(any_town, TWELVE + weeks * WEEK) == []


def test_what_went_along_is_redrawn_where_it_stands_when_it_is_answered(town: Town) -> None:
    idea, message = all_at_once(town)
    card = Card(TIE_ALIVE, f"{idea.id}:cy", "bo")
    assert card in town.effects(ties.say_alive, BO, f"{idea.id}:cy", is_alive=True).cards
    assert along.where(town.memory, card) == town.memory.messages.get(message.id)
    assert "You say: it is alive." in look(town, message).text
    town.do(worked.say, BO, idea.id, "helped")
    assert "You said: It helped." in look(town, message).text


def test_who_hears_what_would_help_hears_news_of_the_same_day_with_it_and_not_a_week_later(
    town: Town,
) -> None:
    town.arrive(town.start(), BO, CY)
    idea = town.idea()
    town.do(conditions.say, NOW, CY, idea.id, "if it costs little")
    town.do(holding.own, NOW, ANA, idea.id, "dee")
    [message] = arrives(town, FRIDAY)
    assert message.kind == CONDITIONS
    assert [kind for kind, _ in along.told(town.memory, message)] == [IDEA_NEWS]
    drawn = look(town, message).text
    assert drawn.index("if it costs little") < drawn.index("Somebody has it in hand.")


def test_an_answer_stands_above_what_would_help(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    idea = town.idea()
    town.do(conditions.say, NOW, CY, idea.id, "if it costs little")
    town.do(deciding.record, NOW, ANA, idea.id, "no", Recorded("It costs too much"))
    [message] = arrives(town, FRIDAY)
    drawn = look(town, message).text
    assert drawn.index("It costs too much") < drawn.index("if it costs little")


def test_what_went_along_with_a_message_that_slack_refuses_goes_by_itself(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    idea = town.idea()
    town.do(conditions.say, NOW, CY, idea.id, "if it costs little")
    town.do(holding.own, NOW, ANA, idea.id, "dee")
    [message] = [each for each in town.do(outbox.claim_to_send, FRIDAY, 60) if each.kind == CONDITIONS]
    assert along.told(town.memory, message)
    assert town.do(outbox.settle, FRIDAY, message, rejected("msg_too_long"))
    [alone] = arrives(town, FRIDAY)
    assert (alone.kind, alone.told_in) == (IDEA_NEWS, None)


def test_what_has_taken_others_along_goes_along_with_nothing(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    idea = town.idea()
    town.do(holding.own, NOW, ANA, idea.id, "dee")
    town.do(conditions.say, NOW, CY, idea.id, "if it costs little")
    news, note = (
        next(each for each in town.messages() if each.kind == kind) for kind in (IDEA_NEWS, CONDITIONS)
    )
    town.memory.messages.move_on(replace(note, told_in=news.id), MessageState.PENDING)
    other = town.idea("A lift for the hall", "form:9")
    town.do(conditions.say, NOW - DAY, CY, other.id, "if it is free")
    [first] = arrives(town, FRIDAY)
    assert (first.subject, along.told(town.memory, first)) == (other.id, [])
    [second] = arrives(town, FRIDAY + WEEK)
    told = {second.kind, *(kind for kind, _ in along.told(town.memory, second))}
    assert told == {IDEA_NEWS, CONDITIONS}


def test_what_went_along_is_still_drawn_where_the_first_of_its_message_is_gone(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    first, second = town.idea(), town.idea("A lift for the hall", "form:9")
    town.do(holding.own, NOW - DAY, ANA, first.id, "dee")
    town.do(conditions.say, NOW, CY, second.id, "if it is free")
    [message] = arrives(town, FRIDAY)
    assert message.kind == IDEA_NEWS
    town.do(ideawithdrawals.withdraw, FRIDAY, BO, first.id)
    text = look(town, message).text
    assert "if it is free" in text
    assert "News of ideas" not in text
