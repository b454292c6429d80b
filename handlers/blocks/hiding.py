"""Hiding an idea: the form with its reason, the way back, and what its author is told."""

from collections.abc import Mapping, Sequence

from coproduction.hidingreasons import reason_in
from coproduction.ideas import IDEA_HIDDEN, Hiding, Idea
from coproduction.service.hiding import REASONS
from coproduction.words import Text
from handlers import ideaids, ids, listids
from handlers.blocks import longlists
from handlers.blocks.fields import choice
from handlers.blocks.idealists import more_ideas
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    button,
    context,
    header,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

TITLE = Text("Hidden ideas")
_TYPED = Text("You typed: “{words}”. I chose the reason that is closest to that. Please look at it.")
LISTED = 12  # of the ideas that are hidden, in one message


def form(say: Voice, idea: Idea, typed: str = "") -> View:
    """Which idea, and why it is hidden; with what was `typed` of that."""
    reasons = {each.value: say(words) for each, words in REASONS.items()}
    blocks = [
        *paragraphs(_quoted(say, idea)),
        *(paragraphs(say(_TYPED, words=brief(typed, 300))) if typed else []),
        choice(
            say,
            "reason",
            say("Why do you hide it?"),
            reasons,
            initial=reason_in(typed).value if typed else "",
        ),
        context(
            say(
                "Nobody sees its words then, and all see why. Who wrote it with their name is told. "
                "You can show it again at any time."
            )
        ),
    ]
    private = ids.private(idea.channel, idea.id)
    return modal(say, say("Hide an idea"), ids.HIDE_IDEA_FORM, say("Hide it"), private, blocks)


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
    return Drawing.of(say, [*drawn, actions(button(words, ideaids.HIDDEN_FILE, channel))])


def each_hidden(say: Voice, found: Sequence[Idea]) -> list[list[Block]]:
    """Each of these hidden ideas, with why and the way back."""
    return [_hidden(say, each) for each in found]


def _hidden(say: Voice, idea: Idea) -> list[Block]:
    why = say("Hidden: {reason}.", reason=REASONS[idea.hidden_for or Hiding.OTHER])
    label = say("Show it again")
    aloud = say("{label}: {about}", label=label, about=say("idea {number}", number=idea.number))
    back = button(label, ids.at(ids.SHOW_IDEA, idea.number), idea.id, aloud=aloud)
    return [*paragraphs(_quoted(say, idea)), context(why), actions(back)]


def _quoted(say: Voice, idea: Idea) -> str:
    return say("{number}. {idea}", number=idea.number, idea=brief(idea.text, 300))


def told(say: Voice, idea: Idea, _names: Mapping[str, str]) -> Drawing:
    """To who wrote it with their name."""
    if idea.hidden_for is None:
        words = say("Your idea {number} is shown again.", number=idea.number)
        return Drawing.of(say, [section(words), *paragraphs(idea.text)])
    words = say(
        "The people who lead have hidden your idea {number} in {channel}: {reason}. "
        "If you do not agree, please talk to them.",
        number=idea.number,
        channel=f"<#{idea.channel}>",
        reason=REASONS[idea.hidden_for],
    )
    return Drawing.of(say, [section(words), *paragraphs(idea.text)])


DRAWINGS = (MessageDrawing(IDEA_HIDDEN, told),)
