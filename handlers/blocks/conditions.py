"""It would help if …: the form, and what the author of an idea reads of it."""

from collections.abc import Mapping, Sequence

from coproduction.conditions import CONDITIONS, WORDS_LENGTH
from coproduction.ideas import Idea
from coproduction.service.conditions import Heard
from coproduction.service.joining import subject_of
from coproduction.words import Text, several
from handlers import ideaids, ids, listids
from handlers.blocks import longlists
from handlers.blocks.fields import text_input
from handlers.blocks.giveaways import once_more
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    button,
    context,
    header,
    line_by_line,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

SHOWN = 10  # of what people say, in one message
_IN_SHORT = (3, 150)  # of them, and characters of each, where other things stand in it, too
_TO_AUTHOR = Text(
    "Whoever wrote the idea reads your words, without your name. All see how many people wrote something."
)
_TO_ALL = Text("Nobody's name is on this idea. So all can read your words with it, without your name.")
_KNOWN = Text("People may know you by your words.")


def form(say: Voice, idea: Idea, said: str, noted: Sequence[Text] = ()) -> View:
    """What would have somebody support this idea; with what may tell who somebody is, the look once more."""
    hint = f"{say(_TO_AUTHOR if idea.author else _TO_ALL)} {say(_KNOWN)}"
    label = say("It would help if …")
    blocks = [
        *(once_more(say, noted) if noted else []),
        *paragraphs(say("{number}. {idea}", number=idea.number, idea=brief(idea.text, 600))),
        text_input("words", label, most=WORDS_LENGTH, multiline=True, initial=said, hint=hint),
    ]
    private = ids.private(idea.channel, idea.id)
    name = ideaids.WOULD_HELP_LOOKED_FORM if noted else ideaids.WOULD_HELP_FORM
    return modal(say, label, name, say("Send it so") if noted else say("Send"), private, blocks)


def joining_form(
    say: Voice, own: Idea, other: Idea, said: str | None = None, noted: Sequence[Text] = ()
) -> View:
    """One's own words, on their way to another idea; with what may tell who somebody is, once more."""
    hint = f"{say(_TO_AUTHOR if other.author else _TO_ALL)} {say(_KNOWN)}"
    undo = say(
        "You then support idea {number}, and your own idea {own} is taken back. "
        "For some minutes you can put it back.",
        number=other.number,
        own=own.number,
    )
    label, initial = say("Your words"), brief(own.text, WORDS_LENGTH) if said is None else said
    blocks = [
        *(once_more(say, noted) if noted else []),
        *paragraphs(say("{number}. {idea}", number=other.number, idea=brief(other.text, 600))),
        text_input("words", label, most=WORDS_LENGTH, multiline=True, initial=initial, hint=hint),
        context(undo),
    ]
    private = ids.private(other.channel, subject_of(own, other))
    name = ideaids.ADD_TO_IDEA_LOOKED_FORM if noted else ideaids.ADD_TO_IDEA_FORM
    add = say("Add it so") if noted else say("Add it")
    return modal(say, say("Add yours to it"), name, add, private, blocks)


def note(say: Voice, heard: Heard, _names: Mapping[str, str]) -> Drawing:
    """To the author: all that people say would help."""
    return _note(say, heard, heard.words[:SHOWN])


def note_in_short(say: Voice, heard: Heard, _names: Mapping[str, str]) -> Drawing:
    """The same where it shares its message: the first of it, cut."""
    most, length = _IN_SHORT
    return _note(say, heard, [brief(each, length) for each in heard.words[:most]])


def _note(say: Voice, heard: Heard, shown: Sequence[str]) -> Drawing:
    idea, more = heard.idea, len(heard.words) - len(shown)
    words = line_by_line(_quoted(say, each) for each in shown)
    rest = several(more, "And {n} more answer", "And {n} more answers")
    left = [longlists.more(say, rest, listids.WOULD_HELP, idea.id)] if more > 0 else []
    gone = section(say("Nobody says so any more."))
    label = say("Open {number}", number=idea.number)
    aloud = say("{answer}: {title}", answer=label, title=brief(idea.text, 40))
    open_it = button(label, ideaids.SEE_IDEA, idea.id, aloud=aloud)
    return Drawing.of(
        say,
        [
            header(say("It would help if …")),
            *paragraphs(say("{number}. {idea}", number=idea.number, idea=brief(idea.text, 300))),
            *([section(say(_so_many(heard))), *words, *left] if words else [gone]),
            context(say("You decide what you make of it. I show nobody whose words these are.")),
            actions(open_it),
        ],
    )


def _so_many(heard: Heard) -> Text:
    """How many people say it: they may support the idea already, or not."""
    return several(
        len(heard.words),
        "{n} person says what would help with your idea {number}:",
        "{n} people say what would help with your idea {number}:",
        number=heard.idea.number,
    )


def all_words(say: Voice, words: Sequence[str]) -> list[list[Block]]:
    """All that people say would help."""
    return [paragraphs(_quoted(say, each)) for each in words]


def _quoted(say: Voice, words: str) -> str:
    return say("“{title}”", title=words)


DRAWINGS = (MessageDrawing(CONDITIONS, note, in_short=note_in_short),)
