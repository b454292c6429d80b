"""After an answer in somebody's own words: where they are kept, and what to press."""

from collections.abc import Mapping

from coproduction.despair import sounds_like_despair
from coproduction.emoji import is_alone
from coproduction.followups import Reply
from coproduction.notes import KEPT_WORDS, NOTE_LENGTH, Note, Told
from coproduction.pledges import Pledge
from coproduction.service.about import Choice
from coproduction.service.talk import Kept
from coproduction.statedwords import leaves_open, says_not_done, stated, without_number
from coproduction.stopwords import may_stop
from coproduction.stuckwords import says_stuck, wants_to_pass_on
from coproduction.talk import TOLD_PLACED, begins_with_done, is_one_word
from coproduction.words import Text
from handlers import ids
from handlers.blocks.followups import difference, thanks
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    actions,
    asks_about,
    button,
    context,
    paragraphs,
    section,
)
from handlers.blocks.notes import deleted, wrote
from handlers.blocks.pledges import difference_button
from handlers.blocks.talk import (
    DANGER,
    HANDED_OVER,
    ask_for_help,
    at_once,
    leading,
    may_be_stopped,
    quoted,
    told_help,
    who_helps,
)
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
_KEPT = Text("I have kept your words with this pledge. {seen}")
_KEPT_EMOJI = Text("You answered with {emoji}. I have kept it with this pledge, and only you see it.")
_ADDED = Text("I have added your words to what you wrote about this pledge before. {seen}")
_ONLY_YOU = Text("Only you see them.")
_PASS_ON = Text(
    "I have asked nobody yet. To hand it over, type {/mine} and press “Hand it over” at this pledge. "
    "Or what is true of it?"
)
_SAID_DONE = Text("It still says that this is done. What is true of it?")
_FOR_THE_GROUP = Text(
    "Your group reads this pledge. Shall they read your words, too, as the difference it made? "
    "Then press this button. You can change your words before that."
)
_ALL_SEE = Text("The group can read them, because you share this pledge.")


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
    if sounds_like_despair(note.words):
        return Drawing.of(say, [*at_once(say, helpers, names), *blocks])
    return Drawing.of(say, [*blocks, *_help_below(say, shown, note, names)])


def _help_below(say: Voice, shown: Kept, note: Note, names: Mapping[str, str]) -> list[Block]:
    """One person to turn to, and no more than one; nobody where they have done what they promised."""
    helpers, said = shown.helpers, shown.answered.reply if shown.answered else None
    is_placed = note.about is not Told.UNPLACED
    if begins_with_done(without_number(note.words)) or (
        is_placed and said is Reply.DONE and not says_not_done(note.words)
    ):
        return paragraphs(say(DANGER))
    if helpers.offer and is_placed:  # it is known which pledge they are about
        return [*paragraphs(say(DANGER)), *ask_for_help(say, helpers.offer, names)]
    return who_helps(say, helpers, names)


def _asks_which(say: Voice, shown: Kept, note: Note) -> list[Block]:
    """The pledges that they may be about, each quoted on its button; until when they are kept."""
    may_want_stop = may_stop(note.words) and shown.helpers.wants_reminders
    is_unsure = shown.may_be_question or may_want_stop or (is_one_word(note.words) and len(shown.choices) < 2)
    asks = _IS_IT_ABOUT if is_unsure else _WHICH
    labels = [_keep_with(say, each) for each in shown.choices]
    about = [
        button(label, ids.at(ids.PLACE_NOTE, number), f"{note.origin}|{each.follow_up}", aloud=label)
        for number, (each, label) in enumerate(zip(shown.choices, labels, strict=True), start=1)
    ]
    aloud = say("It was a question: {words}", words=brief(note.words, 45))
    was_question = button(say("It was a question"), ids.WAS_QUESTION, note.origin, aloud=aloud)
    rest = [*([was_question] if shown.may_be_question else []), _delete(say, shown, note)]
    stop = may_be_stopped(say) if may_want_stop else []
    until = say("I keep your words until {time}.", time=local(say, shown.until)) if shown.until else ""
    return [
        *paragraphs(wrote(say, brief(note.words, 300))),
        *stop,
        section(say(asks if shown.choices else _NONE_LEFT)),
        actions(*about, *rest),
        context(f"{until} {say(_THEN)}".strip()),
    ]


def _keep_with(say: Voice, choice: Choice) -> str:
    """The label of the button for this pledge, which has the number that it had where it was asked about."""
    told = (
        say("Keep with pledge {number}: {pledge}", number=choice.number, pledge=choice.pledge.what)
        if choice.number
        else say("Keep with: {pledge}", pledge=choice.pledge.what)
    )
    return brief(told, 75)


