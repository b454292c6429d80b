"""Ideas: numbered, credited or without any trace of their author, supported once each, taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.ideas import IDEA_CARD, Idea, IdeaKind
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.service import ideas, people
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, MINUTE, NOW, PARK, WHICH_PROGRAMME, Town, draft

NO_PROGRAMME = (
    "There is no programme in this channel yet. So I cannot keep ideas here. "
    'A facilitator can begin one: /copro start "Title"',
    None,
)
TAKEN_BACK = ("This idea was taken back by its author.", None)
NOT_YOURS = ("Only the person whose idea this is can take it back.", None)
SECRETIVE = Actor("somebody-nobody-knows")


def unnamed(text: str = "What nobody dares to say", origin: str = "form:9") -> ideas.IdeaDraft:
    return ideas.IdeaDraft(text, IdeaKind.COLLABORATION, origin, is_anonymous=True)


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
    seen = any_town.written(ideas.write, NOW, Actor("bo", zone="Asia/Tokyo"), HALL, draft())
    assert set(seen) == {"programme", "idea", "message", "person"}
    assert "'bo'" in str(seen)


def test_an_unnamed_idea_is_on_nobodys_list_and_nobody_can_take_it_back(town: Town) -> None:
    town.start()
    idea = town.do(ideas.write, NOW, BO, HALL, unnamed()).idea
    assert town.memory.ideas.by("bo") == []
    assert town.refusal(ideas.withdraw, BO, idea.id) == NOT_YOURS


def test_the_same_form_arriving_twice_is_one_idea(town: Town) -> None:
    town.start()
    first = town.do(ideas.write, NOW, BO, HALL, draft("Once"))
    before = town.rows()
    assert town.do(ideas.write, NOW, BO, HALL, draft("Twice")) == replace(first, is_new=False)
    assert town.rows() == before


def test_ideas_are_numbered_within_their_programme_without_a_gap(town: Town) -> None:
    town.start(channel=HALL)
    town.start(channel=PARK)
    here = [town.idea(origin=f"form:{n}").number for n in range(2)]
    assert town.refusal(ideas.write, NOW, BO, HALL, draft(" ", "form:7"))[1] == "text"
    there = town.do(ideas.write, NOW, BO, PARK, draft(origin="form:8")).idea.number
    assert [*here, town.idea(origin="form:9").number, there] == [1, 2, 3, 1]


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


def test_a_saved_message_is_its_authors_idea_whoever_saved_it(town: Town) -> None:
    session = town.start()
    saved = town.do(ideas.save_message, NOW, "cy", HALL, draft(origin="message:C-HALL:1.2"))
    assert (saved.idea.author, saved.idea.session, saved.is_new) == ("cy", session.id, True)
    again = town.do(ideas.save_message, NOW, "cy", HALL, draft(origin="message:C-HALL:1.2"))
    assert again == replace(saved, is_new=False)


def test_a_message_may_be_saved_between_sessions_but_not_where_no_programme_is(town: Town) -> None:
    town.start()
    town.end()
    assert town.do(ideas.save_message, NOW, "cy", HALL, draft()).idea.session is None
    assert town.refusal(ideas.save_message, NOW, "cy", PARK, draft()) == NO_PROGRAMME


def test_a_bulb_is_an_idea_while_a_session_is_live_and_only_a_bulb_otherwise(town: Town) -> None:
    town.start()
    caught = town.do(ideas.react, NOW, "cy", HALL, draft())
    assert caught is not None
    assert caught.idea.author == "cy"
    town.end()
    before = town.rows()
    assert town.do(ideas.react, NOW, "cy", HALL, draft(origin="message:2")) is None
    assert town.do(ideas.react, NOW, "cy", PARK, draft(origin="message:3")) is None
    assert town.rows() == before


def test_everybody_supports_an_idea_once(town: Town) -> None:
    town.start()
    idea = town.idea()
    pressed = [town.do(ideas.support, actor, idea.id) for actor in (CY, CY, DEE)]
    assert pressed == [(idea, True), (idea, False), (idea, True)]
    assert town.memory.ideas.supporters(idea.id) == 2


def test_support_can_be_taken_back_once(town: Town) -> None:
    town.start()
    idea = town.idea()
    town.do(ideas.support, CY, idea.id)
    pressed = [town.do(ideas.take_back, actor, idea.id) for actor in (DEE, CY, CY)]
    assert pressed == [(idea, False), (idea, True), (idea, False)]
    assert town.memory.ideas.supporters(idea.id) == 0


def test_its_author_takes_an_idea_back_and_then_it_takes_no_support(town: Town) -> None:
    town.start()
    idea = town.idea()
    gone = town.do(ideas.withdraw, BO, idea.id)
    assert gone == replace(idea, is_withdrawn=True)
    assert town.memory.ideas.get(idea.id) == gone
    for act in (ideas.support, ideas.take_back):
        assert town.refusal(act, CY, idea.id) == TAKEN_BACK
    assert town.refusal(ideas.withdraw, BO, idea.id) == TAKEN_BACK


@pytest.mark.parametrize("actor", [CY, ANA])
def test_nobody_else_takes_an_idea_back(town: Town, actor: Actor) -> None:
    town.start()
    idea = town.idea()
    assert town.refusal(ideas.withdraw, actor, idea.id) == NOT_YOURS
    assert town.memory.ideas.get(idea.id) == idea


def test_an_idea_that_never_was_takes_nothing(town: Town) -> None:
    for act in (ideas.support, ideas.take_back, ideas.withdraw):
        assert town.refusal(act, BO, "forged") == ("This idea is gone. Please use the newest message.", None)


def test_ideas_are_listed_by_support_then_by_number_without_those_taken_back(town: Town) -> None:
    town.start()
    first, second, third, fourth = (town.idea(f"Idea {n}", f"form:{n}") for n in range(4))
    town.do(ideas.support, CY, third.id)
    town.do(ideas.support, CY, fourth.id)
    town.do(ideas.support, DEE, fourth.id)
    town.do(ideas.withdraw, BO, second.id)
    assert town.do(ideas.listed, DEE, HALL) == [(fourth, 2), (third, 1), (first, 0)]
    town.start(channel=PARK)
    assert town.do(ideas.listed, DEE, PARK) == []


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
    assert town.refusal(ideas.save_message, NOW, "cy", HALL, draft(text)) == (words, None)
    assert town.memory.ideas.of(HALL) == []
