"""Themes: the private panel of those who lead, and the form that changes one."""

from collections.abc import Sequence

from coproduction.ideas import Idea
from coproduction.service.themes import NEW, NONE, Panel, ThemeShown
from coproduction.themes import TITLE_LENGTH, Theme
from coproduction.themesorting import named_first
from coproduction.words import Text, and_listed, several
from handlers import ideaids, ids, listids
from handlers.blocks import longlists, pages
from handlers.blocks.fields import any_of, menu, text_input
from handlers.blocks.idealists import more_ideas
from handlers.blocks.kit import (
    Block,
    View,
    actions,
    asks,
    button,
    context,
    line_by_line,
    modal,
    notice,
    paragraphs,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

PER_PAGE = 8  # themes
IN_SIGHT = 3  # ideas of a theme
CHOICES = 100  # what a menu in Slack takes
_ABOUT = Text(
    "I sort ideas by the words in them, on this machine, and nothing leaves it. "
    "I often get it wrong: you decide. Only people who lead see this."
)


def panel(say: Voice, shown: Panel, number: int = 0, told: Text | None = None) -> View:
    """All themes page by page; above them what an act has just answered."""
    above = [*([section(say(told))] if told else []), section(say(_ABOUT)), actions(*_tools(say, shown))]
    private = ids.private(shown.channel)
    title = say("Themes")
    if not shown.themes:
        return notice(say, title, [*above, *_loose(say, shown.loose)], private)
    lines = [_theme(say, shown.channel, each) for each in shown.themes]
    listed = pages.page(say, title, lines, number, ideaids.SEE_THEMES, shown.channel, private, per=PER_PAGE)
    return {**listed, "blocks": [*above, *listed["blocks"], *_loose(say, shown.loose)]}


def _tools(say: Voice, shown: Panel) -> list[Block]:
    """Sorting, which keeps what was accepted, and the way back from the last change."""
    words = say("I sort all ideas anew that are in no theme which somebody has accepted.")
    again = asks(say, say("Sort the ideas again?"), words, say("Sort again"))
    if not shown.themes:
        return [button(say("Sort the ideas"), ideaids.SORT_IDEAS, shown.channel, style="primary")]
    sort = button(say("Sort again"), ideaids.SORT_IDEAS, shown.channel, confirm=again)
    return [sort, button(say("Undo the last change"), ideaids.UNDO_THEMES, str(shown.number))]


def _theme(say: Voice, channel: str, shown: ThemeShown) -> list[Block]:
    """A theme with the ideas that its name fits best, and what can be done with it."""
    theme, ideas = shown.theme, shown.ideas
    title = _title(say, theme)
    how_many = say(several(len(ideas), "{n} idea", "{n} ideas"))
    more = len(ideas) - IN_SIGHT
    first = named_first(theme.title, [idea.text for idea in ideas])[:IN_SIGHT]
    lines = [_line(say, ideas[place], 80) for place in first]
    key, name, about = theme.key, listids.THEME, f"{channel}:{theme.key}"
    see = longlists.see_all(say, more_ideas(more), name, about, which=key, about=title) if more > 0 else None
    rest = [see] if see else []
    accept = button(
        say("Accept"), ids.at(ideaids.ACCEPT_THEME, key), key, aloud=say("Accept: {about}", about=title)
    )
    change = button(
        say("Change"), ids.at(ideaids.CHANGE_THEME, key), key, aloud=say("Change: {about}", about=title)
    )
    state = say("accepted") if theme.is_accepted else say("my proposal")
    return [
        *paragraphs(f"{title} · {how_many} · {state}"),
        *line_by_line(lines),
        actions(*([] if theme.is_accepted else [accept]), change, *rest),
    ]


def all_of(say: Voice, shown: Panel, key: str) -> list[list[Block]]:
    """All ideas of the theme with this key; none of one that is gone."""
    ideas = (idea for each in shown.themes if each.theme.key == key for idea in each.ideas)
    return [paragraphs(_line(say, idea, 300)) for idea in ideas]


def back(say: Voice, subject: str) -> Block:
    """From the ideas of a theme to all themes."""
    return button(say("Back to the themes"), ideaids.SEE_THEMES, subject.partition(":")[0])


def _loose(say: Voice, ideas: Sequence[Idea]) -> list[Block]:
    """The ideas that are in no theme, by number."""
    if not ideas:
        return []
    numbers = and_listed([idea.number for idea in ideas])
    return [context(say("In no theme: {numbers}", numbers=numbers))]


def _title(say: Voice, theme: Theme) -> str:
    return theme.title or say("Theme without a name")


def _line(say: Voice, idea: Idea, most: int) -> str:
    return say("{number}. {idea}", number=idea.number, idea=brief(idea.text, most))


def form(say: Voice, shown: Panel, which: ThemeShown) -> View:
    """Rename a theme, move some of its ideas, or put all of it into another."""
    theme = which.theme
    others = {each.theme.key: _title(say, each.theme) for each in shown.themes if each.theme.key != theme.key}
    ideas = {idea.id: brief(_line(say, idea, 75), 75) for idea in which.ideas[:CHOICES]}
    where = {NEW: say("A new theme, with the name above"), NONE: say("No theme"), **others}
    blocks = [
        text_input("title", say("Name"), most=TITLE_LENGTH, initial=theme.title),
        any_of("ideas", say("Move these ideas"), say("Choose ideas"), ideas),
        menu(say, "where", say("Where they go"), where, optional=True),
    ]
    if others:
        hint = say("All ideas of this theme go there, and its name is gone.")
        blocks.append(menu(say, "into", say("Merge with"), others, optional=True, hint=hint))
    private = ids.private(shown.channel, theme.key)
    return modal(say, say("Change a theme"), ideaids.THEME_FORM, say("Change it"), private, blocks)
