"""Asking whether people work on a collaboration together."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.ideas import Idea
from coproduction.service.ties import Together
from coproduction.ties import TIE_AGREED, TIE_ALIVE, TIE_ASKED, Goes, TieState
from coproduction.words import Text, and_listed
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
    asks_about,
    button,
    context,
    modal,
    paragraphs,
    section,
)
from handlers.blocks.mentions import mention
from handlers.blocks.text import brief
from handlers.voice import Voice

_SAID = {
    Goes.ALIVE: Text("You say: it is alive. You can change that."),
    Goes.OVER: Text("You say: it is over. You can change that."),
}
_RULE = Text("It counts while neither of you says that it is over. Nobody gets a message about your answer.")
_WRITE = Text("You can write to {person} now, and find a time that is good for both of you.")
_LEFT = Text("You do not work on this with {person} any more. Nobody got a message about it.")
_LEAVES = Text("Nobody gets a message about it. Only your name goes from the list of the other person.")


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
    who = with_whom(shown, names)
    words = section(say("{person} wants to work on this with you. Will you two work on it?", person=who))
    blocks = [words, *_about(say, shown.idea)]
    if shown.tie.state is TieState.NO:
        return Drawing.of(say, [*blocks, context(say("You said no. Nobody is told."))])
    if shown.tie.state is TieState.YES:
        said = section(say("You said yes. {person} is told.", person=who))
        return Drawing.of(say, [*blocks, said, *_goes_on(say, shown, names)])
    yes = button(say("Yes, we will"), ideaids.TIE_YES, shown.idea.id)
    sure = asks(say, say("Say no?"), say("You cannot change it here later. Nobody is told."), say("Say no"))
    no = button(say("No, thank you"), ideaids.TIE_NO, shown.idea.id, confirm=sure)
    return Drawing.of(say, [*blocks, actions(yes, no), context(say("If you say no, nobody is told."))])


def agreed(say: Voice, shown: Together, names: Mapping[str, str]) -> Drawing:
    """To who asked."""
    if not shown.idea.stands:
        return Drawing.of_words(say, say(NOT_SHOWN))
    words = section(say("{person} will work on this with you:", person=with_whom(shown, names)))
    return Drawing.of(say, [words, *_about(say, shown.idea), *_goes_on(say, shown, names)])


def _goes_on(say: Voice, shown: Together, names: Mapping[str, str]) -> list[Block]:
    """Once both have said yes: whom to write to, and a quiet way out; or the way back."""
    who = with_whom(shown, names)
    if shown.says is Goes.OVER:
        back = button(say("Work on it together again"), ideaids.TIE_ALIVE, shown.tie.id)
        return [context(say(_LEFT, person=who)), actions(back)]
    return [section(say(_WRITE, person=who)), actions(_leave(say, shown, say("Stop working on it")))]


def _leave(say: Voice, shown: Together, label: str) -> Block:
    """The quiet way out."""
    sure = asks_about(say, shown.idea.text, say("Do you want to stop?"), say(_LEAVES), say("Yes, stop"))
    about = say("idea {number}", number=shown.idea.number)
    aloud = say("{label}: {about}", label=label, about=about)
    return button(label, ids.at(ideaids.TIE_LEAVE, shown.tie.id), shown.tie.id, aloud=aloud, confirm=sure)


def partners(say: Voice, ties: Sequence[Together], names: Mapping[str, str]) -> list[Block]:
    """To one of those who work on an idea: with whom they do, where there is anybody."""
    if not ties:
        return []
    people = and_listed([with_whom(each, names) for each in ties])
    return [context(say("You work on this with {people}.", people=people))]


def ways_out(say: Voice, ties: Iterable[Together], names: Mapping[str, str]) -> list[Block]:
    """A quiet way out of each, by the name of who works on it with them."""
    people = [(each, brief(names.get(each.partner or "", ""), 40) or say("Somebody")) for each in ties]
    return [_leave(say, each, say("Stop with {person}", person=name)) for each, name in people]


def with_whom(shown: Together, names: Mapping[str, str]) -> str | Text:
    """Who works on it with the reader of a tie."""
    return mention(shown.partner, names) if shown.partner else Text("Somebody")


def alive(say: Voice, shown: Together, names: Mapping[str, str]) -> Drawing:
    """To both, after 12 weeks: each answers for themselves, and can change that."""
    if not shown.idea.stands:
        return Drawing.of_words(say, say(NOT_SHOWN))
    words = say(
        "12 weeks ago you and {person} wanted to work on this together. Is it alive?",
        person=with_whom(shown, names),
    )
    said = [context(say(_SAID[shown.says]))] if shown.says else []
    yes = button(say("It is alive"), ideaids.TIE_ALIVE, shown.tie.id)
    no = button(say("It is over"), ideaids.TIE_OVER, shown.tie.id)
    blocks = [section(words), *_about(say, shown.idea), *said, actions(yes, no), context(say(_RULE))]
    return Drawing.of(say, blocks)


def _about(say: Voice, idea: Idea) -> list[Block]:
    where = context(say("In {channel}:", channel=f"<#{idea.channel}>"))
    return [where, *paragraphs(say("{number}. {idea}", number=idea.number, idea=brief(idea.text, 300)))]


def _partner(shown: Together) -> Iterable[str]:
    return (shown.partner,) if shown.partner else ()


def _asks(shown: Together) -> Text:
    return Text("whether you would work together on idea {number}", number=shown.idea.number)


def _asks_after(shown: Together) -> Text:
    return Text("whether your work together on idea {number} is alive", number=shown.idea.number)


DRAWINGS = (
    MessageDrawing(TIE_ASKED, asked, _partner, waits_for_names=False, asks=_asks),
    MessageDrawing(TIE_AGREED, agreed, _partner, waits_for_names=False),
    MessageDrawing(TIE_ALIVE, alive, _partner, waits_for_names=False, asks=_asks_after),
)
