"""What those are told and asked who have an idea in hand, and who leads when nobody has, or wants to."""

from collections.abc import Mapping, Sequence

from coproduction.ideas import Idea
from coproduction.progress import IDEA_HELP, IN_HAND, STALLED_NOTE, TRY_ENDS, Step, state_name
from coproduction.service.progress import HEARD, Standing
from coproduction.service.waking import InHand, Wanted
from coproduction.words import Text, several
from handlers import ideaids, ids
from handlers.blocks.deciding import progress_title
from handlers.blocks.idealists import standing
from handlers.blocks.ideawithdrawals import NOT_SHOWN
from handlers.blocks.kit import Block, Drawing, MessageDrawing, actions, button, context, paragraphs, section
from handlers.voice import Voice

_SAID = {
    Step.GOES_ON: Text("You keep it. If nothing moves for 60 days, I ask you again."),
    Step.HELP: Text("You have asked for help, and those who lead know it."),
    Step.NOT_MINE: Text("You have said that this is not yours, and those who lead know it."),
}
HAS_IT = Text("{person} has idea {number} in hand already, so nothing has changed. I told nobody.")
NAMED_ANEW = Text(
    "Saved: {person} has idea {number} in hand now, and is told. Whoever had it before can read that. "
    "I tell all others whom it concerns with the one message a week that I may send."
)
GIVEN_BACK = {  # by whether they lead, and whether anybody else does
    (False, True): Text("You do not have idea {number} in hand now. Those who lead are told."),
    (True, True): Text("You do not have idea {number} in hand now. All others who lead are told."),
    (True, False): Text("You do not have idea {number} in hand now. Nobody else leads who could be told."),
    (False, False): Text("You do not have idea {number} in hand now. Nobody leads who could be told."),
}
LISTED = 5  # ideas that somebody has in hand, each with its buttons
_REPLACED = Text("Somebody else has this idea in hand now. You need not do anything more. Thank you.")
_ENDS = Text("The day has come until which you try this. Do you keep it, change it or stop?")
_HAS_ENDED = Text(
    "The day has passed until which this was to be tried, and nobody has said what came of it. "
    "Do you keep it, change it or stop?"
)
_NAMED = Text(
    "Those who lead have named you as the person who has this idea in hand. The card does not say so. "
    "If that is not right, press the button: you can say that it is not yours, or ask for help."
)
_WAS_NAMED = Text("Those who lead had named you as the person who has this idea in hand.")
_HAS_LEFT = Text("Who had this idea in hand has left this workspace. Nobody has it in hand now:")
_BACK = Text(
    "Idea {number} was taken back by its author. It was with {body}: I do not ask about it any more. "
    "If you sent it there by mail, please tell them."
)
_WANTED = {
    Step.HELP: Text("Whoever has this idea in hand asks for help:"),
    Step.NOT_MINE: Text("Who was named for this idea says that it is not theirs. Nobody has it in hand now:"),
    Step.NOT_THEIRS: Text("{body} says that others decide this idea. Please look for who decides:"),
}


def in_hand(say: Voice, shown: InHand, question: Text, label: Text, action: str) -> Drawing:
    """What somebody is asked who has an idea in hand, until something became of it."""
    if not shown.idea.stands:
        return Drawing.of_words(say, say(NOT_SHOWN))
    blocks = [_where(say, shown.idea), section(say(question)), *progress_title(say, shown.idea)]
    if shown.waits:
        return Drawing.of(say, [*blocks, actions(button(say(label), action, shown.idea.id))])
    blocks.append(context(_became(say, shown)))
    if shown.is_held:  # also after they have asked for help
        blocks.append(actions(button(say("Say what now"), ideaids.STALLED, shown.idea.id)))
    return Drawing.of(say, blocks)


def _where(say: Voice, idea: Idea) -> Block:
    """Whose idea it is: its reader may be in several programmes, whose ideas have the same numbers."""
    return context(say("In {channel}:", channel=f"<#{idea.channel}>"))


