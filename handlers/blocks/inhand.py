"""What those are told and asked who have an idea in hand, and who leads when nobody has, or wants to."""

from collections.abc import Mapping

from coproduction.progress import IDEA_HELP, IN_HAND, STALLED_NOTE, TRY_ENDS, Step, state_name
from coproduction.service.waking import InHand, Wanted
from coproduction.words import Text
from handlers import ideaids
from handlers.blocks.deciding import progress_title
from handlers.blocks.ideawithdrawals import NOT_SHOWN
from handlers.blocks.kit import Drawing, MessageDrawing, actions, button, context, paragraphs, section
from handlers.voice import Voice

_SAID = {
    Step.GOES_ON: Text("You keep it. If nothing moves for 60 days, I ask you again."),
    Step.HELP: Text("You have asked for help, and those who lead know it."),
    Step.NOT_MINE: Text("You have said that this is not yours, and those who lead know it."),
}
_WANTED = {
    Step.HELP: Text("Whoever has this idea in hand asks for help:"),
    Step.NOT_MINE: Text("Who was named for this idea says that it is not theirs. Nobody has it in hand now:"),
    Step.NOT_THEIRS: Text("{body} says that others decide this idea. Please look for who decides:"),
}


def in_hand(say: Voice, shown: InHand, question: Text, label: Text, action: str) -> Drawing:
    """What somebody is asked who has an idea in hand, until something became of it."""
    if not shown.idea.stands:
        return Drawing.of_words(say, say(NOT_SHOWN))
    blocks = [section(say(question)), *progress_title(say, shown.idea)]
    if shown.waits:
        blocks.append(actions(button(say(label), action, shown.idea.id)))
    else:
        blocks.append(context(_became(say, shown)))
    return Drawing.of(say, blocks)


def _became(say: Voice, shown: InHand) -> str:
    """What came after it was asked: what they have said themselves, else where the idea stands."""
    last = shown.progress.last
    words = _SAID.get(last.step) if last else None
    return say(words or Text("It is “{state}” now. Thank you.", state=state_name(shown.progress.state)))


def try_ends(say: Voice, shown: InHand, _names: Mapping[str, str]) -> Drawing:
    """The day of a try has come."""
    question = Text("The day has come until which you try this. Do you keep it, change it or stop?")
    return in_hand(say, shown, question, Text("Say how it went"), ideaids.END_TRY)


def named_owner(say: Voice, shown: InHand, _names: Mapping[str, str]) -> Drawing:
    """To who is named as the person who has an idea in hand."""
    words = Text(
        "Those who lead have named you as the person who has this idea in hand. The card does not say so. "
        "If that is not right, press the button: you can say that it is not yours, or ask for help."
    )
    return in_hand(say, shown, words, Text("Say what now"), ideaids.STALLED)


def stalled(say: Voice, shown: InHand, _names: Mapping[str, str]) -> Drawing:
    """Nothing moved for 60 days."""
    question = Text("Nothing moved for 60 days with this idea. Do you keep it, close it or want help?")
    return in_hand(say, shown, question, Text("Say what now"), ideaids.STALLED)


def wants_help(say: Voice, shown: Wanted, _names: Mapping[str, str]) -> Drawing:
    """To who leads: who has an idea in hand asks for help, or it is nobody's now."""
    idea = shown.idea
    where = context(say("In {channel}:", channel=f"<#{idea.channel}>"))
    words = section(say(_WANTED[shown.step], body=shown.body or Text("whoever decides")))
    why = paragraphs(say("“{words}”", words=shown.words)) if shown.words else []
    how = context(say("To see what became of it, type: {/answer} {number}", number=idea.number))
    return Drawing.of(say, [where, words, *progress_title(say, idea), *why, how])


def _asks_how(shown: InHand) -> Text:
    return Text("how it goes with idea {number}", number=shown.idea.number)


DRAWINGS = (
    MessageDrawing(TRY_ENDS, try_ends, asks=_asks_how),
    MessageDrawing(IN_HAND, named_owner),
    MessageDrawing(STALLED_NOTE, stalled, asks=_asks_how),
    MessageDrawing(IDEA_HELP, wants_help),
)
