"""What Slack asks before a press says by people's own words what the press is about."""

from __future__ import annotations

from coproduction.ideas import Idea, IdeaKind
from coproduction.pledges import Pledge
from coproduction.service.ties import Together
from coproduction.ties import Tie, TieState
from handlers.blocks import ideawithdrawals, pledges, ties
from handlers.blocks.kit import Block
from tests.coproduction.town import NOW
from tests.speaking import SAY


def idea(channel: str, text: str) -> Idea:
    """The first idea of a channel."""
    return Idea(f"i-{channel}", channel, None, 1, IdeaKind.CHANGE, text, "ana", f"form:{channel}")


def asked(block: Block) -> str:
    """What is asked before the first button of a row is pressed."""
    words: str = block["elements"][0]["confirm"]["text"]["text"]
    return words.splitlines()[0]


def test_of_two_ideas_of_one_number_it_is_told_which_is_taken_back() -> None:
    bench, lift = idea("C-HALL", "More benches\nin the park"), idea("C-PARK", "A lift")
    said = [asked(ideawithdrawals.offer_withdrawal(SAY, each)) for each in (bench, lift)]
    assert said == ["“More benches / in the park”", "“A lift”"]
    assert ideawithdrawals.taken_back(SAY, lift).startswith("Idea 1, “A lift”, is taken back.")
    assert ideawithdrawals.gone(SAY, lift) == "Idea 1, “A lift”, is taken back."
    back = ideawithdrawals.put_back(SAY, bench, is_back=True)
    assert back == "Idea 1, “More benches / in the park”, is back, with all who support it."


def test_of_several_pledges_and_partners_it_is_told_which() -> None:
    pledge = Pledge("p1", "C-HALL", None, "ana", "Call the school", None, None, NOW, "form:1")
    let_go = pledges.let_go_button(SAY, pledge, "Call the school", 1)
    assert asked({"elements": [let_go]}) == "“Call the school”"
    shown = Together(idea("C-HALL", "A lift"), Tie("i-C-HALL", "bo", TieState.YES), "ana")
    [leave] = ties.ways_out(SAY, [shown], {})
    assert asked({"elements": [leave]}) == "“A lift”"
