"""Asking whether people work on a collaboration together."""

from collections.abc import Iterable, Mapping

from coproduction.ideas import Idea
from coproduction.service.ties import Together
from coproduction.ties import TIE_AGREED, TIE_ALIVE, TIE_ASKED, TieState
from coproduction.words import Text
from handlers import ideaids, ids
from handlers.blocks.fields import people_input
from handlers.blocks.ideawithdrawals import NOT_SHOWN
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    asks,
    button,
    context,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.mentions import mention
from handlers.blocks.text import brief
from handlers.voice import Voice

_STANDS = {
    TieState.YES: Text("You said yes."),
    TieState.NO: Text("You said no. Nobody is told."),
    TieState.ALIVE: Text("It is alive."),
    TieState.OVER: Text("It is over."),
}


def form(say: Voice, idea: Idea) -> View:
    """With whom its author wants to work on it."""
    hint = say("I ask each of them in private. Who says no is not named to anybody.")
    field = people_input(say, "people", say("With whom?"), hint=hint, optional=False)
    private = ids.private(idea.channel, idea.id)
    return modal(
        say,
        say("Work on it together"),
        ideaids.TIE_FORM,
        say("Ask them"),
        private,
        [*_about(say, idea), field],
    )


def asked(say: Voice, shown: Together, names: Mapping[str, str]) -> Drawing:
    """To who was asked."""
    if not shown.idea.stands:
        return Drawing.of_words(say, say(NOT_SHOWN))
    who = mention(shown.idea.author, names) if shown.idea.author else Text("Somebody")
    words = section(say("{person} wants to work on this with you. Will you two work on it?", person=who))
    blocks = [words, *_about(say, shown.idea)]
    if shown.tie.state is not TieState.ASKED:
        return Drawing.of(say, [*blocks, context(say(_STANDS[shown.tie.state]))])
    yes = button(say("Yes, we will"), ideaids.TIE_YES, shown.idea.id)
    sure = asks(say, say("Say no?"), say("You cannot change it here later. Nobody is told."), say("Say no"))
    no = button(say("No, thank you"), ideaids.TIE_NO, shown.idea.id, confirm=sure)
    return Drawing.of(say, [*blocks, actions(yes, no), context(say("If you say no, nobody is told."))])


def agreed(say: Voice, shown: Together, names: Mapping[str, str]) -> Drawing:
    """To who asked."""
    who = mention(shown.tie.person, names)
    return Drawing.of(
        say, [section(say("{person} will work on this with you:", person=who)), *_about(say, shown.idea)]
    )


def alive(say: Voice, shown: Together, _names: Mapping[str, str]) -> Drawing:
    """To both, after 12 weeks."""
    if not shown.idea.stands:
        return Drawing.of_words(say, say(NOT_SHOWN))
    question = section(say("12 weeks ago you two wanted to work on this. Is it alive?"))
    blocks = [question, *_about(say, shown.idea)]
    if shown.tie.state is not TieState.YES:
        return Drawing.of(say, [*blocks, context(say(_STANDS.get(shown.tie.state, Text("Thank you."))))])
    subject = f"{shown.tie.idea}:{shown.tie.person}"
    yes = button(say("It is alive"), ideaids.TIE_ALIVE, subject)
    told = say("You cannot change it here later. I do not ask again.")
    sure = asks(say, say("Is it over?"), told, say("It is over"))
    no = button(say("It is over"), ideaids.TIE_OVER, subject, confirm=sure)
    return Drawing.of(say, [*blocks, actions(yes, no)])


def _about(say: Voice, idea: Idea) -> list[Block]:
    return paragraphs(say("{number}. {idea}", number=idea.number, idea=brief(idea.text, 300)))


def _author(shown: Together) -> Iterable[str]:
    return (shown.idea.author,) if shown.idea.author else ()


def _person(shown: Together) -> Iterable[str]:
    return (shown.tie.person,)


def _asks(shown: Together) -> Text:
    return Text("whether you would work together on idea {number}", number=shown.idea.number)


def _asks_after(shown: Together) -> Text:
    return Text("whether your work together on idea {number} is alive", number=shown.idea.number)


DRAWINGS = (
    MessageDrawing(TIE_ASKED, asked, _author, waits_for_names=False, asks=_asks),
    MessageDrawing(TIE_AGREED, agreed, _person, waits_for_names=False),
    MessageDrawing(TIE_ALIVE, alive, asks=_asks_after),
)
