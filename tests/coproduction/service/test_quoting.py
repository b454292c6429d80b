"""An idea that is taken back or hidden goes from every message that quotes it and can still be changed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime

from coproduction.board import IDEA_TALK
from coproduction.bodies import DECISIONS
from coproduction.ideas import IDEA_CARD, IDEA_HIDDEN, Hiding, IdeaKind
from coproduction.machine import MessageState
from coproduction.messages import Card
from coproduction.people import Perspective
from coproduction.progress import STALLED_NOTE, TRY_ENDS
from coproduction.service import (
    belongings,
    board,
    bodies,
    deciding,
    hiding,
    holding,
    ideas,
    ideawithdrawals,
    people,
    ties,
    yousaid,
)
from coproduction.service.bodies import BodyForm
from coproduction.service.deciding import Recorded
from coproduction.service.holding import Trial
from coproduction.service.ideas import IdeaDraft
from coproduction.service.kinds import kind_of, shown
from coproduction.ties import TIE_ALIVE, TIE_ASKED
from coproduction.worked import DID_IT_WORK
from coproduction.yousaid import YOU_SAID, YOU_SAID_DRAFT
from handlers.blocks import deciding as drawn_deciding
from handlers.blocks import progress as drawn_progress
from handlers.blocks.board import looked
from handlers.blocks.idealists import owned
from handlers.sending.showing import DRAWINGS
from tests.coproduction.town import ANA, BO, CY, HALL, NOW, WEEK, Town
from tests.speaking import SAY

WORDS = "Reading hours with the library"
LIVED = "My son learnt to read there"
DONE, DECEMBER = datetime(2026, 11, 20, 10, tzinfo=UTC), datetime(2026, 12, 2, 12, tzinfo=UTC)


def arrive(town: Town) -> None:
    """Slack has all that is owed."""
    for number, message in enumerate(town.messages(MessageState.PENDING)):
        sent = replace(message, state=MessageState.SENT, ts=f"1.{number}", channel=message.channel or "D")
        town.memory.messages.move_on(sent, message.state)


def quoting(town: Town) -> dict[Card, str]:
    """The messages that quote the idea and can still be changed, with what they say now. What would be drawn
    of nothing is not drawn anew, so that old words would stay.
    """
    said = {}
    for message in town.messages(MessageState.SENT):
        content = shown(town.memory, message)[0]
        if kind_of(message.kind).keeps_changing:
            assert content is not None, message
            drawing = DRAWINGS[message.kind].draw(SAY, content, defaultdict(lambda: "Somebody"))
            if WORDS in str(drawing):
                said[message.card] = str(drawing)
    return said


def own_of(town: Town) -> str:
    """What Bo reads of their own ideas."""
    own = town.do(belongings.of, BO)
    return str(owned(SAY, own.ideas, NOW, own.states))


def told_everywhere(town: Town) -> str:
    """Bo's idea was discussed, asked about, decided, tried, told and done."""
    town.arrive(town.start(), BO, CY)
    wanted = IdeaDraft(WORDS, IdeaKind.COLLABORATION, "form:1", partners=("cy",), evidence=LIVED)
    idea = town.do(ties.write, NOW, BO, HALL, wanted).idea
    town.do(ties.reply, NOW, CY, idea.id, agrees=True)
    arrive(town)
    town.do(board.discuss, NOW, CY, idea.id)
    form = BodyForm("Health board", "what clinics spend", "vote", "form:board", owner="eve")
    body = town.do(bodies.name, NOW, ANA, HALL, form)
    town.do(deciding.send, NOW, ANA, idea.id, body.id)
    town.passes(NOW + WEEK)
    town.do(holding.try_out, NOW + WEEK, ANA, idea.id, Trial("Two hours", "2026-11-05", "We count"))
    town.passes(NOW + 3 * WEEK)
    town.do(holding.own, NOW + 3 * WEEK, ANA, idea.id, "ana")
    town.do(deciding.record, DONE, ANA, idea.id, "done", Recorded("It runs"))
    town.passes(DECEMBER)
    *_, draft = [card for card in town.owed() if card.kind == YOU_SAID_DRAFT]
    town.do(yousaid.settle, DECEMBER, ANA, draft.subject, is_posted=True)
    town.passes(NOW + 13 * WEEK)
    arrive(town)
    return idea.id


def test_its_words_go_from_everywhere_when_it_is_hidden_or_taken_back(any_town: Town) -> None:
    idea_id = told_everywhere(any_town)
    before = quoting(any_town)
    kinds = {IDEA_CARD, IDEA_TALK, TIE_ASKED, TIE_ALIVE, DECISIONS, TRY_ENDS, DID_IT_WORK, YOU_SAID}
    assert kinds <= {card.kind for card in before}

    hides = any_town.effects(hiding.hide, NOW, ANA, idea_id, Hiding.PERSON)

    arrive(any_town)
    assert {card.kind for card in quoting(any_town)} == {IDEA_HIDDEN}  # to who wrote it
    assert before.keys() <= {*hides.cards}
    shows = any_town.effects(hiding.show_again, NOW, ANA, idea_id)
    assert before.keys() <= {*shows.cards}
    assert before.keys() <= quoting(any_town).keys()
    takes = any_town.effects(ideawithdrawals.withdraw, NOW, BO, idea_id)
    assert before.keys() <= {*takes.cards}
    assert {card.kind for card in quoting(any_town)} == {IDEA_HIDDEN}


def test_who_is_asked_when_nothing_moved_does_not_read_what_was_taken_back(town: Town) -> None:
    town.arrive(town.start(), BO, CY)
    idea = town.idea(WORDS)
    owned = town.do(holding.own, NOW, ANA, idea.id, "cy").last
    town.passes(NOW + 9 * WEEK)
    arrive(town)
    card = Card(STALLED_NOTE, owned.id if owned else "", "cy")
    assert card in quoting(town)
    assert card in town.effects(ideawithdrawals.withdraw, NOW, BO, idea.id).cards
    assert quoting(town) == {}


def test_all_read_why_an_idea_matters_how_it_is_decided_and_where_it_stands(town: Town) -> None:
    town.start()
    wanted = IdeaDraft(WORDS, IdeaKind.COLLABORATION, "form:1", whom="The school", evidence=LIVED)
    idea = town.do(ideas.write, NOW, BO, HALL, wanted).idea
    for person in (BO, CY):
        town.do(people.describe, replace(person, here=HALL), "parents", Perspective.LIVED.value)
    form = BodyForm("Board", "what clinics spend", "vote", "form:b", "2026-11-06", lived="Two parents")
    body = town.do(bodies.name, NOW, ANA, HALL, form)
    town.do(deciding.send, NOW, ANA, idea.id, body.id)
    story = town.do(deciding.story, ANA, idea.id)
    assert story.waits
    page = str(drawn_deciding.page(SAY, story.waits))
    view = str(looked(SAY, town.do(board.look, replace(CY, here=HALL), idea.id), ""))
    for words in (page, view):
        assert f"What tells us this matters: {LIVED}" in words
        assert "With: The school" in words
    became = str(drawn_progress.view(SAY, town.do(deciding.story, CY, idea.id)))
    for words in ("Board decides this: what clinics spend", "It votes", "6 November", "Two parents"):
        assert words in became
    assert f"1. {WORDS} (with Board since " in own_of(town)
    town.do(hiding.hide, NOW, ANA, idea.id, Hiding.HURTS)
    assert "Hidden: it may hurt somebody." in own_of(town)
