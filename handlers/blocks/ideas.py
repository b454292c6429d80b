"""The card of an idea, the form of a new one, and lists of ideas."""

from collections.abc import Mapping, Sequence

from coproduction.ideas import IDEA_CARD, TEXT_LENGTH, Idea, IdeaCard, IdeaKind
from coproduction.words import Text, Value, several
from handlers import ids
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    button,
    choice,
    context,
    header,
    modal,
    paragraphs,
    section,
    text_input,
)
from handlers.blocks.text import brief, escape
from handlers.voice import Voice

NAMED, ANONYMOUS = "named", "anonymous"
LISTED = 20
_TITLES = {
    IdeaKind.CHANGE: Text("Idea {number}"),
    IdeaKind.COLLABORATION: Text("Collaboration {number}"),
}
_SUPPORTS = {
    IdeaKind.CHANGE: Text("Support idea {number}"),
    IdeaKind.COLLABORATION: Text("Support collaboration {number}"),
}
_KINDS = {
    IdeaKind.CHANGE: Text("A change idea: something to do differently"),
    IdeaKind.COLLABORATION: Text("A collaboration: something to do together"),
}
_NAMES = {NAMED: Text("Show my name with it"), ANONYMOUS: Text("Leave my name out")}
_THANKS = {
    IdeaKind.CHANGE: Text("Thank you. Your idea is number {number}."),
    IdeaKind.COLLABORATION: Text("Thank you. Your collaboration is number {number}."),
}


def card(say: Voice, shown: IdeaCard, names: Mapping[str, str]) -> Drawing:
    """An idea with its number, its words, its credit and its support."""
    idea = shown.idea
    title = say(_TITLES[idea.kind], number=idea.number)
    if idea.is_withdrawn:
        return Drawing.of(say, [header(title), section(say("This idea was taken back by its author."))])
    aloud = say(_SUPPORTS[idea.kind], number=idea.number)
    support = supporters(shown.supporters)
    credit = say("From {author} · {supporters}", author=_credit(idea, names), supporters=support)
    return Drawing.of(
        say,
        [
            header(title),
            *paragraphs(idea.text),
            context(credit),
            actions(button(say("Support"), ids.SUPPORT, idea.id, aloud=aloud)),
        ],
    )


def supporters(number: int) -> Text:
    """How many support an idea."""
    return several(number, "{n} supporter", "{n} supporters")


def _credit(idea: Idea, names: Mapping[str, str]) -> Value:
    """A person, a group, or nobody in particular."""
    credit = names[idea.author] if idea.author else idea.credit
    return escape(credit) if credit else Text("a participant")


def form(say: Voice, private: str, text: str = "") -> View:
    """The form of a new idea."""
    kinds = {kind.value: say(words) for kind, words in _KINDS.items()}
    names = {value: say(words) for value, words in _NAMES.items()}
    hint = say(
        "Everybody in the channel can read your idea. If you leave your name out, "
        "I do not store it. Slack could still see that it was you, "
        "and people may recognise your words."
    )
    what = say("What kind of idea is it?")
    blocks = [
        text_input("text", say("Your idea"), most=TEXT_LENGTH, multiline=True, initial=text),
        choice(say, "kind", what, kinds, initial=IdeaKind.CHANGE.value),
        choice(say, "named", say("Your name"), names, initial=NAMED, hint=hint),
    ]
    return modal(say, say("New idea"), ids.IDEA_FORM, say("Share it"), private, blocks)


def thanks(say: Voice, idea: Idea) -> str:
    """What the author is told."""
    thanked = say(_THANKS[idea.kind], number=idea.number)
    if idea.author:
        return thanked
    return f"{thanked} {say('I did not keep your name. So you cannot delete this idea later.')}"


def offer_withdrawal(say: Voice, idea: Idea) -> Block:
    """The author's way out."""
    aloud = say("Take my idea back: idea {number}", number=idea.number)
    return actions(button(say("Take my idea back"), ids.WITHDRAW, idea.id, aloud=aloud))


def offer_take_back(say: Voice, idea: Idea) -> Block:
    """The supporter's way out."""
    aloud = say("Take my support back: idea {number}", number=idea.number)
    return actions(button(say("Take my support back"), ids.TAKE_BACK, idea.id, aloud=aloud))


def line(say: Voice, idea: Idea, supported: int) -> str:
    """An idea in a list."""
    return say(
        "{number}. {idea} ({supporters})",
        number=idea.number,
        idea=brief(idea.text, 300),
        supporters=supporters(supported),
    )


def listing(say: Voice, ideas: Sequence[tuple[Idea, int]]) -> Drawing:
    """The ideas of a programme, most supported first."""
    blocks: list[Block] = [header(say("Ideas so far"))]
    for idea, supported in ideas[:LISTED]:
        blocks += paragraphs(line(say, idea, supported))
    if len(ideas) > LISTED:
        blocks.append(context(say("And {number} more.", number=len(ideas) - LISTED)))
    if not ideas:
        blocks.append(section(say("There are no ideas yet. Yours can be the first.")))
    return Drawing.of(say, blocks)


def _people_in(shown: IdeaCard) -> list[str]:
    return [shown.idea.author] if shown.idea.author else []


DRAWINGS = (MessageDrawing(IDEA_CARD, card, _people_in),)
