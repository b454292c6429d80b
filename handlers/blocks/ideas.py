"""The card of an idea, the form of a new one, and lists of ideas."""

from collections.abc import Sequence

from coproduction.ideas import TEXT_LENGTH, IdeaKind
from coproduction.service.ideas import Captured
from coproduction.words import Text
from handlers import ids
from handlers.blocks.fields import choice, text_input
from handlers.blocks.kit import (
    Block,
    View,
    context,
    modal,
    notice,
    paragraphs,
)
from handlers.voice import Voice

NAMED, ANONYMOUS = "named", "anonymous"


_KINDS = {
    IdeaKind.CHANGE: Text("A change idea: something to do differently"),
    IdeaKind.COLLABORATION: Text("A collaboration: something to do together"),
}


_NAMES = {NAMED: Text("Show my name with it"), ANONYMOUS: Text("Leave my name out")}


_THANKS = {
    IdeaKind.CHANGE: Text("Thank you. Your idea is number {number}."),
    IdeaKind.COLLABORATION: Text("Thank you. Your collaboration is number {number}."),
}


_SAID_AGAIN = Text("You have said this already: it is idea {number}. It counts once.")


def form(say: Voice, private: str, text: str = "", where: Sequence[Block] = ()) -> View:
    """The form of a new idea; `where` says where it goes, or asks."""
    kinds = {kind.value: say(words) for kind, words in _KINDS.items()}
    names = {value: say(words) for value, words in _NAMES.items()}
    hint = say(
        "Everybody in the channel can read your idea. If you leave your name out, I do not keep it. "
        "So you cannot take the idea back later. "
        "Slack and the people who run this app could still look. People may know you by your words."
    )
    what = say("What kind of idea is it?")
    blocks = [
        *where,
        text_input("text", say("Your idea"), most=TEXT_LENGTH, multiline=True, initial=text),
        choice(say, "kind", what, kinds, initial=IdeaKind.CHANGE.value),
        choice(say, "named", say("Your name"), names, initial=NAMED, hint=hint),
    ]
    return modal(say, say("New idea"), ids.IDEA_FORM, say("Share it"), private, blocks)


def thanks(say: Voice, captured: Captured) -> str:
    """What the author of an idea with their name is told."""
    words = _SAID_AGAIN if captured.is_said_again else _THANKS[captured.idea.kind]
    return say(words, number=captured.idea.number)


def typed_is_named(say: Voice) -> Block:
    """What nobody was asked who typed their idea."""
    return context(
        say(
            "It shows your name. To share an idea without your name, type {/idea} with nothing after it "
            "and choose “{what}”.",
            what=_NAMES[ANONYMOUS],
        )
    )


def thanks_unnamed(say: Voice, where: Block) -> View:
    """What somebody is told who left their name out: in the form, and without what would lead to them."""
    thanked = say(
        "Thank you. Your idea is on its way. I did not keep your name. So you cannot delete this idea later."
    )
    return notice(say, say("New idea"), [*paragraphs(thanked), where])
