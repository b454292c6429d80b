"""The private question to be a buddy or to take a pledge over, what came of it, and where it stands."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.askings import ANSWERED, ASKING, Asking, AskingState, Wish
from coproduction.service.askings import Answer, AskedAbout
from coproduction.words import Text
from handlers import ids
from handlers.blocks.coming import ask
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    aside,
    asks,
    button,
    context,
    header,
    paragraphs,
    section,
)
from handlers.blocks.pledges import with_date
from handlers.blocks.text import brief
from handlers.voice import Voice

_ASKED = {
    Wish.BUDDY: Text(
        "{person} would like you as the buddy of this pledge. A buddy asks now and then how it is going."
    ),
    Wish.HAND_OVER: Text(
        "{person} would like to hand this pledge over to you. If you say yes, it is yours from then on."
    ),
}
AGREED = {
    Wish.BUDDY: Text("Thank you. I have told them that you are the buddy."),
    Wish.HAND_OVER: Text("Thank you. The pledge is yours now. You find it with {/mine}."),
}
DECLINED = Text("That is fine. You need no reason.")
_YES = {Wish.BUDDY: Text("Yes, I am the buddy"), Wish.HAND_OVER: Text("Yes, I take it over")}
_AGREED = {
    Wish.BUDDY: Text("You are the buddy of {person} for this pledge."),
    Wish.HAND_OVER: Text("You took this pledge over. To see it or change it, type {/mine}."),
}
_OUTCOMES = {
    (Wish.BUDDY, AskingState.AGREED): Text("{person} is the buddy of your pledge now."),
    (Wish.HAND_OVER, AskingState.AGREED): Text(
        "{person} has taken over your pledge. I will not ask you about it again."
    ),
    (Wish.HAND_OVER, AskingState.DECLINED): Text("{person} cannot take over your pledge. It stays yours."),
}
_STATUS = {
    (Wish.BUDDY, AskingState.WAITS): Text("You asked {person} to be your buddy. There is no answer yet."),
    (Wish.BUDDY, AskingState.AGREED): Text("{person} is your buddy."),
    (Wish.BUDDY, AskingState.DECLINED): Text("{person} cannot be your buddy. You can ask somebody else."),
    (Wish.HAND_OVER, AskingState.WAITS): Text("You asked {person} to take it over. There is no answer yet."),
    (Wish.HAND_OVER, AskingState.DECLINED): Text("{person} cannot take it over. It stays yours."),
}
_UNREACHED = Text("I could not ask {person} about your pledge. To ask somebody else, type {/mine}.")
_OVER = Text("This is not asked any more. There is nothing to do for you.")


def question(say: Voice, shown: AskedAbout, names: Mapping[str, str]) -> Drawing:
    """To who is asked: whose pledge it is, its words, and the two answers; later, what became of it."""
    asking = shown.asking
    taken_over = asking.wish is Wish.HAND_OVER and asking.state is AskingState.AGREED
    if taken_over:
        comes = [ask(say, shown.comes)] if shown.comes else []
        return Drawing.of(say, [section(say(_AGREED[asking.wish])), *_quoted(say, shown), *comes])
    if not shown.is_open or asking.state in (AskingState.ENDED, AskingState.UNREACHED):
        return Drawing.of_words(say, say(_OVER))
    if asking.state is AskingState.DECLINED:
        return Drawing.of_words(
            say,
            say("You said no. That is fine."),
            actions(_yes(say, asking, names[asking.person], 0, Text("Yes, after all"))),
        )
    return Drawing.of(say, asked(say, shown, names))


def asked(say: Voice, shown: AskedAbout, names: Mapping[str, str], number: int = 0) -> list[Block]:
    """What waits for an answer, or whose buddy somebody is; `number` tells it from others in a list."""
    asking, person = shown.asking, names[shown.asking.person]
    if asking.is_buddy:
        label, id_ = say("Stop being the buddy"), ids.at(ids.ASKING_END, number)
        end = button(label, id_, asking.id, aloud=_aloud(say, label, person, number))
        told = paragraphs(say(_AGREED[Wish.BUDDY], person=person))
        return [*told, *_quoted(say, shown), actions(end)]
    return [
        header(say("{person} asks you something", person=brief(person, 100))),
        *paragraphs(say(_ASKED[asking.wish], person=person)),
        *_quoted(say, shown),
        actions(_yes(say, asking, person, number), _no(say, asking, person, number)),
        context(say("Yes or no, both are fine. You need no reason. Only you see this.")),
    ]


def _yes(say: Voice, asking: Asking, person: str, number: int, label: Text | None = None) -> Block:
    """Yes; what makes a pledge theirs is asked about first."""
    words = say(label or _YES[asking.wish])
    aloud = _aloud(say, words, person, number)
    if asking.wish is Wish.BUDDY:
        return button(words, ids.at(ids.ASKING_YES, number), asking.id, aloud=aloud)
    told = say(
        "The pledge is yours then. I ask you how it is going, unless you stopped reminders, "
        "and {person} no more.",
        person=brief(person, 60),
    )
    sure = asks(say, say("Take it over?"), told, say("Yes, I take it over"))
    return button(words, ids.at(ids.TAKE_OVER, number), asking.id, aloud=aloud, confirm=sure)


def _no(say: Voice, asking: Asking, person: str, number: int) -> Block:
    label, id_ = say("No, not now"), ids.at(ids.ASKING_NO, number)
    return button(label, id_, asking.id, aloud=_aloud(say, label, person, number))


def _aloud(say: Voice, label: str, person: str, number: int) -> str:
    """A label that tells itself from those of other questions."""
    return say("{answer}, {number}: {idea}", answer=label, number=number + 1, idea=brief(person, 30))


def _quoted(say: Voice, shown: AskedAbout | Answer) -> list[Block]:
    quoted = with_date(say, say("“{pledge}”", pledge=shown.pledge.what), shown.pledge)
    handed_on = shown.asking.wish is Wish.HAND_OVER and shown.pledge.first_step
    step = paragraphs(say("First step: {step}", step=shown.pledge.first_step or "")) if handed_on else []
    return [*paragraphs(quoted), *step]


def outcome(say: Voice, shown: Answer, names: Mapping[str, str]) -> Drawing:
    """To who asked: yes, or no, or that it could not be asked."""
    asking = shown.asking
    words = _OUTCOMES.get((asking.wish, asking.state), _UNREACHED)
    if asking.state is AskingState.ENDED:  # it was over before this could be said
        words = _ENDED
    return Drawing.of_words(say, say(words, person=names[asking.asked]), *_quoted(say, shown))


_ENDED = Text("{person} has answered, and you do not ask any more.")


def status(say: Voice, asking: Asking, names: Mapping[str, str]) -> str:
    """Where it stands for who asked; nothing where it is over."""
    words = _STATUS.get((asking.wish, asking.state))
    return say(words, person=names[asking.asked]) if words else ""


def standing(
    say: Voice, askings: Sequence[Asking], names: Mapping[str, str], about: str, number: int
) -> list[Block]:
    """Where the newest question of each kind stands, for who asked, with the way out."""
    newest = {each.wish: each for each in askings}
    blocks: list[Block] = []
    for each in newest.values():
        if words := status(say, each, names):
            blocks.append(aside(words))
        if each.waits or each.is_buddy:
            label = say("Do not ask any more") if each.waits else say("Stop having a buddy")
            aloud = say("{answer}: {title}", answer=label, title=about)
            id_ = ids.at(ids.ASKING_END, f"{number}/{each.wish}")
            blocks.append(actions(button(label, id_, each.id, aloud=aloud)))
    return blocks


def _who(shown: AskedAbout | Answer) -> Iterable[str]:
    return (shown.asking.person, shown.asking.asked)


DRAWINGS = (MessageDrawing(ASKING, question, _who), MessageDrawing(ANSWERED, outcome, _who))
