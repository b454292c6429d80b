"""The card of an idea, the form of a new one, and lists of ideas."""

from collections.abc import Mapping, Sequence

from coproduction.ideas import IDEA_CARD, TEXT_LENGTH, Idea, IdeaCard, IdeaKind
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
from handlers.blocks.text import brief, escape, several

NAMED, ANONYMOUS = "named", "anonymous"
LISTED = 20
_TITLES = {IdeaKind.CHANGE: "Idea", IdeaKind.COLLABORATION: "Collaboration"}


def card(shown: IdeaCard, names: Mapping[str, str]) -> Drawing:
    """An idea with its number, its words, its credit and its support."""
    idea = shown.idea
    title = f"{_TITLES[idea.kind]} {idea.number}"
    if idea.is_withdrawn:
        return Drawing.of([header(title), section("This idea was taken back by its author.")])
    credit = f"From {_credit(idea, names)}"
    return Drawing.of(
        [
            header(title),
            *paragraphs(idea.text),
            context(f"{credit} · {several(shown.supporters, 'supporter')}"),
            actions(button("Support", ids.SUPPORT, idea.id)),
        ]
    )


def _credit(idea: Idea, names: Mapping[str, str]) -> str:
    """A person, a group, or nobody in particular."""
    return escape(names[idea.author] if idea.author else idea.credit or "a participant")


def form(private: str, text: str = "") -> View:
    """The form of a new idea."""
    return modal(
        "New idea",
        ids.IDEA_FORM,
        "Share it",
        private,
        [
            text_input("text", "Your idea", most=TEXT_LENGTH, multiline=True, initial=text),
            choice(
                "kind",
                "What kind of idea is it?",
                {
                    IdeaKind.CHANGE.value: "A change idea: something to do differently",
                    IdeaKind.COLLABORATION.value: "A collaboration: something to do together",
                },
                initial=IdeaKind.CHANGE.value,
            ),
            choice(
                "named",
                "Your name",
                {NAMED: "Show my name with it", ANONYMOUS: "Leave my name out"},
                initial=NAMED,
                hint="Everybody in the channel can read your idea. If you leave your name out, "
                "I do not store it. Slack could still see that it was you, "
                "and people may recognise your words.",
            ),
        ],
    )


_UNNAMED = "Your name is not stored with it, so I cannot take it back for you later."


def thanks(idea: Idea) -> str:
    """What the author is told."""
    kind = "idea" if idea.kind is IdeaKind.CHANGE else "collaboration"
    unnamed = "" if idea.author else f" {_UNNAMED}"
    return f"Thank you. Your {kind} is number {idea.number}.{unnamed}"


def offer_withdrawal(idea: Idea) -> Block:
    """The author's way out."""
    return actions(button("Take my idea back", ids.WITHDRAW, idea.id))


def offer_take_back(idea: Idea) -> Block:
    """The supporter's way out."""
    return actions(button("Take my support back", ids.TAKE_BACK, idea.id))


def listing(ideas: Sequence[tuple[Idea, int]]) -> Drawing:
    """The ideas of a programme, most supported first."""
    blocks: list[Block] = [header("Ideas so far")]
    for idea, supporters in ideas[:LISTED]:
        line = f"{idea.number}. {brief(idea.text, 300)} ({several(supporters, 'supporter')})"
        blocks += paragraphs(line)
    if len(ideas) > LISTED:
        blocks.append(context(f"And {len(ideas) - LISTED} more."))
    if not ideas:
        blocks.append(section("There are no ideas yet. Yours can be the first."))
    return Drawing.of(blocks)


def _people_in(shown: IdeaCard) -> list[str]:
    return [shown.idea.author] if shown.idea.author else []


DRAWINGS = (
    MessageDrawing[IdeaCard](IDEA_CARD, lambda shown, names, _manners: card(shown, names), _people_in),
)
