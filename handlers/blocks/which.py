"""Which pledge somebody means, and what is true of it, where what they wrote does not say that."""

from collections.abc import Mapping

from coproduction.service.talk import OpenPledges
from coproduction.talk import ASKED_WHICH
from coproduction.words import Text, day
from handlers.blocks.followups import LABELS
from handlers.blocks.kit import Drawing, MessageDrawing, context, paragraphs
from handlers.blocks.talk import buttons, quoted
from handlers.voice import Voice

_LATER = Text("I changed nothing yet. Shall I ask you about it again on {day}?")
_LATER_WHICH = Text("I changed nothing yet. About which pledge shall I ask you again on {day}?")
_NONE_OPEN = Text(
    "Thank you. You have no open pledge, so there is nothing to change. To see all, type {/mine}."
)


def asked_which(say: Voice, shown: OpenPledges, _names: Mapping[str, str]) -> Drawing:
    """After "done": which pledge is meant is not guessed."""
    if not shown.newest:
        return Drawing.of_words(say, say(_NONE_OPEN))
    blocks = paragraphs(say(_which(shown)))
    for number, each in enumerate(shown.newest, start=1):
        which = say("Pledge {number}:", number=shown.numbers[number - 1]) if shown.numbers else ""
        blocks += [
            *paragraphs(f"{which} {quoted(say, each)}".strip()),
            *([context(say("You said: {reply}", reply=LABELS[each.reply]))] if each.reply else []),
            buttons(say, number, each, can_wait=shown.wants_reminders, later=shown.later),
        ]
    if shown.more:
        blocks.append(context(say("You have more pledges than these. To see all, type {/mine}.")))
    return Drawing.of(say, blocks)


def _which(shown: OpenPledges) -> Text:
    is_one = len(shown.newest) == 1
    if shown.later and shown.wants_reminders:
        ask = _LATER if is_one else _LATER_WHICH
        return ask.filled(day=day(shown.later))
    if is_one:
        return Text("Thank you. I changed nothing yet. What is true of this pledge?")
    return Text("Thank you. I changed nothing yet. Which pledge do you mean?")


DRAWINGS = (MessageDrawing(ASKED_WHICH, asked_which),)
