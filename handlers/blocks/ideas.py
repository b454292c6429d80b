"""The card of an idea, the form of a new one, and lists of ideas."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from coproduction.ideas import IDEA_CARD, TEXT_LENGTH, Idea, IdeaCard, IdeaKind, IdeasCard, can_return
from coproduction.service.ideas import Captured
from coproduction.service.places import Where
from coproduction.undoing import WAY_BACK
from coproduction.words import Text, and_listed, several
from handlers import ids
from handlers.blocks import pages
from handlers.blocks.fields import choice, text_input
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    aside,
    asks,
    button,
    context,
    header,
    modal,
    notice,
    paragraphs,
    section,
)
from handlers.blocks.pages import PAGE
from handlers.blocks.places import of_programme
from handlers.blocks.text import brief
from handlers.voice import Voice

NAMED, ANONYMOUS = "named", "anonymous"
LISTED = PAGE
PROGRAMME, SESSION, MINE = "programme", "session", "mine"  # the lists that have pages
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
_SAID_AGAIN = Text("You have said this already: it is idea {number}. It counts once.")


def card(say: Voice, shown: IdeasCard, names: Mapping[str, str]) -> Drawing:
    """An idea with its number, its words, its credit and its support; or several, each with its button."""
    if len(shown.ideas) == 1:
        return _alone(say, shown.ideas[0], names)
    blocks = [block for each in shown.ideas for block in _among(say, each, names)]
    return Drawing.of(say, [header(say(_numbers([each.idea.number for each in shown.ideas]))), *blocks])


def _numbers(numbers: Sequence[int]) -> Text:
    """Which ideas these are; how many would read as if it were all there are."""
    first, last = min(numbers), max(numbers)
    if last - first + 1 == len(numbers) > 2:
        return Text("Ideas {first} to {last}", first=first, last=last)
    return Text("Ideas {numbers}", numbers=and_listed(sorted(numbers)))


def _among(say: Voice, shown: IdeaCard, names: Mapping[str, str]) -> list[Block]:
    idea = shown.idea
    title = say(_TITLES[idea.kind], number=idea.number)
    if idea.is_withdrawn:
        return paragraphs(f"{title}\n{say('This idea was taken back by its author.')}")
    label = say(_SUPPORTS[idea.kind], number=idea.number)
    words = f"{title}\n{idea.text}"
    support = button(label, ids.at(ids.SUPPORT, idea.number), idea.id)
    return [*paragraphs(words), aside(_credited(say, shown, names)), actions(support)]


def _alone(say: Voice, shown: IdeaCard, names: Mapping[str, str]) -> Drawing:
    idea = shown.idea
    title = say(_TITLES[idea.kind], number=idea.number)
    if idea.is_withdrawn:
        return Drawing.of(say, [header(title), section(say("This idea was taken back by its author."))])
    aloud = say(_SUPPORTS[idea.kind], number=idea.number)
    return Drawing.of(
        say,
        [
            header(title),
            *paragraphs(idea.text),
            aside(_credited(say, shown, names)),
            actions(button(say("Support"), ids.SUPPORT, idea.id, aloud=aloud)),
        ],
    )


def _credited(say: Voice, shown: IdeaCard, names: Mapping[str, str]) -> str:
    """A person, nobody in particular, or a group, whose credit says "from" by itself."""
    idea, support = shown.idea, supporters(shown.supporters)
    if idea.credit and not idea.author:
        return say("{credit} · {supporters}", credit=idea.credit, supporters=support)
    author = names[idea.author] if idea.author else Text("a participant")
    return say("From {author} · {supporters}", author=author, supporters=support)


def supporters(number: int) -> Text:
    """How many support an idea."""
    return several(number, "{n} supporter", "{n} supporters")


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


def offer_withdrawal(say: Voice, idea: Idea) -> Block:
    """The author's way out."""
    aloud = say("Take my idea back: idea {number}", number=idea.number)
    label = say("Take my idea back")
    return actions(button(label, ids.WITHDRAW, idea.id, aloud=aloud, confirm=_sure(say, idea)))


def offer_withdrawal_of_message(say: Voice, idea: Idea, message: str) -> Block:
    """The way out for who wrote the message of an idea without a name; the message is the proof."""
    label = say("Take this idea back")
    return actions(button(label, ids.WITHDRAW_MESSAGE, message, confirm=_sure(say, idea)))


