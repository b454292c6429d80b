"""Write first, then see: what is written in a step is seen by nobody else before all of it is revealed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from coproduction.agendas import StepForm, added
from coproduction.ideas import BURST, ON_ONE_CARD, Hiding, Idea, IdeaKind
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import (
    board,
    deciding,
    heldback,
    hiding,
    idealists,
    ideas,
    ideasupport,
    ideawithdrawals,
    listening,
    partings,
    places,
    planned,
    revealing,
    sessions,
    shortlists,
    stepping,
    tencards,
    ties,
)
from coproduction.service.heldback import HeldBack
from coproduction.service.ideas import Captured, IdeaDraft
from coproduction.service.revealing import Revealed
from coproduction.service.stepping import Asked
from coproduction.sessions import Session
from coproduction.steps import IDEAS, TALK
from coproduction.ties import TIE_ASKED
from handlers.blocks import idealists as lists
from handlers.blocks import ideas as blocks
from handlers.blocks import ideawithdrawals as withdrawals
from handlers.blocks.heldback import below
from handlers.blocks.places import goes_to, held_back
from handlers.idearevealing import told_of
from tests.coproduction.service.test_running import FORM, START
from tests.coproduction.town import ANA, BO, CY, HALL, NOW, Town, draft
from tests.speaking import SAY

TEN = [Actor(f"p{number}") for number in range(10)]


def begins(town: Town) -> Session:
    """A session that begins with a step in which people write first, and then see."""
    plan = town.do(planned.plan, NOW, ANA, HALL, FORM, "form:plan", "en")
    steps = added(added((), "write", StepForm(IDEAS, "10", hides=True)), "talk", StepForm(TALK, "10"))
    town.do(lambda memory: memory.planned.put(replace(plan, agenda=steps)))
    session = town.do(sessions.start, START, ANA, HALL, "")
    town.arrive(session, BO, CY)
    return session


def writes(town: Town, who: Actor, text: str, *, unnamed: bool = False) -> Idea:
    """Somebody writes an idea."""
    filled = replace(draft(text, f"form:{text}"), is_anonymous=unnamed)
    return town.do(ideas.write, START, who, HALL, filled).idea


def tencards_of(memory: Memory, _actor: Actor, channel: str) -> str | None:
    """The session whose ideas can be judged on cards."""
    return tencards.session_of(memory, channel)


def cards(town: Town) -> list[str]:
    """The cards of ideas that are owed, by whose they are."""
    return [card.subject for card in town.owed() if card.kind == "idea"]


def test_nobody_sees_what_others_write_until_it_is_revealed(any_town: Town) -> None:
    session = begins(any_town)
    idea = writes(any_town, BO, "A buddy for every new parent")
    writes(any_town, CY, "Open on Saturdays", unnamed=True)

    memory = any_town.memory
    assert cards(any_town) == []
    assert idealists.listed(memory, CY, HALL) == []
    assert partings.ideas_of(memory, session) == ()
    assert any_town.refusal(ideasupport.support, CY, idea.id)[0].startswith("This idea cannot be seen now")
    assert [each.text for each in idealists.own(memory, BO.id)] == ["A buddy for every new parent"]

    assert any_town.do(idealists.close_to_words, CY, HALL, "Every new parent a buddy") is None

    assert any_town.do(revealing.press, START, ANA, session.id) == Revealed(2, START)

    assert len(idealists.listed(any_town.memory, CY, HALL)) == 2
    assert any_town.do(idealists.close_to_words, CY, HALL, "Every new parent a buddy") is not None
    assert len(cards(any_town)) == 1


def test_all_are_told_that_ideas_wait_in_steps_of_five_and_who_wrote_with_their_name_sees_their_own(
    any_town: Town,
) -> None:
    session = begins(any_town)
    mine = writes(any_town, BO, "More benches")
    told = [heldback.of(any_town.memory, HALL)]
    for number in range(9):
        writes(any_town, CY, f"Bench number {number}", unnamed=True)
        told.append(heldback.of(any_town.memory, HALL))

    assert told == [HeldBack(0)] * 4 + [HeldBack(5)] * 5 + [HeldBack(10)]
    looked = board.seen(any_town.memory, BO, session.id).held_back
    assert looked == HeldBack(10, (mine,))
    assert board.seen(any_town.memory, CY, session.id).held_back == HeldBack(10)
    assert "More benches" in str(below(SAY, looked, is_empty=True))
    for act in (shortlists.choice, tencards_of):
        assert "still held back" in any_town.refusal(act, ANA, HALL)[0]
    any_town.do(revealing.press, START, ANA, session.id)
    assert heldback.of(any_town.memory, HALL) is None
    assert board.seen(any_town.memory, BO, session.id).held_back is None


def test_nobody_learns_who_has_written_before_it_is_shown(town: Town) -> None:
    session = begins(town)
    town.arrive(session, *TEN[:2])
    before = town.do(listening.of, session), town.do(listening.quiet, ANA, session.id)
    writes(town, BO, "A buddy for every new parent")
    assert (town.do(listening.of, session), town.do(listening.quiet, ANA, session.id)) == before
    town.do(revealing.press, START, ANA, session.id)
    assert town.do(listening.quiet, ANA, session.id) == (CY.id, "p0", "p1")


def test_what_waits_is_never_said_to_be_read_by_everybody(town: Town) -> None:
    begins(town)
    named, unnamed = writes(town, BO, "More benches"), writes(town, CY, "Wider doors", unnamed=True)
    where = town.do(places.where, HALL)
    assert "when all ideas are shown" in str(goes_to(SAY, where))
    goes = held_back(SAY, where)
    thanked = blocks.thanks_unnamed(SAY, unnamed, goes)
    told = [blocks.thanks(SAY, Captured(named, is_new=True)), goes, blocks.next_steps(SAY, named)]
    looked = blocks.preview(SAY, "", draft("Wider doors", "form:1"), (), goes_to(SAY, where), is_held=True)
    assert "everybody there can read it" not in str(looked)
    for words in (str(told), str(thanked)):
        assert "where everybody can read it" not in words
        assert "before the people who lead show all ideas together" in words
        assert "when all ideas are shown" in words


def test_what_waits_is_never_called_by_its_number_which_would_count_what_others_wrote(town: Town) -> None:
    session = begins(town)
    writes(town, CY, "Wider doors", unnamed=True)
    mine = writes(town, BO, "More benches")

    def told(idea: Idea) -> list[str]:
        """All that who wrote it is told of it, while it stands and when they have taken it back."""
        gone = replace(idea, is_withdrawn=True)
        listed = [lists.own(SAY, idea, can_return=False), lists.own(SAY, gone, can_return=True)]
        ways = [withdrawals.offer_withdrawal(SAY, idea), withdrawals.offer_return(SAY, gone)]
        put_back = [withdrawals.put_back(SAY, idea, is_back=is_back) for is_back in (True, False)]
        thanks = blocks.thanks(SAY, Captured(idea, is_new=True))
        return [*map(str, [*listed, *ways]), *put_back, withdrawals.taken_back(SAY, gone), thanks]

    def numbered(idea: Idea) -> list[bool]:
        number = re.compile(rf"\b([Ii]dea |number ){idea.number}\b|\b{idea.number}\. More benches")
        return [bool(number.search(words)) for words in told(idea)]

    assert set(numbered(mine)) == {False}
    for number in (mine.number, mine.number + 1):  # nor can anybody try which numbers there are
        for look in (deciding.numbered, hiding.numbered):
            assert town.refusal(look, ANA, HALL, number)[0].startswith(f"There is no idea {number} ")
    town.do(revealing.press, START, ANA, session.id)
    [shown] = [each for each in town.memory.ideas.of(HALL) if each.id == mine.id]
    assert set(numbered(shown)) == {True}


def test_they_come_in_random_order_and_on_few_cards(town: Town) -> None:
    begins(town)
    written = [writes(town, who, f"Bench number {who.id}") for who in TEN]

    town.do(stepping.go_on, START, ANA, Asked(HALL))

    shown = town.memory.ideas.of(HALL)
    assert sorted(each.number for each in shown) == list(range(1, 11))
    assert {each.id for each in shown} == {each.id for each in written}
    assert [each.id for each in shown] != [each.id for each in written]  # once in 3,628,800 they are
    assert len(cards(town)) == 1


def test_going_back_never_hides_again(town: Town) -> None:
    session = begins(town)
    writes(town, BO, "A buddy for every new parent")
    town.do(stepping.go_on, START, ANA, Asked(HALL))
    town.do(stepping.go_back, START, ANA, Asked(HALL))

    late = writes(town, CY, "Open on Saturdays")

    assert late.stands
    assert town.refusal(revealing.press, START, ANA, session.id) == (
        "What was written in this step is shown already. It is in the channel, or on its way.",
        None,
    )


def test_a_flood_of_ideas_comes_on_few_cards_one_every_ten_seconds_and_each_idea_stands_on_one(
    town: Town,
) -> None:
    session = begins(town)
    written = [writes(town, BO, f"Bench number {number}").text for number in range(300)]

    shown = town.do(revealing.press, START, ANA, session.id)

    owed = [card for card in town.owed() if card.kind == "idea"]
    on = [each.text for card in owed for each in _on_card(town, card.subject)]
    assert sorted(on) == sorted(written)
    assert on != written  # nothing tells who wrote first
    assert len(owed) == 300 // ON_ONE_CARD
    times = sorted(message.due_at for card in owed if (message := town.memory.messages.find(card)))
    assert times == [START + number * BURST for number in range(len(owed))]
    assert shown == Revealed(300, times[-1])
    assert [SAY.of(words) for words in told_of(shown, START)] == [
        "300 ideas are in the channel now, or on their way.",
        "The last come in about 4 minutes. To read all now, type: /copro ideas",
    ]
    assert len(told_of(Revealed(8, START), START)) == 1


def _on_card(town: Town, subject: str) -> list[Idea]:
    first = town.memory.ideas.get(subject)
    return [*([first] if first else []), *town.memory.ideas.on_card_of(subject)]


def test_the_end_of_the_session_reveals_what_still_waits(town: Town) -> None:
    session = begins(town)
    writes(town, BO, "A buddy for every new parent")
    town.do(sessions.end, START, ANA, HALL)
    assert [each.idea.text for each in partings.ideas_of(town.memory, session)] == [
        "A buddy for every new parent"
    ]


def test_what_was_taken_back_before_is_never_shown(town: Town) -> None:
    session = begins(town)
    idea = writes(town, BO, "A buddy for every new parent")
    town.do(ideawithdrawals.withdraw, START, BO, idea.id)
    assert town.do(revealing.press, START, ANA, session.id).ideas == 0
    assert cards(town) == []


def test_only_who_leads_reveals(town: Town) -> None:
    session = begins(town)
    assert "reveal the ideas" in town.refusal(revealing.press, START, BO, session.id)[0]


@pytest.mark.parametrize("chosen", ["nothing", "an idea that is none"])
def test_an_idea_serves_only_what_matters_here(town: Town, chosen: str) -> None:
    town.start()
    other = town.idea()
    what = {"nothing": "gone", "an idea that is none": other.id}[chosen]
    filled = replace(draft("Open on Saturdays", "form:2"), serves=what)
    assert town.refusal(ideas.write, NOW, CY, HALL, filled) == (
        "This is gone by now. Please choose another, or none.",
        "serves",
    )


def test_what_is_said_beside_an_idea_is_kept_with_it_and_who_would_help(any_town: Town) -> None:
    any_town.start()
    matters = replace(draft("The way in is too steep", "form:m"), kind=IdeaKind.MATTERS, better="A ramp")
    hard = any_town.do(ideas.write, NOW, CY, HALL, matters).idea
    filled = replace(
        draft("A ramp at the door", "form:2"),
        serves=hard.id,
        evidence="I fell twice",
        whom="The any_town",
        helps=True,
    )
    idea = any_town.do(ideas.write, NOW, BO, HALL, filled).idea
    assert (hard.better, idea.serves, idea.evidence, idea.whom) == (
        "A ramp",
        hard.id,
        "I fell twice",
        "The any_town",
    )
    assert any_town.memory.ideas.helpers(idea.id) == [BO.id]
    matters_here = idealists.that_matter(any_town.memory, HALL)
    assert [each.id for each in matters_here] == [hard.id]
    for asks in (
        blocks.form(SAY, "", filled, matters=matters_here, is_long=True),
        blocks.unnamed_form(SAY, "", filled, (), matters_here),
    ):
        [menu] = [each["element"] for each in asks["blocks"] if each.get("block_id") == "serves"]
        assert [each["value"] for each in menu["options"]] == [hard.id]
        assert "1. The way in is too steep" in str(menu["initial_option"])
    unnamed = replace(draft("A ramp at the back", "form:3"), is_anonymous=True, helps=True)
    quiet = any_town.do(ideas.write, NOW, CY, HALL, unnamed).idea
    assert any_town.memory.ideas.helpers(quiet.id) == []


def test_at_no_moment_does_a_row_tie_an_unnamed_idea_to_who_wrote_it(any_town: Town) -> None:
    session = begins(any_town)
    quiet = Actor("secretive")
    idea = writes(any_town, quiet, "Talk about money openly", unnamed=True)
    acts: tuple[tuple[Callable[..., object], Sequence[object]], ...] = (
        (revealing.press, (START, ANA, session.id)),
        (ideasupport.support, (CY, idea.id)),
        (hiding.hide, (START, ANA, idea.id, Hiding.OTHER)),
        (hiding.show_again, (START, ANA, idea.id)),
        (sessions.end, (START, ANA, HALL)),
    )
    assert quiet.id not in str(any_town.rows())
    for act, given in acts:
        any_town.do(act, *given)
        assert quiet.id not in str(any_town.rows())


def test_nobody_is_asked_to_work_on_what_waits_to_be_revealed(town: Town) -> None:
    begins(town)
    wanted = IdeaDraft("Reading hours", IdeaKind.COLLABORATION, "form:c", partners=("cy",))
    idea = town.do(ties.write, START, BO, HALL, wanted).idea
    assert idea.sealed_in
    assert [card for card in town.owed() if card.kind == TIE_ASKED] == []


def test_the_same_words_typed_again_before_they_are_shown_are_one_idea(any_town: Town) -> None:
    begins(any_town)
    typed = replace(draft("A buddy for every new parent", "command:1"), is_typed=True)
    first = any_town.do(ideas.write, START, BO, HALL, typed)
    again = any_town.do(ideas.write, START, BO, HALL, replace(typed, origin="command:2"))
    assert (again.idea, first.is_new, again.is_new) == (first.idea, True, False)
