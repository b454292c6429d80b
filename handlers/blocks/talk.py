"""What people are answered who write to the bot."""

from collections.abc import Iterable, Mapping

from coproduction.followups import Reply
from coproduction.notes import KEPT_WORDS, NOTE_LENGTH, Note, Told
from coproduction.service.helprequests import Offer
from coproduction.service.pledges import Promised
from coproduction.service.talk import Helpers, Kept, OpenPledges
from coproduction.stuckwords import says_stuck, wants_to_pass_on
from coproduction.talk import ASKED_WHICH, TOLD_AGAIN, TOLD_ANSWER, TOLD_HELP, TOLD_STOPPED
from coproduction.words import Text, and_listed
from handlers import ids
from handlers.blocks.followups import LABELS, answers, difference, help_with, not_now, stopped, thanks
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    button,
    context,
    paragraphs,
    section,
)
from handlers.blocks.notes import deleted
from handlers.blocks.pledges import let_go_button, with_date
from handlers.blocks.text import brief, local
from handlers.voice import Voice

_SAID = (Text("Yes, done"), Text("Still working on it"), Text("Stuck"))
_SAID_ALOUD = {
    _SAID[0]: Text("Yes, done: {pledge}"),
    _SAID[1]: Text("Still working on it: {pledge}"),
    _SAID[2]: Text("Stuck: {pledge}"),
}

_WHICH = Text("I have kept your words. Which of your pledges are they about?")
_IS_IT_ABOUT = Text("I have kept your words, but I am not sure what they are. Is this about your pledge?")
_NONE_LEFT = Text("I have kept your words. The pledge that they may be about is not yours any more.")
_THEN = Text("After that I delete them here. Your message stays where you wrote it.")
_LAPSED = Text(
    "You did not say which pledge your words were about, so I have deleted them here. Your message still "
    "stands where you wrote it. To keep them after all, write them to me again."
)
_NONE_OPEN = Text(
    "Thank you. You have no open pledge, so there is nothing to change. To see all, type {/mine}."
)
_HANDED_OVER = Text("You handed this pledge over. I will not ask you about it again.")
_ONLY_YOU = Text("Only you see them.")
_PASS_ON = Text(
    "I have asked nobody yet. To hand it over, type {/mine} and press “Hand it over” at this pledge. "
    "Or what is true of it?"
)
_ALL_SEE = Text("The group can read them, because you share this pledge.")


def told_help(say: Voice, shown: Helpers, names: Mapping[str, str]) -> Drawing:
    """To whoever wrote something else: what can be done here, and who can help."""
    hello = say(
        "Hello. I am an app, and nobody reads what you write here. I have done nothing with your words."
    )
    can = say(
        "To see what is going on now, type {/now}. "
        "To share an idea, type {/idea} and your words. To see your ideas and pledges, type {/mine}. "
        "To see all you can type, type {/help}."
    )
    asking = _ask_for_help(say, shown.offer, names) if shown.offer else []
    told = _about_pledge(say, shown.asked, can_wait=shown.wants_reminders) if shown.asked else []
    blocks = [*paragraphs(hello), *_who_helps(say, shown, names), *asking, *told, *paragraphs(can)]
    if shown.wants_reminders:
        return Drawing.of(say, [*blocks, actions(button(say("Stop reminders"), ids.STOP, "talk"))])
    return Drawing.of(say, [*blocks, *stopped(say)])


def _who_helps(say: Voice, shown: Helpers, names: Mapping[str, str]) -> list[Block]:
    danger = say(
        "Is somebody in danger? Nobody here would see it. Please call the emergency number where you live."
    )
    if not shown.facilitators:
        return paragraphs(f"{say('Do you need a person? Ask in the channel of your session.')} {danger}")
    leading = and_listed(names[each] for each in shown.facilitators)
    return paragraphs(f"{say('Do you need a person? Write to {people}.', people=leading)} {danger}")


def _ask_for_help(say: Voice, offer: Offer, names: Mapping[str, str]) -> list[Block]:
    """The way to ask about a pledge, as after *Stuck*: nothing is sent before they have read and sent it."""
    person = brief(names[offer.facilitator], 40)
    about = say(
        "Do you need help with your pledge “{pledge}”? Press the button. I send only what you agree to.",
        pledge=brief(offer.pledge.what, 300),
    )
    aloud = say(
        "Ask {person} for help: {pledge}", person=brief(person, 30), pledge=brief(offer.pledge.what, 50)
    )
    label = say("Ask {person} for help", person=person)
    ask = button(label, ids.ASK_FOR_HELP, offer.follow_up, style="primary", aloud=aloud)
    return [*paragraphs(about), actions(ask)]


