"""Lists of ideas and their pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType

from coproduction.hidingreasons import because
from coproduction.ideas import Idea, can_return
from coproduction.service.heldback import HeldBack
from coproduction.service.places import Where
from coproduction.service.progress import HEARD, Standing
from coproduction.service.ties import Together
from coproduction.words import Text, and_listed, several
from handlers import ideaids, ids, listids
from handlers.blocks import heldback, longlists, progress, ties
from handlers.blocks.ideacards import supporters
from handlers.blocks.ideawithdrawals import sure
from handlers.blocks.kit import (
    Block,
    Drawing,
    actions,
    aside,
    button,
    context,
    header,
    line_by_line,
    paragraphs,
    section,
)
from handlers.blocks.pages import PAGE
from handlers.blocks.places import of_programme
from handlers.blocks.text import brief
from handlers.voice import Voice

LISTED = PAGE
_STANDING = Text("{number}. {idea} ({supporters} · {state})")
_WEIGHED = Text("{number}. {idea} ({state})")
_AFRESH = Text(
    "While people make up their minds, this list has no numbers of supporters, "
    "so that you look at each idea afresh. The cards in the channel show the numbers."
)
_STATES = Text(
    "Heard: it is kept here, and people look at all ideas together next. "
    "With somebody: they have it in hand. Being tried: people try it out. "
    "Answered: there is a yes, a no, or another answer to it."
)
_ALL_HEARD: Mapping[str, Standing] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Partners:
    """Who works with a person on an idea, by the idea, and what these people are called."""

    ties: Mapping[str, Sequence[Together]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    def line(self, say: Voice, idea: Idea) -> list[Block]:
        """With whom; nothing where nobody does."""
        return ties.partners(say, self.ties.get(idea.id, ()), self.names)

    def ways_out(self, say: Voice, idea: Idea) -> list[Block]:
        """A button for each of them."""
        return ties.ways_out(say, self.ties.get(idea.id, ()), self.names)


_ALONE = Partners()


_NUMBERED_GONE = Text("{number}. {idea} (taken back)")
_HELD, _HELD_GONE = Text("{idea} (nobody else sees it yet)"), Text("{idea} (taken back)")

ON_CARD, BETWEEN_LENGTH = 3, 80  # ideas of between two sessions on a card, and characters of each
_NUMBERS = 10  # of such ideas above a list


def owned(
    say: Voice,
    ideas: Sequence[Idea],
    now: datetime,
    states: Mapping[str, Standing] = _ALL_HEARD,
    partners: Partners = _ALONE,
) -> list[list[Block]]:
    """Each of a person's own ideas with where it stands and who works on it with them; where they are of
    several programmes, below the channel they are in.
    """
    are_several = len({idea.channel for idea in ideas}) > 1
    lines: list[list[Block]] = []
    above = ""
    for idea in ideas:
        heading = []
        if are_several and idea.channel != above:
            heading = [context(say("In {channel}:", channel=f"<#{idea.channel}>"))]
        stands = states.get(idea.id, HEARD)
        lines.append([*heading, *own(say, idea, stands, partners, can_return=can_return(idea, now))])
        above = idea.channel
    return lines


def own(
    say: Voice, idea: Idea, stands: Standing = HEARD, partners: Partners = _ALONE, *, can_return: bool
) -> list[Block]:
    """One of a person's own ideas in a list, and its way out or back: a phone has no room beside it."""
    words = brief(idea.text, 300)
    if not idea.is_withdrawn:
        label = _own(say, idea, Text("Take back idea {number}"), Text("Take my idea back"))
        spoken = say("{label}: {about}", label=label, about=brief(idea.text, 40))
        way_out = button(label, ids.at(ids.WITHDRAW, idea.id), idea.id, aloud=spoken, confirm=sure(say, idea))
        state = progress.state(say, stands.progress, stands.body)
        shown = paragraphs(_own(say, idea, _WEIGHED, _HELD, idea=words, state=state))
        below = actions(way_out, *partners.ways_out(say, idea))
        return [*shown, *_hidden(say, idea), *partners.line(say, idea), below]
    shown = paragraphs(_own(say, idea, _NUMBERED_GONE, _HELD_GONE, idea=words))
    if not can_return:
        return shown
    label = _own(say, idea, Text("Put back idea {number}"), Text("Put my idea back"))
    spoken = say("{label}: {about}", label=label, about=brief(idea.text, 40))
    return [*shown, actions(button(label, ids.at(ids.PUT_BACK, idea.id), idea.id, aloud=spoken))]


def together(
    say: Voice, ideas: Sequence[Idea], states: Mapping[str, Standing], partners: Partners
) -> list[Block]:
    """The ideas of others on which somebody works with them: where each stands, with whom, and a way out."""
    if not ideas:
        return []
    blocks = [section(say("*You work on these with others*"))]
    for idea in ideas:
        blocks += paragraphs(standing(say, idea, None, states.get(idea.id, HEARD)))
        blocks += [*partners.line(say, idea), actions(*partners.ways_out(say, idea))]
    return blocks