def _became(say: Voice, shown: InHand) -> str:
    """What came after it was asked: what they have said themselves, else who has it or where it stands."""
    last = shown.progress.last
    words = _SAID.get(last.step) if last and last.by == shown.reader else None
    if shown.is_replaced:
        words = _REPLACED
    return say(words or Text("It is “{state}” now. Thank you.", state=state_name(shown.progress.state)))


def of_person(say: Voice, ideas: Sequence[Idea], states: Mapping[str, Standing]) -> list[Block]:
    """The ideas that somebody has in hand, each with what they can say of it, the newest first."""
    if not ideas:
        return []
    blocks = [section(say("*You have these in hand*"))]
    for idea in ideas[:LISTED]:
        stands = states.get(idea.id, HEARD)
        blocks += [*paragraphs(standing(say, idea, None, stands)), actions(*_ways(say, idea, stands))]
    left = several(
        len(ideas) - LISTED,
        "And {n} more that you have in hand. To see all ideas, type {/ideas}.",
        "And {n} more that you have in hand. To see all ideas, type {/ideas}.",
    )
    return [*blocks, *([context(say(left))] if ideas[LISTED:] else [])]


def _ways(say: Voice, idea: Idea, stands: Standing) -> list[Block]:
    """What can be said of an idea that one has in hand: how its try went, and whether one keeps it."""
    ways = [(ideaids.STALLED, Text("Say what now"))]
    if stands.progress.trial:
        ways.insert(0, (ideaids.END_TRY, Text("Say how it went")))
    return [_way(say, action, label, idea) for action, label in ways]


def _way(say: Voice, action: str, label: Text, idea: Idea) -> Block:
    aloud = say("{label}: {about}", label=say(label), about=say("idea {number}", number=idea.number))
    return button(say(label), ids.at(action, idea.id), idea.id, aloud=aloud)


def try_ends(say: Voice, shown: InHand, _names: Mapping[str, str]) -> Drawing:
    """The day of a try has come."""
    question = _HAS_ENDED if shown.move.reminded > 1 else _ENDS
    return in_hand(say, shown, question, Text("Say how it went"), ideaids.END_TRY)


def named_owner(say: Voice, shown: InHand, _names: Mapping[str, str]) -> Drawing:
    """To who is named as the person who has an idea in hand."""
    words = _NAMED if shown.waits or shown.is_held else _WAS_NAMED
    return in_hand(say, shown, words, Text("Say what now"), ideaids.STALLED)


def stalled(say: Voice, shown: InHand, _names: Mapping[str, str]) -> Drawing:
    """Nothing moved for 60 days."""
    question = Text("Nothing moved for 60 days with this idea. Do you keep it, close it or want help?")
    return in_hand(say, shown, question, Text("Say what now"), ideaids.STALLED)


def wants_help(say: Voice, shown: Wanted, _names: Mapping[str, str]) -> Drawing:
    """To who leads: who has an idea in hand asks for help, or it is nobody's now."""
    idea, body = shown.idea, shown.body or Text("whoever decides")
    if shown.is_back:
        return Drawing.of_words(say, say(_BACK, number=idea.number, body=body))
    if not idea.stands:
        return Drawing.of_words(say, say(NOT_SHOWN))
    wanted = _HAS_LEFT if shown.has_left else _WANTED[shown.step]
    words = section(say(wanted, body=body))
    why = paragraphs(say("“{words}”", words=shown.words)) if shown.words else []
    how = context(say("To see what became of it, type: {/answer} {number}", number=idea.number))
    return Drawing.of(say, [_where(say, idea), words, *progress_title(say, idea), *why, how])


def _asks_how(shown: InHand) -> Text:
    return Text("how it goes with idea {number}", number=shown.idea.number)


DRAWINGS = (
    MessageDrawing(TRY_ENDS, try_ends, asks=_asks_how),
    MessageDrawing(IN_HAND, named_owner),
    MessageDrawing(STALLED_NOTE, stalled, asks=_asks_how),
    MessageDrawing(IDEA_HELP, wants_help),
)
