"""The card of an idea, or of several."""

from collections.abc import Mapping, Sequence
from itertools import chain

from coproduction.hidingreasons import because
from coproduction.ideas import IDEA_CARD, Idea, IdeaCard, IdeaKind, IdeasCard
from coproduction.words import Text, and_listed, several
from handlers import ids
from handlers.blocks.fitting import fits
from handlers.blocks.ideas import said
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    aside,
    button,
    context,
    header,
    line_by_line,
    paragraphs,
    titled,
)
from handlers.blocks.progress import more, on_card, where_it_stands
from handlers.voice import Voice

TITLES = {
    IdeaKind.CHANGE: Text("Idea {number}"),
    IdeaKind.COLLABORATION: Text("Collaboration {number}"),
    IdeaKind.MATTERS: Text("What matters {number}"),
}

_HEARD_AMONG = Text("{credit} · heard")
_HEARD = Text("Heard. Next, people look at all ideas together.")
_SUPPORTS = {
    IdeaKind.CHANGE: Text("Support idea {number}"),
    IdeaKind.COLLABORATION: Text("Support collaboration {number}"),
    IdeaKind.MATTERS: Text("Support what matters {number}"),
}


def card(say: Voice, shown: IdeasCard, names: Mapping[str, str]) -> Drawing:
    """An idea with its number, its words, its credit and its support; or several, each with its button."""
    if len(shown.ideas) == 1:
        return _alone(say, shown.ideas[0], names)
    blocks = _several(say, shown, names)
    if not fits(blocks):  # much became of them: no idea goes for what became of another
        blocks = _several(say, shown, names, is_brief=True)
    return Drawing.of(say, blocks)


def _several(
    say: Voice, shown: IdeasCard, names: Mapping[str, str], *, is_brief: bool = False
) -> list[Block]:
    title = header(say(_numbers([each.idea.number for each in shown.ideas])))
    drawn = (_among(say, each, names, is_brief=is_brief) for each in shown.ideas)
    return [title, *chain.from_iterable(drawn)]


def _numbers(numbers: Sequence[int]) -> Text:
    """Which ideas these are; how many would read as if it were all there are."""
    first, last = min(numbers), max(numbers)
    if last - first + 1 == len(numbers) > 2:
        return Text("Ideas {first} to {last}", first=first, last=last)
    return Text("Ideas {numbers}", numbers=and_listed(sorted(numbers)))


def _among(say: Voice, shown: IdeaCard, names: Mapping[str, str], *, is_brief: bool) -> list[Block]:
    """One of several; `is_brief`: of what became of it only the state, beside its credit."""
    idea = shown.idea
    title = say(TITLES[idea.kind], number=idea.number)
    if gone := _gone(idea):
        return [titled(title, say(gone))]
    label = say(_SUPPORTS[idea.kind], number=idea.number)
    words = titled(title, said(say, idea))
    support = button(label, ids.at(ids.SUPPORT, idea.number), idea.id)
    became = on_card(say, shown.moves, shown.worked)
    buttons = actions(support, *([more(say, idea)] if became or idea.kind is IdeaKind.COLLABORATION else []))
    credit = _credited(say, shown, names)
    if is_brief and became:
        return [words, aside(f"{credit}\n{where_it_stands(say, shown.moves)}"), buttons]
    return [words, aside(credit if became else say(_HEARD_AMONG, credit=credit)), *became, buttons]


def _alone(say: Voice, shown: IdeaCard, names: Mapping[str, str]) -> Drawing:
    idea = shown.idea
    title = say(TITLES[idea.kind], number=idea.number)
    if gone := _gone(idea):
        return Drawing.of(say, [header(title), *paragraphs(say(gone))])
    aloud = say(_SUPPORTS[idea.kind], number=idea.number)
    support = button(say("Support"), ids.SUPPORT, idea.id, aloud=aloud)
    became = on_card(say, shown.moves, shown.worked)
    credit = _credited(say, shown, names)
    return Drawing.of(
        say,
        [
            header(title),
            *paragraphs(said(say, idea)),
            aside(credit if became else f"{credit}\n{say(_HEARD)}"),
            *_beside(say, shown),
            *became,
            actions(support, *([more(say, idea)] if became or idea.kind is IdeaKind.COLLABORATION else [])),
        ],
    )


def _beside(say: Voice, shown: IdeaCard) -> list[Block]:
    """What people say would help, where there is no author to tell."""
    return [context(say("It would help if …")), *line_by_line(shown.words)] if shown.words else []


def _gone(idea: Idea) -> Text | None:
    """Why nothing of an idea is shown; None where it stands."""
    if idea.is_withdrawn:
        return Text("This idea was taken back by its author.")
    if idea.hidden_for is None:
        return None
    reason = because(idea.hidden_for, idea.hidden_words)
    return Text("The people who lead have hidden this: {reason}.", reason=reason)


def _credited(say: Voice, shown: IdeaCard, names: Mapping[str, str]) -> str:
    """A person, nobody in particular, or a group, whose credit says "from" by itself."""
    idea, support = shown.idea, support_of(shown.supporters, shown.sectors, shown.conditions)
    if idea.credit and not idea.author:
        return say("{credit} · {supporters}", credit=idea.credit, supporters=support)
    author = names[idea.author] if idea.author else Text("a participant")
    return say("From {author} · {supporters}", author=author, supporters=support)


def support_of(people: int, sectors: int, conditions: int) -> Text:
    """How many support an idea, from how many sectors if that may be told, how many say what would help."""
    support = supporters(people)
    if sectors:
        support = several(sectors, "{people} from {n} sector", "{people} from {n} sectors", people=support)
    if not conditions:
        return support
    return several(
        conditions,
        "{people} · {n} says what would help",
        "{people} · {n} say what would help",
        people=support,
    )


def supporters(number: int) -> Text:
    """How many support an idea."""
    return several(number, "{n} supporter", "{n} supporters")


def _people_in(shown: IdeasCard) -> list[str]:
    return [each.idea.author for each in shown.ideas if each.idea.author]


DRAWINGS = (MessageDrawing(IDEA_CARD, card, _people_in),)