def offer_return(say: Voice, idea: Idea) -> Block:
    """The way back from taking an idea back."""
    aloud = say("Put my idea back: idea {number}", number=idea.number)
    return actions(button(say("Put my idea back"), ids.PUT_BACK, idea.id, aloud=aloud))


def taken_back(say: Voice, idea: Idea) -> str:
    """What the author is told who has taken an idea back."""
    minutes = WAY_BACK // timedelta(minutes=1)
    return say(
        "Idea {number} is taken back. If that was a mistake, you can put it back for {minutes} minutes.",
        number=idea.number,
        minutes=minutes,
    )


def _sure(say: Voice, idea: Idea) -> Block:
    """One press too many must not cost an idea the support it has."""
    return asks(
        say,
        say("Take idea {number} back?", number=idea.number),
        say("Its words go from the channel, and nobody can support it any more."),
        say("Take it back"),
    )


def owned(say: Voice, ideas: Sequence[Idea], now: datetime) -> list[list[Block]]:
    """Each of a person's own ideas; where they are of several programmes, below the channel they are in."""
    are_several = len({idea.channel for idea in ideas}) > 1
    lines: list[list[Block]] = []
    above = ""
    for idea in ideas:
        heading = []
        if are_several and idea.channel != above:
            heading = [context(say("In {channel}:", channel=f"<#{idea.channel}>"))]
        lines.append([*heading, *own(say, idea, can_return=can_return(idea, now))])
        above = idea.channel
    return lines


def own(say: Voice, idea: Idea, *, can_return: bool) -> list[Block]:
    """One of a person's own ideas in a list, and its way out or back: a phone has no room beside it."""
    number, words = idea.number, brief(idea.text, 300)
    if not idea.is_withdrawn:
        label = say("Take back idea {number}", number=number)
        aloud = say("{label}: {about}", label=label, about=brief(idea.text, 40))
        way_out = button(label, ids.at(ids.WITHDRAW, idea.id), idea.id, aloud=aloud, confirm=_sure(say, idea))
        return [*paragraphs(say("{number}. {idea}", number=number, idea=words)), actions(way_out)]
    shown = say("{number}. {idea} (taken back)", number=number, idea=words)
    if not can_return:
        return paragraphs(shown)
    label = say("Put back idea {number}", number=number)
    aloud = say("{label}: {about}", label=label, about=brief(idea.text, 40))
    way_back = button(label, ids.at(ids.PUT_BACK, idea.id), idea.id, aloud=aloud)
    return [*paragraphs(shown), actions(way_back)]


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


def listing(
    say: Voice, ideas: Sequence[tuple[Idea, int]], where: Where, *, is_elsewhere: bool = False
) -> Drawing:
    """The ideas of a programme, most supported first; which one is said to who asks from elsewhere."""
    blocks: list[Block] = [header(say("Ideas so far"))]
    blocks += [of_programme(say, where)] if is_elsewhere else []
    for idea, supported in ideas[:LISTED]:
        blocks += paragraphs(line(say, idea, supported))
    if len(ideas) > LISTED:
        blocks.append(more(say, len(ideas) - LISTED, f"{PROGRAMME}:{where.channel}", LISTED // PAGE))
    if not ideas:
        blocks.append(section(say("There are no ideas yet. Yours can be the first.")))
    return Drawing.of(say, blocks)


def more(say: Voice, number: int, subject: str, page: int = 0) -> Block:
    """What opens the ideas that do not fit: `subject` says which list, `page` where it opens."""
    label = say(several(number, "And {n} more idea", "And {n} more ideas"))
    return actions(button(label, ids.at(ids.MORE_IDEAS, page), subject))


def page(say: Voice, lines: Sequence[Sequence[Block]], number: int, subject: str, private: str) -> View:
    """One page of a list of ideas, each one or two blocks, with the ways to the others."""
    return pages.page(say, say("Ideas"), lines, number, ids.MORE_IDEAS, subject, private)


def _people_in(shown: IdeasCard) -> list[str]:
    return [each.idea.author for each in shown.ideas if each.idea.author]


DRAWINGS = (MessageDrawing(IDEA_CARD, card, _people_in),)
