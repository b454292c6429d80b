"""People say whether they work on a collaboration together, and later whether it is alive."""

from __future__ import annotations

from dataclasses import replace

import pytest

from coproduction.ideas import Idea, IdeaKind
from coproduction.machine import MessageState
from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.service import belongings, deciding, ideas, outbox, people, telling, ties
from coproduction.service import kinds as kinds_table
from coproduction.service.deciding import Recorded
from coproduction.service.ideas import IdeaDraft
from coproduction.telling import IDEA_NEWS
from coproduction.ties import TIE_AGREED, TIE_ALIVE, TIE_ASKED
from handlers.blocks import home, progress
from handlers.blocks.kit import Drawing
from handlers.sending.showing import DRAWINGS
from tests.coproduction.town import ANA, BO, CY, DEE, HALL, NOW, WEEK, Town
from tests.speaking import SAY

NAMES = {"ana": "Ana", "bo": "Bo", "cy": "Cy", "dee": "Dee"}


@pytest.fixture(autouse=True)
def session(town: Town) -> None:
    """Bo, Cy and Dee are in a session."""
    town.arrive(town.start(), BO, CY, DEE)


def kinds(town: Town, name: str) -> list[Card]:
    """What is owed of this kind."""
    return [card for card in town.owed() if card.kind == name]


def together(town: Town) -> Idea:
    """Bo has a collaboration."""
    draft = IdeaDraft("Reading hours with the library", IdeaKind.COLLABORATION, "form:c")
    return town.do(ideas.write, NOW, BO, HALL, draft).idea


def test_a_tie_counts_when_both_have_said_yes_and_a_no_is_told_to_nobody(town: Town) -> None:
    idea = together(town)
    town.do(ties.ask, NOW, BO, idea.id, ["cy", "dee", "bo"])
    town.do(ties.ask, NOW, BO, idea.id, ["cy"])
    assert {card.recipient for card in kinds(town, TIE_ASKED)} == {"cy", "dee"}
    assert town.refusal(ties.ask, NOW, CY, idea.id, ["ana"])[0].startswith("Only who wrote this")
    town.do(ties.reply, NOW, CY, idea.id, agrees=True)
    town.do(ties.reply, NOW, CY, idea.id, agrees=True)
    town.do(ties.reply, NOW, DEE, idea.id, agrees=False)
    assert town.refusal(ties.reply, NOW, ANA, idea.id, agrees=True)[0].startswith("Nobody has asked")
    assert kinds(town, TIE_AGREED) == [Card(TIE_AGREED, idea.id, "bo", occasion="cy")]
    assert [tie.person for tie in town.memory.ties.of(idea.id) if tie.counts] == ["cy"]
    assert town.do(belongings.with_partners, DEE).together == []
    for asked in [message for message in town.messages() if message.kind == TIE_ASKED]:
        town.memory.messages.move_on(replace(asked, state=MessageState.SENT), asked.state)
    town.do(deciding.record, NOW, ANA, idea.id, "yes", Recorded("From May on"))
    assert {card.recipient for card in kinds(town, IDEA_NEWS)} == {"bo", "cy"}
    own = town.do(belongings.with_partners, CY)
    assert "Reading hours with the library (answered)" in str(home.mine(SAY, own, NOW, wants_reminders=True))
    assert telling.concerned(town.memory, idea) == {"bo", "cy"}


def test_whoever_said_stop_is_asked_nothing_by_name(town: Town) -> None:
    idea = together(town)
    town.do(people.remind, DEE, wanted=False)
    town.do(ties.ask, NOW, BO, idea.id, ["cy", "dee"])
    claimed = town.do(outbox.claim_to_send, NOW, 60)
    assert [each.recipient for each in claimed if each.kind == TIE_ASKED] == ["cy"]


