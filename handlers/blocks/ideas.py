"""The forms of an idea, with a name and without one, and what is said when it was sent."""

from collections.abc import Sequence
from itertools import takewhile

from coproduction.ideas import MORE_LENGTH, TEXT_LENGTH, WHOM_LENGTH, Idea, IdeaKind
from coproduction.service.ideas import Captured, IdeaDraft
from coproduction.service.joining import subject_of
from coproduction.words import Text
from handlers import ideaids, ids
from handlers.blocks.fields import boxes, choice, dispatched, menu, people_input, text_input
from handlers.blocks.kit import Block, View, actions, button, context, modal, notice, paragraphs, section
from handlers.blocks.text import brief, on_one_line
from handlers.voice import Voice

HELPS = "helps"
MOST_THAT_MATTER = 100  # options that Slack takes in a menu
_KINDS = {
    IdeaKind.CHANGE: Text("A change idea: something to do differently"),
    IdeaKind.COLLABORATION: Text("A collaboration: something to do together"),
    IdeaKind.MATTERS: Text("What matters: something that is hard, or should be better"),
}
_ASKS = {
    IdeaKind.CHANGE: Text("Your idea"),
    IdeaKind.COLLABORATION: Text("Your idea"),
    IdeaKind.MATTERS: Text("What gets in the way?"),
}
_NO_NAME = Text(
    "*I keep no name with it.* It says “a participant”. "
    "But people may know you by your words. Slack and the people who run this app could still look."
)
_LASTS = Text("After that you cannot change it or take it back.")
_POSTS = Text("When you press “Post it”, everybody there can read it. {lasts}")
_POSTS_HELD = Text("When you press “Post it”, I keep it, and it is shown together with all others. {lasts}")
_WITH_NAME = Text("Share it with my name")
UNNAMED = Text("Share it without my name")
_THANKS = {
    IdeaKind.CHANGE: Text("Thank you. Your idea is number {number}."),
    IdeaKind.COLLABORATION: Text("Thank you. Your collaboration is number {number}."),
    IdeaKind.MATTERS: Text("Thank you. What matters to you is number {number}."),
}
_SAID_AGAIN = Text("You have said this already: it is idea {number}. It counts once.")
_SEALED = Text("Thank you. I keep your words.")
_SAID_AGAIN_SEALED = Text("You have said this already. It counts once.")
_ON_ITS_WAY = Text(
    "Thank you. Your idea is on its way. I did not keep your name. So you cannot delete this idea later."
)
_THANKS_SEALED = Text(
    "Thank you. I keep your idea. I did not keep your name. So you cannot delete this idea later."
)
NEXT = Text(
    "What happens next: everybody in the channel can read it and support it. "
    "People look at all ideas together, and you hear here what became of it."
)
NEXT_SEALED = Text(
    "What happens next: when all ideas are shown, everybody in the channel can read yours and support it. "
    "People look at all ideas together, and you hear here what became of it."
)
NEXT_UNNAMED_SEALED = Text(
    "What happens next: when all ideas are shown, everybody in the channel can read yours and support it. "
    "What becomes of it stands on its card in the channel, because I do not know whom to tell."
)
NEXT_UNNAMED = Text(
    "What happens next: everybody in the channel can read it and support it. "
    "What becomes of it stands on its card in the channel, because I do not know whom to tell."
)


def above(screen: View) -> list[Block]:
    """What stands above the questions in a form that is open: where it goes."""
    return list(takewhile(lambda block: block.get("block_id") != "text", screen.get("blocks", ())))


