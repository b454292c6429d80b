"""The ways out of an idea or of supporting it, and back."""

from datetime import timedelta

from coproduction.ideas import Idea
from coproduction.undoing import WAY_BACK
from coproduction.words import Text
from handlers import ideaids, ids
from handlers.blocks.kit import (
    IN_CONFIRM,
    Block,
    actions,
    asks_about,
    button,
)
from handlers.blocks.text import brief, on_one_line
from handlers.voice import Voice

# What is held back is never called by its number: that counts what others have written, also without a name.
_BACK = Text("Idea {number}, “{idea}”, is back, with all who support it.")
_BACK_HELD = Text("Your idea “{idea}” is back. Nobody else sees it yet.")
_THERE = Text("Idea {number}, “{idea}”, is there already, so nothing has changed.")
_THERE_HELD = Text("Your idea “{idea}” is there already, so nothing has changed.")
_TAKEN = Text(
    "Idea {number}, “{idea}”, is taken back. "
    "If that was a mistake, you can put it back for {minutes} minutes."
)
_TAKEN_HELD = Text(
    "Your idea “{idea}” is taken back. If that was a mistake, you can put it back for {minutes} minutes."
)
_GONE = Text("Idea {number}, “{idea}”, is taken back.")
_GONE_HELD = Text("This idea, “{idea}”, is taken back.")
NOT_SHOWN = Text("This idea is not shown any more.")
_SURE = Text("Take idea {number} back?")
_SURE_HELD = Text("Take this idea back?")
_GOES = Text("Its words go from the channel, and nobody can support it any more.")
_GOES_HELD = Text("Nobody else has seen it yet. It is not shown with the others.")


def _called(idea: Idea) -> str:
    """Its words within a sentence: ideas of two channels may have one number."""
    return brief(on_one_line(idea.text), IN_CONFIRM)


def _aloud(say: Voice, label: str, idea: Idea) -> str:
    """A label that also says which idea is meant, by its words."""
    return say("{label}: {about}", label=label, about=brief(idea.text, 40))


def offer_withdrawal(say: Voice, idea: Idea) -> Block:
    """The author's way out."""
    label, numbered = say("Take my idea back"), say("Take my idea back: idea {number}", number=idea.number)
    spoken = _aloud(say, label, idea) if idea.sealed_in else numbered
    return actions(button(label, ids.WITHDRAW, idea.id, aloud=spoken, confirm=sure(say, idea)))


def offer_withdrawal_of_message(say: Voice, idea: Idea, message: str) -> Block:
    """The way out for who wrote the message of an idea without a name; the message is the proof."""
    label = say("Take this idea back")
    return actions(button(label, ids.WITHDRAW_MESSAGE, message, confirm=sure(say, idea)))


def offer_return(say: Voice, idea: Idea) -> Block:
    """The way back from taking an idea back."""
    label, numbered = say("Put my idea back"), say("Put my idea back: idea {number}", number=idea.number)
    spoken = _aloud(say, label, idea) if idea.sealed_in else numbered
    return actions(button(label, ids.PUT_BACK, idea.id, aloud=spoken))


def taken_back(say: Voice, idea: Idea) -> str:
    """What the author is told who has taken an idea back."""
    minutes = WAY_BACK // timedelta(minutes=1)
    words = _TAKEN_HELD if idea.sealed_in else _TAKEN
    return say(words, number=idea.number, idea=_called(idea), minutes=minutes)


def gone(say: Voice, idea: Idea) -> str:
    """The same for who wrote its message, where there is no way back."""
    return say(_GONE_HELD if idea.sealed_in else _GONE, number=idea.number, idea=_called(idea))


def put_back(say: Voice, idea: Idea, *, is_back: bool) -> str:
    """What the author is told who has put an idea back, or pressed it twice."""
    if idea.sealed_in:
        return say(_BACK_HELD if is_back else _THERE_HELD, idea=_called(idea))
    return say(_BACK if is_back else _THERE, number=idea.number, idea=_called(idea))


def sure(say: Voice, idea: Idea) -> Block:
    """One press too many must not cost an idea the support it has."""
    title, goes = (_SURE_HELD, _GOES_HELD) if idea.sealed_in else (_SURE, _GOES)
    return asks_about(say, idea.text, say(title, number=idea.number), say(goes), say("Take it back"))


def offer_take_back(say: Voice, idea: Idea) -> Block:
    """The supporter's way out."""
    aloud = say("Take my support back: idea {number}", number=idea.number)
    follow = say("{label}: {about}", label=say("Follow"), about=say("idea {number}", number=idea.number))
    return actions(
        button(say("Take my support back"), ids.TAKE_BACK, idea.id, aloud=aloud),
        button(say("Follow"), ideaids.FOLLOW, idea.id, aloud=follow),
    )