def test_whom_an_author_names_as_partners_is_asked_at_once_and_once(town: Town) -> None:
    wanted = IdeaDraft("Reading hours", IdeaKind.COLLABORATION, "form:c", partners=("cy", "bo", "cy"))
    idea = town.do(ties.write, NOW, BO, HALL, wanted).idea
    town.do(ties.write, NOW, BO, HALL, wanted)
    assert kinds(town, TIE_ASKED) == [Card(TIE_ASKED, idea.id, "cy")]
    for partners in (("cy",), ("bo",)):
        lift = replace(wanted, text="A lift", kind=IdeaKind.CHANGE, origin=f"{partners}", partners=partners)
        assert town.do(ties.write, NOW, BO, HALL, lift).idea.kind is IdeaKind.CHANGE
    alone = replace(wanted, text="Reading alone", origin="form:g", partners=("bo", "bo"))
    words = "You cannot ask yourself. Please choose somebody else who works on it with you."
    assert town.refusal(ties.write, NOW, BO, HALL, alone) == (words, "people")
    assert town.refusal(ties.ask, NOW, BO, idea.id, ["bo"]) == (words, "people")
    too_many = replace(wanted, text="Cooking hours", origin="form:f", partners=tuple("uvwxyz"))
    assert town.refusal(ties.write, NOW, BO, HALL, too_many)[1] == "people"
    assert town.memory.ideas.from_origin("form:f") is None
    assert len(kinds(town, TIE_ASKED)) == 1


def test_both_are_asked_once_after_twelve_weeks_whether_it_is_alive(town: Town) -> None:
    idea = together(town)
    town.do(ties.ask, NOW, BO, idea.id, ["cy"])
    town.do(ties.reply, NOW, CY, idea.id, agrees=True)
    for weeks in (11, 12, 13):
        town.passes(NOW + weeks * WEEK)
    both = kinds(town, TIE_ALIVE)
    assert sorted(card.recipient for card in both) == ["bo", "cy"]
    assert town.refusal(ties.say_alive, DEE, both[0].subject, is_alive=True)[0].startswith("Nobody has asked")


def agreed(town: Town, *partners: Actor) -> tuple[Idea, list[str]]:
    """Bo's collaboration, on which these people work with him, and the ids of their ties."""
    idea = together(town)
    town.do(ties.ask, NOW, BO, idea.id, [each.id for each in partners])
    for each in partners:
        town.do(ties.reply, NOW, each, idea.id, agrees=True)
    return idea, [f"{idea.id}:{each.id}" for each in partners]


def reads(town: Town, kind: str, person: Actor) -> list[str]:
    """What each message of this kind to this person says now, in the order of their ids."""
    theirs = [each for each in town.messages() if (each.kind, each.recipient) == (kind, person.id)]
    found = ((each.subject, kinds_table.shown(town.memory, each)[0]) for each in theirs)
    return [
        DRAWINGS[kind].draw(SAY, content, NAMES).text
        for _, content in sorted(found, key=lambda each: each[0])
    ]


def counts(town: Town, idea: Idea) -> list[bool]:
    """Whether each tie of the idea counts."""
    return [tie.counts for tie in town.memory.ties.of(idea.id)]


def test_each_of_two_answers_for_themselves_whether_it_is_alive_and_can_change_that(town: Town) -> None:
    idea, [subject] = agreed(town, CY)
    town.passes(NOW + 12 * WEEK)
    asked = "Buttons: It is alive, It is over"
    own = {is_alive: f"You say: it is {word}." for is_alive, word in ((True, "alive"), (False, "over"))}
    said: dict[str, bool] = {}
    for who, is_alive, goes_on in (
        (BO, True, True),
        (CY, False, False),
        (CY, True, True),
        (BO, False, False),
        (BO, True, True),
    ):
        changed = town.effects(ties.say_alive, who, subject, is_alive=is_alive)
        said[who.id] = is_alive
        assert Card(TIE_ALIVE, subject, who.id) in changed.cards
        assert counts(town, idea) == [goes_on]
        for each in (BO, CY):
            [text] = reads(town, TIE_ALIVE, each)
            assert asked in text
            assert [words in text for words in own.values()] == [said.get(each.id) is it for it in own]


