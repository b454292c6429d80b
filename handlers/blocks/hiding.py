"""Hiding an idea: the form with its reason, the way back, and what its author is told."""

from collections.abc import Mapping, Sequence

from coproduction.hidingreasons import LENGTH, MOST, REASONS, because, closest_of
from coproduction.ideas import IDEA_HIDDEN, Hiding, Idea
from coproduction.service.hiding import ToAuthor
from coproduction.words import Text
from handlers import ideaids, ids, listids
from handlers.blocks import longlists
from handlers.blocks.fields import choice, text_input
from handlers.blocks.idealists import more_ideas
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    aside,
    button,
    context,
    header,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.text import brief, escape
from handlers.voice import Voice

TITLE = Text("Hidden ideas")
_TYPED = Text("You typed: “{words}”. I chose the reason that is closest to that. Please look at it.")
_TYPED_OTHER = Text("You typed: “{words}”. Please choose a reason.")
_IS_HIDDEN = Text(
    "The people who lead have hidden your idea {number} in {channel}: {reason}. "
    "If you do not agree, please talk to them."
)
_WAS_HIDDEN = Text(
    "The people who lead had hidden your idea {number} in {channel}: {reason}. Later they showed it again."
)
_IS_BACK = Text("Your idea {number} in {channel} is shown again.")
_WAS_BACK = Text("Your idea {number} in {channel} was shown again. By now it is hidden once more.")
LISTED = 12  # of the ideas that are hidden, in one message


def form(say: Voice, idea: Idea, typed: str = "", own: Sequence[str] = ()) -> View:
    """Which idea, and why it is hidden, by the reasons of the programme's `own` list if it has one; with what
    was `typed` of that.
    """
    usual = {each.value: say(words) for each, words in REASONS.items()}
    closest = closest_of(own, typed) if typed else ""
    told = say(_TYPED if closest else _TYPED_OTHER, words=brief(typed, 300)) if typed else ""
    seen = say(
        "Nobody sees its words then, and all see why. Who wrote it with their name is told. "
        "You can show it again at any time."
    )
    blocks = [
        *paragraphs(_quoted(say, idea)),
        *(paragraphs(told) if told else []),
        choice(
            say,
            "reason",
            say("Why do you hide it?"),
            {each: each for each in own} or usual,
            initial=closest,
        ),
        context(f"{seen} {say('To change these reasons, type: {/hide} reasons')}"),
    ]
    private = ids.private(idea.channel, idea.id)
    return modal(say, say("Hide an idea"), ids.HIDE_IDEA_FORM, say("Hide it"), private, blocks)


def reasons_form(say: Voice, channel: str, own: Sequence[str]) -> View:
    """The programme's own reasons for hiding an idea, to change."""
    hint = say("One reason a line, {most} at most. Leave this empty to use the usual ones.", most=MOST)
    most = MOST * (LENGTH + 1)
    field = text_input(
        "reasons",
        say("Why may an idea be hidden here?"),
        most=most,
        multiline=True,
        optional=True,
        initial="\n".join(own),
        hint=hint,
    )
    usual = "\n".join(f"• {say(words)}" for words in REASONS.values())
    fits = say("Each one ends the sentence “The people who lead have hidden this: …”")
    blocks = [field, context(fits), context(say("The usual ones:\n{reasons}", reasons=usual))]
    private = ids.private(channel)
    return modal(say, say("Reasons to hide"), ideaids.REASONS_FORM, say("Save"), private, blocks)


def offer(say: Voice, idea: Idea) -> Block:
    """The way back."""
    label = say("Show idea {number} again", number=idea.number)
    return actions(button(label, ids.SHOW_IDEA, idea.id))


def listed(say: Voice, found: Sequence[Idea], channel: str) -> Drawing:
    """What is hidden now, each with why and the way back; below it the file of all that ever was."""
    drawn: list[Block] = [header(say(TITLE))]
    if not found:
        drawn.append(section(say("Nothing is hidden here now.")))
    drawn += [block for line in each_hidden(say, found[:LISTED]) for block in line]
    if (left := len(found) - LISTED) > 0:
        drawn.append(longlists.more(say, more_ideas(left), listids.HIDDEN, channel))
    words = say("All that was ever hidden, as a file")
    change = button(say("Change the reasons"), ideaids.HIDING_REASONS, channel)
    return Drawing.of(say, [*drawn, actions(button(words, ideaids.HIDDEN_FILE, channel), change)])


def each_hidden(say: Voice, found: Sequence[Idea]) -> list[list[Block]]:
    """Each of these hidden ideas, with why and the way back."""
    return [_hidden(say, each) for each in found]


def _hidden(say: Voice, idea: Idea) -> list[Block]:
    why = say("Hidden: {reason}.", reason=because(idea.hidden_for or Hiding.OTHER, idea.hidden_words))
    label = say("Show it again")
    aloud = say("{label}: {about}", label=label, about=say("idea {number}", number=idea.number))
    back = button(label, ids.at(ids.SHOW_IDEA, idea.number), idea.id, aloud=aloud)
    return [*paragraphs(_quoted(say, idea)), aside(why), actions(back)]


def _quoted(say: Voice, idea: Idea) -> str:
    return say("{number}. {idea}", number=idea.number, idea=brief(idea.text, 300))


def told(say: Voice, shown: ToAuthor, _names: Mapping[str, str]) -> Drawing:
    """To who wrote it with their name; what was told before says that it was so."""
    idea, hidden = shown.idea, shown.hidden
    if shown.is_back:
        words = _WAS_BACK if idea.hidden_for else _IS_BACK
    else:
        words = _WAS_HIDDEN if hidden.shown_at else _IS_HIDDEN
    reason = escape(hidden.words) if hidden.words else because(hidden.reason, None)
    line = say(words, number=idea.number, channel=f"<#{idea.channel}>", reason=reason)
    return Drawing.of(say, [section(line), *paragraphs(idea.text)])


DRAWINGS = (MessageDrawing(IDEA_HIDDEN, told),)