def form(
    say: Voice,
    private: str,
    draft: IdeaDraft,
    where: Sequence[Block] = (),
    matters: Sequence[Idea] = (),
    *,
    is_long: bool = False,
) -> View:
    """The form of a new idea that shows its author's name; `where` says where it goes, or asks."""
    seen = say("Everybody in the channel can read your idea, with your name.")
    more = [] if is_long else [_aloud(say, Text("More"), ids.at(ids.IDEA_KIND, "more"))]
    helps = boxes(
        HELPS,
        say("Your part"),
        {HELPS: say("I would help with this")},
        [HELPS] if draft.helps else [],
        optional=True,
    )
    blocks = [
        *where,
        *_asked(say, draft),
        *_partners(say, draft),
        *([*_beside(say, draft, matters), helps] if is_long else []),
        context(seen),
        actions(*more, _aloud(say, UNNAMED, ids.IDEA_UNNAMED)),
    ]
    return modal(say, say("New idea"), ids.IDEA_FORM, say("Share it"), private, blocks)


def unnamed_form(
    say: Voice, private: str, draft: IdeaDraft, where: Sequence[Block], matters: Sequence[Idea] = ()
) -> View:
    """The form of an idea that nobody is tied to."""
    blocks = [
        *where,
        *_asked(say, draft),
        *_beside(say, draft, matters),
        section(say(_NO_NAME)),
        context(say("You see it once more before I post it. {lasts}", lasts=_LASTS)),
        actions(_aloud(say, _WITH_NAME, ids.at(ids.IDEA_KIND, "named"))),
    ]
    return modal(say, say("Without your name"), ids.UNNAMED_IDEA_FORM, say("Look at it"), private, blocks)


def _asked(say: Voice, draft: IdeaDraft) -> list[Block]:
    """The words, the kind, and what that kind asks besides."""
    kinds = {kind.value: say(words) for kind, words in _KINDS.items()}
    kind = choice(say, "kind", say("What kind of idea is it?"), kinds, initial=draft.kind.value)
    text = text_input("text", say(_ASKS[draft.kind]), most=TEXT_LENGTH, multiline=True, initial=draft.text)
    besides: list[Block] = []
    if draft.kind is IdeaKind.COLLABORATION:
        besides = [_optional("whom", say("With whom?"), WHOM_LENGTH, draft.whom)]
    if draft.kind is IdeaKind.MATTERS:
        besides = [_optional("better", say("What would better look like?"), MORE_LENGTH, draft.better)]
    return [text, dispatched(kind, ids.IDEA_KIND), *besides]


def _partners(say: Voice, draft: IdeaDraft) -> list[Block]:
    """Whom its author wants to work on it with, who are asked."""
    if draft.kind is not IdeaKind.COLLABORATION:
        return []
    hint = say("I ask them if they will work on it with you. If somebody says no, I keep it to myself.")
    return [people_input(say, "people", say("Who should I ask?"), hint=hint, initial=draft.partners)]


def _beside(say: Voice, draft: IdeaDraft, matters: Sequence[Idea]) -> list[Block]:
    hint = say("A link, a number, or what you have lived through: all of it counts.")
    label = say("What tells us this matters?")
    fields = [_optional("evidence", label, MORE_LENGTH, draft.evidence, hint)]
    if matters and draft.kind is not IdeaKind.MATTERS:
        options = {
            each.id: say("{number}. {idea}", number=each.number, idea=brief(each.text, 60))
            for each in matters[:MOST_THAT_MATTER]
        }
        label = say("Which “what matters” does it answer?")
        fields.append(menu(say, "serves", label, options, initial=draft.serves or "", optional=True))
    return fields


def _optional(field: str, label: str, most: int, initial: str | None, hint: str = "") -> Block:
    return text_input(
        field, label, most=most, multiline=True, optional=True, initial=initial or "", hint=hint
    )


def _aloud(say: Voice, label: Text, action: str) -> Block:
    """A button of these forms, whose label is short."""
    words = say(label)
    return button(words, action, aloud=say("{label}: {about}", label=words, about=say("your idea")))


