"""Did it work? The one question to whom a done idea concerns, and what came of it for who leads."""

from collections.abc import Mapping

from coproduction.releases import FEWEST
from coproduction.service.worked import Question, Result
from coproduction.words import Text, day, several
from coproduction.worked import DID_IT_WORK, OPEN_FOR, SENTENCE_LENGTH, WORKED_TOLD, Effect, Why
from handlers import ideaids, ids
from handlers.blocks import progress
from handlers.blocks.deciding import progress_title
from handlers.blocks.fields import choice, text_input
from handlers.blocks.ideawithdrawals import NOT_SHOWN
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
from handlers.blocks.text import brief, on_one_line
from handlers.voice import Voice

_EFFECTS = {
    Effect.HELPED: Text("It helped"),
    Effect.SAME: Text("No change"),
    Effect.HARM: Text("It did harm"),
}
_WHY = {
    Why.WROTE: Text("This idea is done. I ask you because you wrote it:"),
    Why.HAS: Text("This idea is done. I ask you because you had it in hand:"),
    Why.HELPS: Text("This idea is done. I ask you because you help with it:"),
    Why.SUPPORTS: Text("This idea is done. I ask you because you support it:"),
    Why.FOLLOWS: Text("This idea is done. I ask you because you follow it:"),
}
_CONFIDENTIAL = Text(
    "Your answer is confidential. Numbers are shown from {fewest} answers on, without names. "
    "Until then I keep it with your name, and delete it when it is counted.",
    fewest=FEWEST,
)
_SENTENCE = Text(
    "From {fewest} answers on, those who lead read your sentence without your name. "
    "They may know you by your words.",
    fewest=FEWEST,
)
_LATER = Text(
    "If {fewest} or more people answer, there is a result. "
    "You can read it from {day} on, in what became of the idea.",
    fewest=FEWEST,
)
_OPEN_AGAIN = Text(
    "This idea was opened again, so I do not ask now. When it is done again, you can answer here."
)


def did_it_work(say: Voice, shown: Question, _names: Mapping[str, str]) -> Drawing:
    """The question, with what was done and why this person is asked; later, where to read the result."""
    if not shown.idea.stands:
        return Drawing.of_words(say, say(NOT_SHOWN))
    why = [] if shown.is_open_again else [section(say(_WHY[shown.why]))]
    where = context(say("In {channel}:", channel=f"<#{shown.idea.channel}>"))
    about = [where, *why, *progress_title(say, shown.idea), *_done(say, shown)]
    blocks: list[Block] = [header(say("Did it work?")), *about]
    if shown.worked:
        counted = context(say("The answers are counted. Thank you."))
        told = progress.result(say, shown.worked) or [context(say(progress.TOO_FEW))]
        return Drawing.of(say, [*blocks, counted, *told, actions(progress.more_of(say, shown.idea))])
    if shown.is_open_again:
        open_again = context(say(_OPEN_AGAIN))
        return Drawing.of(say, [*blocks, open_again, actions(progress.more_of(say, shown.idea))])
    if shown.said:
        label = say(_EFFECTS[shown.said.effect])
        words = say("You said: {answer}. Until it is counted you can change that.", answer=label)
        blocks.append(context(" ".join([words, *result_from(say, shown)])))
    buttons = (
        button(say(words), ids.at(ideaids.EFFECT, effect.value), shown.idea.id)
        for effect, words in _EFFECTS.items()
    )
    return Drawing.of(say, [*blocks, actions(*buttons), context(say(_CONFIDENTIAL))])


def _done(say: Voice, shown: Question) -> list[Block]:
    """What was done, in the words of who said so."""
    words = shown.move.words if shown.move else None
    return paragraphs(say("What was done: “{words}”", words=words)) if words else []


def result_from(say: Voice, shown: Question) -> list[str]:
    """From when on, and where, what people said can be read."""
    if shown.move is None:
        return []
    return [say(_LATER, day=day((shown.move.at + OPEN_FOR).date()))]


def effect_form(say: Voice, asked: Question, chosen: str) -> View:
    """The form in which somebody says whether an idea has helped, with what they pressed `chosen`."""
    options = {effect.value: say(words) for effect, words in _EFFECTS.items()}
    had = asked.said.words or "" if asked.said else ""
    fields = [
        *progress_title(say, asked.idea),
        *_done(say, asked),
        choice(say, "effect", say("Did it work?"), options, initial=chosen),
        text_input("words", say("In a sentence"), most=SENTENCE_LENGTH, optional=True, initial=had),
        context(say(_SENTENCE)),
        context(say(_CONFIDENTIAL)),
    ]
    private = ids.private(asked.idea.channel, asked.idea.id)
    return modal(say, say("Did it work?"), ideaids.EFFECT_FORM, say("Send it"), private, fields)


def told(say: Voice, shown: Result, _names: Mapping[str, str]) -> Drawing:
    """To who leads: what people said of an idea that is done, and first that it did harm."""
    if not shown.idea.stands:
        return Drawing.of_words(say, say(NOT_SHOWN))
    harmed = shown.worked.harmed
    harm = several(
        harmed,
        "*{n} person says that it did harm.* Please find out what happened.",
        "*{n} people say that it did harm.* Please find out what happened.",
    )
    where = context(say("In {channel}:", channel=f"<#{shown.idea.channel}>"))
    title = [header(say("Did it work? The result")), where, *progress_title(say, shown.idea)]
    blocks = [
        *title,
        *([section(say(harm))] if harmed else []),
        *progress.result(say, shown.worked),
        *progress.sentences(say, shown.worked),
    ]
    return Drawing.of(say, [*blocks, actions(progress.more_of(say, shown.idea))])


def _asks_whether(shown: Question) -> Text:
    idea = on_one_line(brief(shown.idea.text, 100))
    return Text("whether idea {number} worked: “{idea}”", number=shown.idea.number, idea=idea)


DRAWINGS = (MessageDrawing(DID_IT_WORK, did_it_work, asks=_asks_whether), MessageDrawing(WORKED_TOLD, told))