def _about_pledge(say: Voice, asked: Promised, *, can_wait: bool) -> list[Block]:
    """The buttons that answer the last question, for who has answered it in words that we do not know."""
    about = say(
        "Is this about your pledge? Then press what is true of it. "
        "To keep words with it, write them to me, but not as a question."
    )
    return [*paragraphs(about), *paragraphs(_quoted(say, asked)), _buttons(say, 1, asked, can_wait=can_wait)]


def told_stopped(say: Voice, _shown: Helpers, _names: Mapping[str, str]) -> Drawing:
    """After "stop", with the way back."""
    words = say(
        "I have stopped your reminders. I will send you no more of them. "
        "To get them again, press the button or write: start"
    )
    return Drawing.of_words(say, words, *stopped(say))


def told_again(say: Voice, _shown: Helpers, _names: Mapping[str, str]) -> Drawing:
    """After "start"."""
    return Drawing.of_words(say, say("Reminders are on again. To stop them, write: stop"))


def asked_which(say: Voice, shown: OpenPledges, _names: Mapping[str, str]) -> Drawing:
    """After "done": which pledge is meant is not guessed."""
    if not shown.newest:
        return Drawing.of_words(say, say(_NONE_OPEN))
    which = (
        say("Thank you. I changed nothing yet. What is true of this pledge?")
        if len(shown.newest) == 1
        else say("Thank you. I changed nothing yet. Which pledge do you mean?")
    )
    blocks = paragraphs(which)
    for number, each in enumerate(shown.newest, start=1):
        blocks += [
            *paragraphs(_quoted(say, each)),
            *([context(say("You said: {reply}", reply=LABELS[each.reply]))] if each.reply else []),
            _buttons(say, number, each, can_wait=shown.wants_reminders),
        ]
    if shown.more:
        blocks.append(context(say("You have more pledges than these. To see all, type {/mine}.")))
    return Drawing.of(say, blocks)


def told_answer(say: Voice, promised: Promised, names: Mapping[str, str]) -> Drawing:
    """What somebody has said of a pledge, whom they may ask for help, and the way to say something else."""
    pledge, said = promised.pledge, promised.reply
    if not promised.is_theirs:
        return Drawing.of_words(say, say(_HANDED_OVER))
    blocks = paragraphs(_quoted(say, promised))
    if pledge.is_withdrawn:
        return Drawing.of(
            say, [*blocks, section(say("You let this pledge go. I will not ask about it again."))]
        )
    if said and promised.told:
        blocks.append(section(say(thanks(said))))
        blocks += help_with(
            say, pledge, promised.told.id, promised.facilitator, names, has_asked=promised.has_asked
        )
        if said is Reply.DONE:
            blocks += difference(say, pledge, 1)
    return Drawing.of(say, [*blocks, _buttons(say, 1, promised, can_wait=False)])


def kept_words(say: Voice, shown: Kept, names: Mapping[str, str]) -> Drawing:
    """After an answer in somebody's own words: with which pledge they are kept, and what to press."""
    note, helpers = shown.note, shown.helpers
    if note is None:
        return deleted(say)
    if note.about is Told.QUESTION:
        return told_help(say, helpers, names)
    if note.about is Told.LAPSED:
        return Drawing.of_words(say, say(_LAPSED))
    if note.about is Told.UNPLACED:
        blocks = _asks_which(say, shown, note)
    elif note.about is Told.WITH_PLEDGE:
        blocks = _with_pledge(say, shown)
    else:
        blocks = _with_question(say, shown, note)
    asking = _ask_for_help(say, helpers.offer, names) if helpers.offer else []
    return Drawing.of(say, [*blocks, *_who_helps(say, helpers, names), *asking])


def _asks_which(say: Voice, shown: Kept, note: Note) -> list[Block]:
    """The pledges that they may be about, each quoted on its button; until when they are kept."""
    asks = _IS_IT_ABOUT if shown.may_be_question else _WHICH
    labels = [brief(say("Keep with: {pledge}", pledge=each.pledge.what), 75) for each in shown.choices]
    about = [
        button(label, ids.at(ids.PLACE_NOTE, number), f"{note.origin}|{each.follow_up}", aloud=label)
        for number, (each, label) in enumerate(zip(shown.choices, labels, strict=True), start=1)
    ]
    aloud = say("It was a question: {words}", words=brief(note.words, 45))
    was_question = button(say("It was a question"), ids.WAS_QUESTION, note.origin, aloud=aloud)
    rest = [*([was_question] if shown.may_be_question else []), _delete(say, shown, note)]
    until = say("I keep your words until {time}.", time=local(say, shown.until)) if shown.until else ""
    wrote = say("You wrote: “{words}”", words=brief(note.words, 300))
    return [
        *paragraphs(wrote),
        section(say(asks if shown.choices else _NONE_LEFT)),
        actions(*about, *rest),
        context(f"{until} {say(_THEN)}".strip()),
    ]


