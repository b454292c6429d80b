"""What a kind of agenda step is: one declared row for each.

A row says what such a step is called, how long it usually takes and what is said when nobody has written a
prompt of their own. What happens while it goes on is for whoever runs a session. Its `name` is stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from coproduction.ownquestions import WOULD_HELP
from coproduction.words import Text


@dataclass(frozen=True, slots=True)
class StepKind:
    """One kind of step. `prompt` is read by each person in their language."""

    name: str
    words: Text
    minutes: int
    prompt: Text


CHECK_IN: Final = "checkin"
REVIEW: Final = "review"
BREAKOUT: Final = "breakout"
IDEAS: Final = "ideas"
CARDS: Final = "cards"
POLL: Final = "poll"
BREAK: Final = "break"
TALK: Final = "talk"
CLOSING: Final = "closing"

KINDS: Mapping[str, StepKind] = {
    kind.name: kind
    for kind in (
        StepKind(CHECK_IN, Text("Check-in"), 10, Text("How are you today?")),
        StepKind(
            REVIEW, Text("Our pledges and ideas"), 20, Text("What has happened since we met? What is stuck?")
        ),
        StepKind(BREAKOUT, Text("Small groups"), 25, Text("What matters most to you here?")),
        StepKind(IDEAS, Text("Ideas"), 20, Text("What could we change together?")),
        StepKind(CARDS, Text("Ten cards"), 15, WOULD_HELP),
        StepKind(POLL, Text("Poll"), 5, Text("What do we choose?")),
        StepKind(BREAK, Text("Break"), 10, Text("Stand up, drink something, and look away from the screen.")),
        StepKind(TALK, Text("Open talk"), 10, Text("What else should all of us hear?")),
        StepKind(CLOSING, Text("Closing"), 10, Text("What will you do next?")),
    )
}

# What the check-in asks in a word, where the plan says so, instead of how people feel. Beside it stand how
# they are and what they could say: never more than three questions.
HOPES: Final = "hopes"
ENERGY: Final = "energy"
ICEBREAKER: Final = "icebreaker"
ASKS: Mapping[str, Text] = {
    HOPES: Text("What do you hope for today? A word or a few."),
    ENERGY: Text("How is your energy? A word or a few."),
    ICEBREAKER: Text("What made you smile this week? A word or a few."),
}
