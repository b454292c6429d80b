"""Those who lead hide an idea and show it again: its author is told, if it has one."""

from __future__ import annotations

from dataclasses import replace

from coproduction.hidingreasons import LENGTH, MOST, REASONS
from coproduction.ideas import IDEA_HIDDEN, Hiding, IdeaCard, IdeasCard
from coproduction.service import hiding, idealists, ideas, ideasupport, progress
from coproduction.service.kinds import KINDS
from coproduction.sheets import Who
from handlers.blocks import hiding as drawn
from handlers.blocks.ideacards import card
from tests.coproduction.town import ANA, BO, CY, HALL, HOUR, NOW, PARK, Town, draft
from tests.speaking import SAY

OWN = "it breaks what we agreed <!here>"


def told(town: Town) -> list[str]:
    """Who is told that an idea of theirs was hidden."""
    return [card.recipient for card in town.owed() if card.kind == IDEA_HIDDEN]


def reads(town: Town) -> list[str]:
    """What its author reads now in each message about that, in their order."""
    texts = []
    for message in town.messages():
        if message.kind == IDEA_HIDDEN:
            to_author = KINDS[IDEA_HIDDEN].content(town.memory, message)
            texts.append(drawn.told(SAY, to_author, {}).text.splitlines()[0])
    return texts


def test_a_hidden_idea_is_in_no_list_and_its_author_is_told_once(any_town: Town) -> None:
    any_town.start()
    idea = any_town.idea()

    hidden, is_new = any_town.do(hiding.hide, NOW, ANA, idea.id, Hiding.HURTS)
    _, again = any_town.do(hiding.hide, NOW, ANA, idea.id, Hiding.OTHER)

    assert (hidden.hidden_for, is_new, again) == (Hiding.HURTS, True, False)
    assert idealists.listed(any_town.memory, CY, HALL) == []
    assert any_town.refusal(ideasupport.support, CY, idea.id)[0].startswith("This idea cannot be seen now")
    assert told(any_town) == [BO.id]
    assert any_town.refusal(progress.standing, idea.id)[0].startswith("Idea 1 is hidden")
    assert any_town.do(hiding.hidden, ANA, HALL) == [hidden]


def test_it_is_shown_again_and_the_log_keeps_both(any_town: Town) -> None:
    any_town.start()
    idea = any_town.idea()
    any_town.do(hiding.hide, NOW, ANA, idea.id, Hiding.OFF_TOPIC)
    any_town.do(hiding.show_again, NOW + HOUR, ANA, idea.id)

    assert [each.id for each, _ in idealists.listed(any_town.memory, CY, HALL)] == [idea.id]
    assert any_town.do(hiding.hidden, ANA, HALL) == []
    [row] = any_town.do(hiding.log, ANA, HALL).rows
    assert row == (1, REASONS[Hiding.OFF_TOPIC], Who(ANA.id), NOW, Who(ANA.id), NOW + HOUR)


def test_its_author_is_told_each_time_that_it_is_shown_again(any_town: Town) -> None:
    any_town.start()
    idea = any_town.idea()
    for hours in range(2):
        any_town.do(hiding.hide, NOW + hours * HOUR, ANA, idea.id, Hiding.OFF_TOPIC)
        assert told(any_town) == [BO.id] * (2 * hours + 1)
        any_town.do(hiding.show_again, NOW + hours * HOUR, ANA, idea.id)
        any_town.do(hiding.show_again, NOW + hours * HOUR, ANA, idea.id)
        assert told(any_town) == [BO.id] * (2 * hours + 2)