def _with_pledge(say: Voice, shown: Kept) -> list[Block]:
    """They stand with the pledge as what difference it made; how to change them."""
    if not shown.promised.is_theirs:
        return [section(say(HANDED_OVER))]
    pledge = shown.promised.pledge
    seen = _ALL_SEE if pledge.is_shared else _ONLY_YOU
    kept = say("I have kept your words with this pledge, as the difference it made. {seen}", seen=seen)
    return [section(kept), *paragraphs(quoted(say, shown.promised)), *difference(say, pledge, 1)]


def _with_question(say: Voice, shown: Kept, note: Note) -> list[Block]:
    """They answer the question, and stand there."""
    kept = _ADDED if shown.is_added else _KEPT
    told = (_KEPT_EMOJI if is_alone(note.words) else kept).filled(seen=_ONLY_YOU, emoji=brief(note.words, 40))
    cut = (
        say("They were long, so I kept the first {most:,} characters.", most=NOTE_LENGTH)
        if note.is_cut
        else ""
    )
    if not shown.promised.is_theirs:
        return [section(say(HANDED_OVER)), actions(_delete(say, shown, note))]
    head = [section(f"{say(told)} {cut}".strip()), *paragraphs(quoted(say, shown.promised))]
    return [*head, *_asks_for_answer(say, shown, note)]


def _asks_for_answer(say: Voice, shown: Kept, note: Note) -> list[Block]:
    """The three answers until one was given, wherever that was."""
    promised, delete = shown.promised, _delete(say, shown, note)
    said, answers = shown.answered.reply if shown.answered else None, _answers(say, shown, note)
    is_open = promised.is_open and not said
    if is_open and says_stuck(note.words):
        return [section(say("Are you stuck?")), actions(*reversed(answers), delete)]
    if sounds_like_despair(note.words):
        return [actions(delete)]
    told = stated(note.words)
    is_answer = told is not None and told.number > 0  # so that the words themselves said how it goes
    if said is Reply.DONE and says_not_done(note.words) and not (is_answer or promised.pledge.is_withdrawn):
        return [section(say(_SAID_DONE)), actions(*answers[1:], delete)]
    if not is_open:
        other = [each for each, reply in zip(answers, Reply, strict=True) if is_answer and reply is not said]
        return [*_what_was_said(say, shown, note), actions(*(other if said else []), delete)]
    asks = Text("Shall I mark it as done?")
    if leaves_open(note.words):
        asks = Text("What is true of it?")
    elif wants_to_pass_on(note.words):
        asks = _PASS_ON
    return [section(say(asks)), actions(*answers, delete)]


def _what_was_said(say: Voice, shown: Kept, note: Note) -> list[Block]:
    """What its person has said since, or that they let it go; nothing where it is done otherwise. What they
    typed of a pledge that the group reads is for them to show there.
    """
    promised, said = shown.promised, shown.answered.reply if shown.answered else None
    if said:
        if said is Reply.DONE and promised.pledge.is_shared and not promised.pledge.difference:
            return _for_the_group(say, promised.pledge, note)
        more = difference(say, promised.pledge, 1) if said is Reply.DONE else []
        return [section(say(thanks(said, has_told=promised.has_told))), *more]
    if promised.pledge.is_withdrawn:
        return [section(say("You let this pledge go. I will not ask about it again."))]
    return []


def _for_the_group(say: Voice, pledge: Pledge, note: Note) -> list[Block]:
    about = brief(pledge.what, 45)
    return [section(say(_FOR_THE_GROUP)), actions(difference_button(say, pledge, about, 1, note.origin))]


def _answers(say: Voice, shown: Kept, note: Note) -> list[Block]:
    """The three buttons."""
    about = brief(shown.promised.pledge.what, 40)
    return [
        button(
            say(words), ids.at(ids.SAY, place), note.follow_up, aloud=say(_SAID_ALOUD[words], pledge=about)
        )
        for place, words in enumerate(_SAID)
    ]


def _delete(say: Voice, shown: Kept, note: Note) -> Block:
    about, is_emoji = brief(shown.promised.pledge.what, 40), is_alone(note.words)
    label = say("Delete this emoji" if is_emoji else "Delete my words")
    aloud = say("Delete this emoji: {pledge}" if is_emoji else "Delete my words: {pledge}", pledge=about)
    title = say("Delete this emoji?" if is_emoji else "Delete your words?")
    sure = asks_about(say, note.words, title, say("I cannot bring them back."), say("Delete them"))
    return button(label, ids.DROP_NOTE, note.origin, aloud=aloud, confirm=sure)


def _kept_leading(shown: Kept) -> tuple[str, ...]:
    return leading(shown.helpers)


DRAWINGS = (
    MessageDrawing(TOLD_PLACED, kept_words, _kept_leading),
    MessageDrawing(KEPT_WORDS, kept_words, _kept_leading),
)