def preview(
    say: Voice,
    private: str,
    draft: IdeaDraft,
    notes: Sequence[Text],
    where: Block,
    close: Idea | None = None,
    *,
    is_held: bool = False,
) -> View:
    """What will be posted without a name, with what is to be looked at once more. `is_held`: nobody else sees
    it before all ideas are shown.
    """
    blocks = [
        section(say("*This is what everybody will read:*")),
        *paragraphs(said(say, draft)),
        context(say("From {author}", author=say("a participant"))),
        *_once_more(say, notes, close),
        where,
        actions(_aloud(say, Text("Edit"), ids.IDEA_EDIT)),
        context(say(_POSTS_HELD if is_held else _POSTS, lasts=_LASTS)),
    ]
    return modal(say, say("Without your name"), ids.UNNAMED_IDEA_PREVIEW, say("Post it"), private, blocks)


def _once_more(say: Voice, notes: Sequence[Text], close: Idea | None) -> list[Block]:
    """What in it may tell who somebody is, and an idea that is `close` to it."""
    if not notes and close is None:
        return []
    warned = [section("\n".join(f"• {say(note)}" for note in notes))] if notes else []
    alike = paragraphs(say(_sounds_close(close))) if close else []
    return [section(say("*Please look at this once more:*")), *warned, *alike]


def said(say: Voice, idea: IdeaDraft | Idea) -> str:
    """An idea's words and what was said beside it, in people's own words."""
    return "\n".join([idea.text, *said_beside(say, idea)])


def said_beside(say: Voice, idea: IdeaDraft | Idea) -> list[str]:
    """What was said beside it."""
    return [
        *([say("With: {whom}", whom=idea.whom)] if idea.whom else []),
        *([say("What would be better: {words}", words=idea.better)] if idea.better else []),
        *([say("What tells us this matters: {words}", words=idea.evidence)] if idea.evidence else []),
    ]


def thanks(say: Voice, captured: Captured) -> str:
    """What the author of an idea with their name is told."""
    if captured.idea.sealed_in:
        return say(_SAID_AGAIN_SEALED if captured.is_said_again else _SEALED)
    words = _SAID_AGAIN if captured.is_said_again else _THANKS[captured.idea.kind]
    return say(words, number=captured.idea.number)


def next_steps(say: Voice, idea: Idea) -> Block:
    """What happens next with an idea."""
    return context(say(NEXT_SEALED if idea.sealed_in else NEXT))


def _sounds_close(close: Idea) -> Text:
    """That another idea says nearly the same."""
    theirs = brief(on_one_line(close.text), 120)
    return Text("This sounds close to {number}, “{idea}”.", number=close.number, idea=theirs)


def close_one(say: Voice, own: Idea, close: Idea) -> list[Block]:
    """That another idea says nearly the same, and what can be done with both."""
    words = say(_sounds_close(close))
    what = say("You can support that one and take yours back, or add your words to it. Or keep both.")
    label = say("Support idea {number}", number=close.number)
    support = button(label, ids.at(ids.SUPPORT, close.number), close.id)
    add = say("Add mine to idea {number}", number=close.number)
    join = button(add, ids.at(ideaids.ADD_TO_IDEA, close.number), subject_of(own, close))
    return [*paragraphs(f"{words} {what}"), actions(support, join)]


def typed_is_named(say: Voice) -> Block:
    """What nobody was asked who typed their idea."""
    return context(
        say(
            "It shows your name. To share an idea without your name, type {/idea} with nothing after it "
            "and press “{what}”.",
            what=UNNAMED,
        )
    )


def thanks_unnamed(say: Voice, idea: Idea, where: Block) -> View:
    """What somebody is told who left their name out: in the form, and without what would lead to them."""
    is_held = idea.sealed_in is not None
    thanked = _THANKS_SEALED if is_held else _ON_ITS_WAY
    follows = NEXT_UNNAMED_SEALED if is_held else NEXT_UNNAMED
    return notice(say, say("New idea"), [*paragraphs(say(thanked)), where, context(say(follows))])