def test_each_message_to_its_author_says_what_was_so_then_and_no_two_say_the_same(any_town: Town) -> None:
    any_town.start()
    idea = any_town.idea()
    talk = "If you do not agree, please talk to them."
    hidden = f"The people who lead have hidden your idea 1 in <#C-HALL>: {{}}. {talk}"
    was_hidden = "The people who lead had hidden your idea 1 in <#C-HALL>: {}. Later they showed it again."
    topic, twice = "it belongs somewhere else", "it is there already"
    any_town.do(hiding.hide, NOW, ANA, idea.id, Hiding.OFF_TOPIC)
    assert reads(any_town) == [hidden.format(topic)]
    any_town.do(hiding.show_again, NOW + HOUR, ANA, idea.id)
    assert reads(any_town) == [was_hidden.format(topic), "Your idea 1 in <#C-HALL> is shown again."]
    again = any_town.effects(hiding.hide, NOW + 2 * HOUR, ANA, idea.id, Hiding.TWICE)
    assert reads(any_town) == [
        was_hidden.format(topic),
        "Your idea 1 in <#C-HALL> was shown again. By now it is hidden once more.",
        hidden.format(twice),
    ]
    assert {card.recipient for card in again.cards if card.kind == IDEA_HIDDEN} == {BO.id}


def test_of_an_idea_without_a_name_nobody_is_told_and_nobody_learns_whose_it_is(town: Town) -> None:
    town.start()
    unnamed = replace(draft("Talk about money openly"), is_anonymous=True)
    idea = town.do(ideas.write, NOW, BO, HALL, unnamed).idea
    town.do(hiding.hide, NOW, ANA, idea.id, Hiding.PERSON)
    assert told(town) == []
    assert town.do(hiding.log, ANA, HALL).people == {ANA.id}


def test_only_those_who_lead_hide(town: Town) -> None:
    town.start()
    idea = town.idea()
    assert "hide an idea" in town.refusal(hiding.hide, NOW, CY, idea.id, Hiding.OTHER)[0]
    assert "hide an idea" in town.refusal(hiding.show_again, NOW, CY, idea.id)[0]
    assert "hide an idea" in town.refusal(hiding.log, CY, HALL)[0]
    assert "hide an idea" in town.refusal(hiding.hidden, CY, HALL)[0]


def test_a_programme_has_reasons_of_its_own_and_what_was_hidden_keeps_its_words(any_town: Town) -> None:
    any_town.start()
    idea, other = any_town.idea(), any_town.idea("More benches for all", "form:2")
    typed = f"\n {OWN}. \n\nit is not for today\nIt is not for today\n"
    own = any_town.do(hiding.set_reasons, ANA, HALL, typed)
    assert own == any_town.do(hiding.reasons, ANA, HALL) == (OWN, "It is not for today")
    changed = "Please choose why this idea is hidden. If the list has changed, open this form again."
    for stale in ("hurts", "own", "it is nobody's"):
        assert any_town.refusal(hiding.hide, NOW, ANA, idea.id, stale) == (changed, "reason")

    hidden, _ = any_town.do(hiding.hide, NOW, ANA, idea.id, OWN)
    assert (hidden.hidden_for, hidden.hidden_words) == (Hiding.OWN, OWN)
    assert any_town.do(hiding.set_reasons, ANA, HALL, " \n ") == ()
    any_town.do(hiding.hide, NOW + HOUR, ANA, other.id, "twice")

    assert [row[1] for row in any_town.do(hiding.log, ANA, HALL).rows] == [OWN, REASONS[Hiding.TWICE]]
    shown = IdeasCard((IdeaCard(hidden, 0),))
    assert f"The people who lead have hidden this: {OWN}." in str(card(SAY, shown, {}).blocks)
    assert "&lt;!here&gt;" in reads(any_town)[0]
    shown_again, _ = any_town.do(hiding.show_again, NOW, ANA, idea.id)
    assert (shown_again.hidden_for, shown_again.hidden_words) == (None, None)


def test_reasons_are_few_short_and_in_words_and_only_of_those_who_lead(town: Town) -> None:
    town.start()
    many = "\n".join(f"it is reason {n}" for n in range(MOST + 1))
    for typed in (many, "x" * (LENGTH + 1), "?!"):
        assert town.refusal(hiding.set_reasons, ANA, HALL, typed)[1] == "reasons"
    assert town.do(hiding.reasons, ANA, HALL) == ()
    assert len(town.do(hiding.set_reasons, ANA, HALL, many.rpartition("\n")[0])) == MOST
    assert "hide an idea" in town.refusal(hiding.set_reasons, CY, HALL, "")[0]
    assert town.refusal(hiding.reasons, ANA, PARK)[0].startswith("There is no programme")