def _with_pledge(say: Voice, shown: Kept) -> list[Block]:
    """They stand with the pledge as what difference it made; how to change them."""
    if not shown.promised.is_theirs:
        return [section(say(_HANDED_OVER))]
    pledge = shown.promised.pledge
    seen = _ALL_SEE if pledge.is_shared else _ONLY_YOU
    kept = say("I have kept your words with this pledge, as the difference it made. {seen}", seen=seen)
    return [section(kept), *paragraphs(_quoted(say, shown.promised)), *difference(say, pledge, 1)]


def _with_question(say: Voice, shown: Kept, note: Note) -> list[Block]:
    """They answer the question, and stand there."""
    kept = say("I have kept your words with this pledge. {seen}", seen=_ONLY_YOU)
    cut = (
        say("They were long, so I kept the first {most:,} characters.", most=NOTE_LENGTH)
        if note.is_cut
        else ""
    )
    if not shown.promised.is_theirs:
        return [section(say(_HANDED_OVER)), actions(_delete(say, shown, note))]
    head = [section(f"{kept} {cut}".strip()), *paragraphs(_quoted(say, shown.promised))]
    return [*head, *_asks_for_answer(say, shown, note)]


def _asks_for_answer(say: Voice, shown: Kept, note: Note) -> list[Block]:
    """The three answers until one was given, wherever that was; none after the pledge was let go."""
    promised, answered = shown.promised, shown.answered
    about, delete = brief(promised.pledge.what, 40), _delete(say, shown, note)
    if answered and answered.reply:
        more = difference(say, promised.pledge, 1) if answered.reply is Reply.DONE else []
        return [section(say(thanks(answered.reply))), *more, actions(delete)]
    if promised.pledge.is_withdrawn:
        return [section(say("You let this pledge go. I will not ask about it again.")), actions(delete)]
    if not promised.is_open:
        return [actions(delete)]
    said = [
        button(
            say(words), ids.at(ids.SAY, place), note.follow_up, aloud=say(_SAID_ALOUD[words], pledge=about)
        )
        for place, words in enumerate(_SAID)
    ]
    if says_stuck(note.words):
        return [section(say("Are you stuck?")), actions(*reversed(said), delete)]
    asks = _PASS_ON if wants_to_pass_on(note.words) else Text("Shall I mark it as done?")
    return [section(say(asks)), actions(*said, delete)]


def _delete(say: Voice, shown: Kept, note: Note) -> Block:
    about = brief(shown.promised.pledge.what, 40)
    aloud = say("Delete my words: {pledge}", pledge=about)
    return button(say("Delete my words"), ids.DROP_NOTE, note.origin, aloud=aloud)


def _quoted(say: Voice, each: Promised) -> str:
    return with_date(say, say("“{pledge}”", pledge=each.pledge.what), each.pledge)


def _buttons(say: Voice, number: int, each: Promised, *, can_wait: bool) -> Block:
    """Every answer but the one that was given, "not now" where a question waits, and letting it go."""
    about = brief(each.pledge.what, 45)
    drawn = answers(say, ids.TELL, each.pledge.id, about, each.reply)
    if can_wait and each.waits:
        drawn += not_now(say, ids.NOT_NOW, each.waits.id)
    drawn.append(let_go_button(say, each.pledge, about, number))
    return {**actions(*drawn), "block_id": f"{ids.TELL}:{number}"}


def _helping(promised: Promised) -> Iterable[str]:
    return filter(None, [promised.facilitator])


def _kept_leading(shown: Kept) -> tuple[str, ...]:
    return _leading(shown.helpers)


def _leading(shown: Helpers) -> tuple[str, ...]:
    return (*shown.facilitators, *((shown.offer.facilitator,) if shown.offer else ()))


DRAWINGS = (
    MessageDrawing(TOLD_HELP, told_help, _leading),
    MessageDrawing(TOLD_STOPPED, told_stopped),
    MessageDrawing(TOLD_AGAIN, told_again),
    MessageDrawing(ASKED_WHICH, asked_which),
    MessageDrawing(TOLD_ANSWER, told_answer, _helping),
    MessageDrawing(KEPT_WORDS, kept_words, _kept_leading),
)
