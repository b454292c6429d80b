"""Ideas: numbered, credited or without any trace of their author, supported once each, taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from coproduction.ideas import BURST, CARD_LENGTH, IDEA_CARD, ON_ONE_CARD, TEXT_LENGTH, Idea, IdeaKind
from coproduction.messages import Card, sent
from coproduction.people import Actor
from coproduction.service import idealists, ideas, ideasupport, ideawithdrawals, outbox, people
from coproduction.service.kinds import shown
from handlers import ids
from handlers.blocks.fitting import fits
from handlers.blocks.ideacards import card
from tests.coproduction.town import (
    ANA,
    BO,
    CY,
    DEE,
    HALL,
    HOUR,
    MINUTE,
    NOW,
    PARK,
    WHICH_PROGRAMME,
    Town,
    draft,
)
from tests.speaking import SAY

if TYPE_CHECKING:
    from collections.abc import Sequence

    from handlers.blocks.kit import Block

NO_PROGRAMME = (
    "There is no programme in this channel yet. So I cannot keep ideas here. "
    'A facilitator can begin one: /copro start "Title"',
    None,
)
TAKEN_BACK = ("This idea was taken back by its author.", None)
NOT_YOURS = ("Only the person whose idea this is can take it back.", None)
SECOND = timedelta(seconds=1)
SECRETIVE = Actor("somebody-nobody-knows")


def unnamed(text: str = "What nobody dares to say", origin: str = "form:9") -> ideas.IdeaDraft:
    return ideas.IdeaDraft(text, IdeaKind.COLLABORATION, origin, is_anonymous=True)


def typed(origin: str) -> ideas.IdeaDraft:
    return replace(draft("Share a cupboard", origin), is_typed=True)


def test_an_idea_is_kept_in_its_authors_words_and_owed_a_card(town: Town) -> None:
    session = town.start()
    captured = town.do(ideas.write, NOW + MINUTE, BO, HALL, draft("  A buddy  for every new parent "))
    text = "A buddy for every new parent"
    idea = Idea(captured.idea.id, HALL, session.id, 1, IdeaKind.CHANGE, text, "bo", "form:1")
    assert captured == ideas.Captured(idea, is_new=True)
    assert town.memory.ideas.of(HALL) == [idea]
    assert town.owed()[-1] == Card(IDEA_CARD, idea.id)
    assert town.memory.people.get("bo") is not None


def test_an_unnamed_idea_leaves_no_trace_of_its_author_in_any_table(any_town: Town) -> None:
    any_town.start()
    captured = any_town.do(ideas.write, NOW, SECRETIVE, HALL, unnamed())
    assert captured.idea.author is None
    stored = str(any_town.rows())
    assert "What nobody dares to say" in stored
    assert SECRETIVE.id not in stored
    any_town.do(ideas.write, NOW, SECRETIVE, HALL, draft("With my name"))
    assert SECRETIVE.id in str(any_town.rows())  # so this look finds what is there


def test_the_unit_of_work_of_an_unnamed_idea_writes_no_row_of_anybody(any_town: Town) -> None:
    any_town.arrive(any_town.start(), BO)
    unseen = any_town.written(ideas.write, NOW, Actor("bo", zone="Asia/Tokyo"), HALL, unnamed())
    assert set(unseen) == {"programme", "idea", "message"}
    assert "'bo'" not in str(unseen)
    seen = any_town.written(ideas.write, NOW + MINUTE, Actor("bo", zone="Asia/Tokyo"), HALL, draft())
    assert set(seen) == {"programme", "idea", "message", "person"}
    assert "'bo'" in str(seen)


def test_an_unnamed_idea_is_on_nobodys_list_and_nobody_can_take_it_back(town: Town) -> None:
    town.start()
    idea = town.do(ideas.write, NOW, BO, HALL, unnamed()).idea
    assert town.memory.ideas.by("bo") == []
    assert town.refusal(ideawithdrawals.withdraw, NOW, BO, idea.id) == NOT_YOURS


def test_the_same_form_arriving_twice_is_one_idea(town: Town) -> None:
    town.start()
    first = town.do(ideas.write, NOW, BO, HALL, draft("Once"))
    before = town.rows()
    assert town.do(ideas.write, NOW, BO, HALL, draft("Twice")) == replace(first, is_new=False)
    assert town.rows() == before


def test_ideas_are_numbered_within_their_programme_without_a_gap(town: Town) -> None:
    town.start(channel=HALL)
    town.start(channel=PARK)
    here = [town.idea(f"Idea {n}", f"form:{n}").number for n in range(2)]
    assert town.refusal(ideas.write, NOW, BO, HALL, draft(" ", "form:7"))[1] == "text"
    there = town.do(ideas.write, NOW, BO, PARK, draft(origin="form:8")).idea.number
    assert [*here, town.idea("Another", "form:9").number, there] == [1, 2, 3, 1]


def test_an_idea_between_sessions_belongs_to_its_programme_alone(town: Town) -> None:
    town.start()
    town.end()
    idea = town.idea()
    assert (idea.channel, idea.session) == (HALL, None)


def test_an_idea_from_a_direct_conversation_belongs_to_the_session_its_author_is_in(town: Town) -> None:
    session = town.start()
    assert town.refusal(ideas.write, NOW, BO, "D-BO", draft()) == (WHICH_PROGRAMME, None)
    town.arrive(session, BO)
    idea = town.do(ideas.write, NOW + MINUTE, BO, "D-BO", draft()).idea
    assert (idea.channel, idea.session) == (HALL, session.id)
    [card] = [message for message in town.messages() if message.subject == idea.id]
    assert (card.channel, card.recipient) == (HALL, "")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Your idea has no words yet. For example: /idea A buddy for every new parent"),
        (
            "x" * 1_001,
            "This is 1,001 characters long and 1,000 fit. Please shorten it and send it again.",
        ),
    ],
)
def test_an_idea_has_words_that_fit(town: Town, text: str, words: str) -> None:
    town.start()
    assert town.refusal(ideas.write, NOW, BO, HALL, draft(text)) == (words, "text")


def test_a_message_of_ones_own_is_an_idea_at_once(town: Town) -> None:
    session = town.start()
    saved = town.do(ideas.save_own, NOW, CY, HALL, draft(origin="message:C-HALL:1.2"))
    assert (saved.idea.author, saved.idea.session, saved.is_new) == ("cy", session.id, True)
    again = town.do(ideas.save_own, NOW, CY, HALL, draft(origin="message:C-HALL:1.2"))
    assert again == replace(saved, is_new=False)


def test_a_message_may_be_saved_between_sessions_but_not_where_no_programme_is(town: Town) -> None:
    town.start()
    town.end()
    assert town.do(ideas.save_own, NOW, CY, HALL, draft()).idea.session is None
    assert town.refusal(ideas.save_own, NOW, CY, PARK, draft()) == NO_PROGRAMME


def test_everybody_supports_an_idea_once(town: Town) -> None:
    town.start()
    idea = town.idea()
    pressed = [town.do(ideasupport.support, actor, idea.id) for actor in (CY, CY, DEE)]
    assert pressed == [(idea, True), (idea, False), (idea, True)]
    assert town.memory.ideas.supporters(idea.id) == 2


def test_support_can_be_taken_back_once(town: Town) -> None:
    town.start()
    idea = town.idea()
    town.do(ideasupport.support, CY, idea.id)
    pressed = [town.do(ideasupport.take_back, actor, idea.id) for actor in (DEE, CY, CY)]
    assert pressed == [(idea, False), (idea, True), (idea, False)]
    assert town.memory.ideas.supporters(idea.id) == 0


def test_its_author_takes_an_idea_back_and_then_it_takes_no_support(town: Town) -> None:
    town.start()
    idea = town.idea()
    gone = town.do(ideawithdrawals.withdraw, NOW, BO, idea.id)
    assert gone == replace(idea, is_withdrawn=True, withdrawn_at=NOW)
    assert town.memory.ideas.get(idea.id) == gone
    for act in (ideasupport.support, ideasupport.take_back):
        assert town.refusal(act, CY, idea.id) == TAKEN_BACK
    assert town.refusal(ideawithdrawals.withdraw, NOW, CY, idea.id) == TAKEN_BACK
    told = "You took this idea back already, so nothing has changed."
    assert town.refusal(ideawithdrawals.withdraw, NOW, BO, idea.id) == (told, None)


@pytest.mark.parametrize("actor", [CY, ANA])
def test_nobody_else_takes_an_idea_back(town: Town, actor: Actor) -> None:
    town.start()
    idea = town.idea()
    assert town.refusal(ideawithdrawals.withdraw, NOW, actor, idea.id) == NOT_YOURS
    assert town.memory.ideas.get(idea.id) == idea


def test_an_idea_that_never_was_takes_nothing(town: Town) -> None:
    gone = ("This idea is gone. Please use the newest message.", None)
    for act in (ideasupport.support, ideasupport.take_back):
        assert town.refusal(act, BO, "forged") == gone
    for way in (ideawithdrawals.withdraw, ideawithdrawals.put_again):
        assert town.refusal(way, NOW, BO, "forged") == gone


def test_ideas_are_listed_by_support_then_by_number_without_those_taken_back(town: Town) -> None:
    town.start()
    first, second, third, fourth = (town.idea(f"Idea {n}", f"form:{n}") for n in range(4))
    town.do(ideasupport.support, CY, third.id)
    town.do(ideasupport.support, CY, fourth.id)
    town.do(ideasupport.support, DEE, fourth.id)
    town.do(ideawithdrawals.withdraw, NOW, BO, second.id)
    assert town.do(idealists.listed, DEE, HALL) == [(fourth, 2), (third, 1), (first, 0)]
    town.start(channel=PARK)
    assert town.do(idealists.listed, DEE, PARK) == []


def test_an_author_who_is_known_stays_as_known_as_before(town: Town) -> None:
    town.start()
    bo = town.do(people.describe, BO, "parents", "lived")
    town.idea()
    assert town.memory.people.get("bo") == bo


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (" \u200b ", "This message has no words that I could keep. You can type the idea with /idea."),
        (
            "x" * 1_001,
            "This message is too long to be one idea: it has 1,001 characters and 1,000 fit. "
            "You can type its idea in a few words with /idea.",
        ),
    ],
)
def test_a_message_that_cannot_be_one_idea_is_refused_with_another_way(
    town: Town, text: str, words: str
) -> None:
    town.start()
    assert town.refusal(ideas.save_own, NOW, CY, HALL, draft(text)) == (words, None)
    assert town.memory.ideas.of(HALL) == []


def test_an_author_does_not_support_their_own_idea(town: Town) -> None:
    town.start()
    idea = town.idea()
    words = "This is your own idea, so you stand behind it already. Others can support it."
    assert town.refusal(ideasupport.support, BO, idea.id) == (words, None)
    assert town.memory.ideas.supporters(idea.id) == 0


def test_what_one_person_says_twice_counts_once_while_it_stands(town: Town) -> None:
    town.start()
    first = town.idea("Share a cupboard", "form:1")
    again = town.do(ideas.write, NOW, BO, HALL, draft(" share a  CUPBOARD ", "form:2"))
    assert again == ideas.Captured(first, is_new=False, is_said_again=True)
    assert town.memory.ideas.of(HALL) == [first]
    other = town.do(ideas.write, NOW, CY, HALL, draft("Share a cupboard", "form:3"))
    assert (other.idea.author, other.is_new) == ("cy", True)
    town.do(ideawithdrawals.withdraw, NOW, BO, first.id)
    assert town.do(ideas.write, NOW, BO, HALL, draft("Share a cupboard", "form:4")).is_new


def test_what_is_typed_again_after_a_minute_is_a_second_idea(town: Town) -> None:
    town.start()
    first = town.idea("Share a cupboard", "form:1")
    for seconds in (1, 59):
        again = town.do(ideas.write, NOW + seconds * SECOND, BO, HALL, typed(f"typed:{seconds}"))
        assert again == ideas.Captured(first, is_new=False)
    assert town.do(ideas.write, NOW + MINUTE, BO, HALL, typed("typed:60")).is_new
    by_form = town.do(ideas.write, NOW + HOUR, BO, HALL, draft("Share a cupboard", "form:2"))
    assert by_form.is_said_again


def test_what_was_said_in_another_session_may_be_said_again(town: Town) -> None:
    town.start()
    town.do(ideas.write, NOW, BO, HALL, typed("typed:1"))
    town.end()
    town.start(NOW + SECOND)
    assert town.do(ideas.write, NOW + SECOND, BO, HALL, typed("typed:2")).is_new


def test_of_two_unnamed_ideas_with_the_same_words_nobody_can_tell(town: Town) -> None:
    town.start()
    said = [town.do(ideas.write, NOW, BO, HALL, unnamed(origin=f"form:{n}")).is_new for n in range(2)]
    assert said == [True, True]


def test_an_idea_that_was_taken_back_by_mistake_comes_back_with_its_supporters(town: Town) -> None:
    town.start()
    idea = town.idea()
    for actor in (CY, DEE):
        town.do(ideasupport.support, actor, idea.id)
    town.do(ideawithdrawals.withdraw, NOW, BO, idea.id)
    assert town.refusal(ideawithdrawals.put_again, NOW, CY, idea.id) == NOT_YOURS
    assert town.do(ideawithdrawals.put_again, NOW + 9 * MINUTE, BO, idea.id) == (idea, True)
    assert town.do(ideawithdrawals.put_again, NOW + 9 * MINUTE, BO, idea.id) == (idea, False)
    assert town.do(idealists.listed, DEE, HALL) == [(idea, 2)]


def test_ideas_in_a_burst_share_one_card_and_a_channel_gets_one_new_message_in_ten_seconds(
    town: Town,
) -> None:
    town.start()
    said = [
        town.do(ideas.write, NOW + n * SECOND / 4, BO, HALL, draft(f"Idea {n}", f"form:{n}")).idea
        for n in range(40)
    ]
    leads = [idea for idea in said if idea.shown_on is None]
    cards = [message for message in town.messages() if message.kind == IDEA_CARD]
    assert [card.subject for card in cards] == [lead.id for lead in leads]
    assert [card.due_at for card in cards] == [NOW, NOW + 10 * SECOND, NOW + 20 * SECOND]
    assert [idea.shown_on or idea.id for idea in said] == [
        leads[n // ON_ONE_CARD].id for n in range(len(said))
    ]


def test_three_hundred_ideas_in_five_minutes_have_each_a_place_and_a_button_on_cards_that_slack_takes(
    town: Town,
) -> None:
    """Thirty at once every half minute; of the later ones every third is as long as an idea can be."""
    town.start()
    said = []
    for n in range(300):
        text = f"{n} {'x' * TEXT_LENGTH}"[: (20, 160, TEXT_LENGTH)[n % 3] if n >= 150 else 20]
        said.append(town.do(ideas.write, NOW + n // 30 * 30 * SECOND, BO, HALL, unnamed(text, f"{n}")).idea)
    cards = [message for message in town.messages() if message.kind == IDEA_CARD]
    on_cards = [shown(town.memory, message)[0] for message in cards]
    drawn = [card(SAY, each, {}).blocks for each in on_cards]

    assert [idea.number for idea in said] == list(range(1, 301))
    assert [each for blocks in drawn for each in supported_on(blocks)] == [idea.id for idea in said]
    assert all(fits(blocks) for blocks in drawn)
    assert max(len(each.ideas) for each in on_cards) == ON_ONE_CARD
    assert max(sum(on.idea.length for on in each.ideas) for each in on_cards) <= CARD_LENGTH
    times = [message.due_at for message in cards]
    assert min(later - at for at, later in pairwise(times)) >= BURST  # Slack takes one a second in a channel
    assert times[-1] <= NOW + 6 * MINUTE


def supported_on(blocks: Sequence[Block]) -> list[str]:
    """The ideas that can be supported on a card, in its order."""
    pressed = (each for block in blocks for each in block.get("elements", ()))
    return [each["value"] for each in pressed if ids.base(each.get("action_id", "")) == ids.SUPPORT]


def test_after_ten_quiet_seconds_an_idea_has_a_card_of_its_own(town: Town) -> None:
    town.start()
    town.do(ideas.write, NOW, BO, HALL, draft("One", "form:1"))
    two = town.do(ideas.write, NOW + 10 * SECOND, BO, HALL, draft("Two", "form:2")).idea
    assert two.shown_on is None
    assert town.owed()[-1] == Card(IDEA_CARD, two.id)


@pytest.mark.parametrize("is_noticed", [True, False])
def test_an_idea_joins_no_card_that_somebody_has_deleted(town: Town, is_noticed: bool) -> None:
    town.start()
    one = town.do(ideas.write, NOW, BO, HALL, draft("One", "form:1")).idea
    for message in town.do(outbox.claim_to_send, NOW, 9):
        town.do(outbox.settle, NOW, message, sent("1.2"))
    card = town.memory.messages.find(Card(IDEA_CARD, one.id))
    assert card
    if is_noticed:
        town.do(outbox.deleted, NOW, card)
    two = town.do(ideas.write, NOW + SECOND, BO, HALL, draft("Two", "form:2")).idea
    assert two.shown_on == (None if is_noticed else one.id)
    assert (Card(IDEA_CARD, two.id) in town.owed()) is is_noticed


def test_long_ideas_do_not_make_a_card_longer_than_it_can_be_read(town: Town) -> None:
    town.start()
    said = [town.do(ideas.write, NOW, BO, HALL, draft(f"{n} {'x' * 900}", f"form:{n}")) for n in range(4)]
    assert [each.idea.shown_on for each in said] == [None, said[0].idea.id, None, said[2].idea.id]


def test_what_joins_a_card_changes_it(town: Town) -> None:
    town.start()
    first = town.idea("One", "form:1")
    effects = town.effects(ideas.write, NOW, CY, HALL, draft("Two", "form:2"))
    assert effects.cards == (Card(IDEA_CARD, first.id),)
    for act in (ideasupport.support, ideasupport.take_back):
        [second] = town.memory.ideas.on_card_of(first.id)
        assert town.effects(act, DEE, second.id).cards == (Card(IDEA_CARD, first.id),)