def _hidden(say: Voice, idea: Idea) -> list[Block]:
    if idea.hidden_for is None:
        return []
    return [aside(say("Hidden: {reason}.", reason=because(idea.hidden_for, idea.hidden_words)))]


def _own(say: Voice, of: Idea, numbered: Text, held: Text, **values: str) -> str:
    """What is held back has no number: that counts what others have written."""
    return say(held if of.sealed_in else numbered, number=of.number, **values)


def line(say: Voice, idea: Idea, supported: int) -> str:
    """An idea in a list."""
    return say(
        "{number}. {idea} ({supporters})",
        number=idea.number,
        idea=brief(idea.text, 300),
        supporters=supporters(supported),
    )


def standing(say: Voice, idea: Idea, supported: int | None, stands: Standing, most: int = 300) -> str:
    """The same with where it stands; while ideas are weighed without how many support it."""
    return say(
        _WEIGHED if supported is None else _STANDING,
        number=idea.number,
        idea=brief(idea.text, most),
        supporters=supporters(supported or 0),
        state=progress.state(say, stands.progress, stands.body),
    )


def opened(say: Voice, idea: Idea, supported: int | None, stands: Standing) -> list[Block]:
    """The same in a page of a list, with the one way on to all that can be done with it."""
    return [*paragraphs(standing(say, idea, supported, stands)), actions(way_on(say, idea))]


def way_on(say: Voice, idea: Idea) -> Block:
    """The button that opens an idea: a phone has no room for more."""
    label = say("Open {number}", number=idea.number)
    aloud = say("{label}: {about}", label=label, about=brief(idea.text, 40))
    return button(label, ids.at(ideaids.SEE_IDEA, idea.number), idea.id, aloud=aloud)


def listing(
    say: Voice,
    ideas: Sequence[tuple[Idea, int | None]],
    where: Where,
    states: Mapping[str, Standing] = _ALL_HEARD,
    *,
    is_elsewhere: bool = False,
    held: HeldBack | None = None,
    between: Sequence[tuple[Idea, int]] = (),
) -> Drawing:
    """The ideas of a programme, most supported first, but not while they are weighed; which programme is said
    to who asks from elsewhere."""
    blocks: list[Block] = [header(say("Ideas so far"))]
    blocks += [of_programme(say, where)] if is_elsewhere else []
    blocks += _new(say, between)
    for idea, supported in ideas[:LISTED]:
        stands = states.get(idea.id, HEARD)
        blocks += paragraphs(standing(say, idea, supported, stands))
    if len(ideas) > LISTED:
        blocks.append(more(say, len(ideas) - LISTED, listids.IDEAS, where.channel, LISTED // PAGE))
    blocks += _meanings(say, is_weighed=any(number is None for _, number in ideas)) if ideas else []
    blocks += [_all(say, where.channel)] if ideas else []
    blocks += heldback.below(say, held, is_empty=not ideas)
    return Drawing.of(say, blocks)


def _all(say: Voice, channel: str) -> Block:
    """The way to the list in which each idea can be opened."""
    aloud = say("See all ideas on the board")
    return actions(button(say("See all ideas"), ideaids.SEE_BOARD, channel, aloud=aloud))


def _meanings(say: Voice, *, is_weighed: bool) -> list[Block]:
    """What stands in brackets after each idea."""
    return [*([context(say(_AFRESH))] if is_weighed else []), meanings(say)]


def meanings(say: Voice) -> Block:
    """What the states mean."""
    return context(say(_STATES))


def meanings_of(say: Voice, ideas: Sequence[Idea]) -> list[Block]:
    """The same below one's own ideas, where a line says where one stands."""
    return [meanings(say)] if any(each.sealed_in is None and not each.is_withdrawn for each in ideas) else []


def written_between(say: Voice, ideas: Sequence[Idea], most: int = ON_CARD) -> list[Block]:
    """What people wrote between two sessions: so many of them, and the way to the others."""
    if not ideas:
        return []
    left = len(ideas) - most
    rest = [more(say, left, listids.BETWEEN, ideas[0].channel)] if left > 0 else []
    texts = [(idea.number, brief(idea.text, BETWEEN_LENGTH)) for idea in ideas[:most]]
    lines = line_by_line([say("{number}. {idea}", number=number, idea=text) for number, text in texts])
    return [section(say("*Written since last time*")), *lines, *rest]


def _new(say: Voice, between: Sequence[tuple[Idea, int]]) -> list[Block]:
    """Which of a list were written between two sessions."""
    if not between:
        return []
    numbers = and_listed([idea.number for idea, _ in between[:_NUMBERS]])
    left = len(between) - _NUMBERS
    rest = [more(say, left, listids.BETWEEN, between[0][0].channel)] if left > 0 else []
    return [context(say("Written since last time: {numbers}.", numbers=numbers)), *rest]


def more(say: Voice, number: int, name: str, subject: str = "", page: int = 0) -> Block:
    """What opens all ideas of the list of this name, on this page, where so many do not fit."""
    return longlists.more(say, more_ideas(number), name, subject, at=page)


def more_ideas(number: int) -> Text:
    """How many are not shown."""
    return several(number, "And {n} more idea", "And {n} more ideas")