def test_who_has_answered_or_left_is_not_asked_any_more_and_the_other_is(town: Town) -> None:
    _, [subject] = agreed(town, CY)
    town.passes(NOW + 12 * WEEK)
    town.do(ties.say_alive, BO, subject, is_alive=True)
    guard = kinds_table.kind_of(TIE_ALIVE).guard
    asked = {each.recipient: each for each in town.messages() if each.kind == TIE_ALIVE}

    def wanted() -> list[str]:
        return [who for who, each in asked.items() if guard(town.memory, each, NOW + 12 * WEEK) is None]

    assert wanted() == ["cy"]
    town.do(ties.say_alive, BO, subject, is_alive=False)
    assert wanted() == []


def test_every_message_about_a_tie_names_who_the_other_is(town: Town) -> None:
    idea, subjects = agreed(town, CY, DEE)
    town.passes(NOW + 12 * WEEK)
    assert len(subjects) == 2
    question = "12 weeks ago you and {} wanted to work on this together. Is it alive?"
    first = [text.splitlines()[0] for text in reads(town, TIE_ALIVE, BO)]
    assert first == [question.format("<@cy>"), question.format("<@dee>")]
    assert reads(town, TIE_ALIVE, CY)[0].splitlines()[0] == question.format("<@bo>")
    write = "You can write to {} now, and find a time that is good for both of you."
    assert [write.format("<@bo>") in text for text in reads(town, TIE_ASKED, CY)] == [True]
    assert [write.format(who) in "".join(reads(town, TIE_AGREED, BO)) for who in ("<@cy>", "<@dee>")] == [
        True,
        True,
    ]
    assert idea.author == "bo"


def sees(town: Town, person: Actor) -> tuple[str, str]:
    """What this person reads of their own things, and of what became of the first idea."""
    own = town.do(belongings.with_partners, person)
    story = town.do(deciding.story, person, town.memory.ideas.of(HALL)[0].id)
    mine = home.mine(SAY, own, NOW, wants_reminders=True, names=NAMES)
    return mine.text, Drawing.of(SAY, progress.view(SAY, story, NAMES)["blocks"]).text


def test_home_and_what_became_of_it_name_partners_to_the_two_alone_with_a_quiet_way_out(town: Town) -> None:
    idea, [with_cy, _] = agreed(town, CY, DEE)
    for asked in [each for each in town.messages() if each.kind == TIE_ASKED]:
        town.memory.messages.move_on(replace(asked, state=MessageState.SENT), asked.state)
    with_both, with_bo = "You work on this with <@cy> and <@dee>.", "You work on this with <@bo>."
    for text in sees(town, BO):
        assert with_both in text
        assert "Stop with Cy, Stop with Dee" in text
    for text in sees(town, CY):
        assert with_bo in text
        assert "Stop with Bo" in text
        assert "dee" not in text
    assert [("You work on this" in text) for text in sees(town, ANA)] == [False, False]

    owed = town.owed()
    town.do(ties.say_alive, CY, with_cy, is_alive=False)

    assert town.owed() == owed  # nobody is told
    assert [("You work on this" in text) for text in sees(town, CY)] == [False, False]
    assert [("You work on this with <@dee>." in text) for text in sees(town, BO)] == [True, True]
    [left] = reads(town, TIE_ASKED, CY)
    assert "You do not work on this with <@bo> any more. Nobody got a message about it." in left
    assert "Work on it together again" in left
    town.do(ties.say_alive, CY, with_cy, is_alive=True)
    assert counts(town, idea) == [True, True]
    town.passes(NOW + 12 * WEEK)  # and is asked like the others
    assert sorted(card.recipient for card in kinds(town, TIE_ALIVE)) == ["bo", "bo", "cy", "dee"]
    assert "You say" not in reads(town, TIE_ALIVE, CY)[0]


def test_nobody_says_that_it_is_over_what_two_have_not_both_wanted(town: Town) -> None:
    idea = together(town)
    town.do(ties.ask, NOW, BO, idea.id, ["cy"])
    words = "You two have not both said yes, so nothing was changed."
    assert town.refusal(ties.say_alive, BO, f"{idea.id}:cy", is_alive=False)[0] == words
