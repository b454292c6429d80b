"""One's own idea is added to another that says nearly the same: as support with words, or not at all."""

from __future__ import annotations

from coproduction.conditions import CONDITIONS
from coproduction.ideas import Idea
from coproduction.messages import Card
from coproduction.service import ideas, ideawithdrawals, joining
from tests.coproduction.town import BO, CY, DEE, HALL, NOW, PARK, Town, draft


def two(town: Town) -> tuple[Idea, str]:
    """Bo's idea, and Cy's that says nearly the same, as a button carries both."""
    town.arrive(town.start(), BO, CY, DEE)
    first = town.idea("Grow the computer bank")
    own = town.do(ideas.write, NOW, CY, HALL, draft("We should grow the computer bank", "form:2")).idea
    return first, joining.subject_of(own, first)


def test_ones_words_stand_with_the_other_idea_and_ones_own_can_be_put_back(any_town: Town) -> None:
    first, subject = two(any_town)
    own, other = any_town.do(joining.join, NOW, CY, subject, "With schools, too")
    assert (own.is_withdrawn, other.id) == (True, first.id)
    assert any_town.memory.conditions.words_of(first.id) == ["With schools, too"]
    assert any_town.memory.ideas.supporters(first.id) == 1
    assert Card(CONDITIONS, first.id, "bo") in any_town.owed()
    assert any_town.do(ideawithdrawals.put_again, NOW, CY, own.id)[1]


def test_nothing_happens_in_part(town: Town) -> None:
    first, subject = two(town)
    assert town.refusal(joining.join, NOW, CY, subject, " ")[1] == "words"
    assert town.refusal(joining.join, NOW, DEE, subject, "Mine")[0].startswith("Only the person whose idea")
    assert town.refusal(joining.join, NOW, CY, "nonsense", "Mine")[0].startswith("This idea is gone.")
    town.start(channel=PARK)
    elsewhere = town.do(ideas.write, NOW, CY, PARK, draft("Grow the computer bank", "form:3")).idea
    apart = joining.subject_of(elsewhere, first)
    assert town.refusal(joining.join, NOW, CY, apart, "Mine")[0].startswith("These two ideas are of two")
    town.do(ideawithdrawals.withdraw, NOW, BO, first.id)
    assert town.refusal(joining.join, NOW, CY, subject, "Mine")[0].startswith("This idea was taken back")
    assert (town.memory.ideas.supporters(first.id), town.memory.conditions.words_of(first.id)) == (0, [])
    assert not [idea for idea in town.memory.ideas.by("cy") if idea.is_withdrawn]
