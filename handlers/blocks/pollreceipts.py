"""What somebody reads, in private, of answers that they have just given or taken back."""

from coproduction.polls import Poll, Purpose
from coproduction.service.answers import Kept, Sheet
from coproduction.texts import tidy
from coproduction.words import Text, Value, several
from handlers import ids
from handlers.blocks.kit import Block, Drawing, actions, aside, button, context, line_by_line
from handlers.blocks.places import kept
from handlers.blocks.questions.drawing import called, watched
from handlers.blocks.questions.drawing import kept as level_of
from handlers.blocks.text import brief
from handlers.blocks.together import opening
from handlers.voice import Voice

QUOTED = 80  # as much of a question and of an answer as a receipt repeats
_GONE, _GONE_ALONE = Text("Your answers are deleted."), Text("Your answer is deleted.")
_AGAIN = Text("You can answer again until the poll closes.")
_AGAIN_AT_THE_END = Text("You can answer again until the next session starts, for 14 days at most.")
_IN_TIME = Text("Your answer is recorded. The poll has closed since.")
_IF_ANSWERED = Text("If you answered before, you can take it back here.")
_HEADLINE_STAYS = Text("What you pressed on the card itself (Yes, Not yet or No) stays as it is.")
_APART = Text(
    "“Take my answers back” deletes these answers only. "
    "What you pressed on the card itself (Yes, Not yet or No) stays as it is."
)


def recorded(say: Voice, poll: Poll, option: Value, *, left: int = 0, is_frozen: bool = False) -> Drawing:
    """What somebody is told who has answered; of an anonymous poll not what.

    `left`: dots that they still have. `is_frozen`: the card cannot show it.
    """
    if not poll.is_open:
        return Drawing.of_words(say, say(_IN_TIME), which(say, poll))
    told = (
        say("Recorded. You can change it until the poll closes.")
        if poll.is_anonymous
        else say("Your answer is “{option}”. You can change it until the poll closes.", option=option)
    )
    back = _take_back(say, poll, Text("Take my answer back"))
    frozen = [kept(say, poll.channel)] if is_frozen else []
    beside = [
        *_dots_left(say, left, Text("Answer")),
        which(say, poll),
        context(_tied(say, poll)),
        *frozen,
    ]
    return Drawing.of_words(say, told, *beside, actions(back))


def _dots_left(say: Voice, left: int, label: Text) -> list[Block]:
    told = several(
        left,
        "You have {n} dot left, and that is fine. To give it, press “{label}” on the card again.",
        "You have {n} dots left, and that is fine. To give them, press “{label}” on the card again.",
        label=label,
    )
    return [context(say(told))] if left else []


def _dots_kept(say: Voice, done: Kept, label: Text) -> list[Block]:
    """The same of one question among several, which it names."""
    told = (
        several(
            left,
            "“{question}”: you have {n} dot left, and that is fine. "
            "To give it, press “{label}” on the card again.",
            "“{question}”: you have {n} dots left, and that is fine. "
            "To give them, press “{label}” on the card again.",
            question=brief(say.of(each.asks), QUOTED),
            label=label,
        )
        for each, left in done.dots
    )
    return [aside(say(words)) for words in told]


def _said(say: Voice, done: Kept) -> list[Block]:
    """What somebody answered to each question, as much of it as shows them that it is theirs."""
    told = (
        Text("“{question}”: {answer}", question=brief(say.of(each.asks), QUOTED), answer=answer)
        for each, answer in done.said
    )
    return line_by_line(brief(tidy(say(line)), 2 * QUOTED) for line in told)


def _tied(say: Voice, *questions: Poll) -> str:
    """How closely people are tied to what they answer, and what who watches a live poll may see."""
    return " ".join([level_of(say, *questions), *map(say, watched(questions[0]))])


def recorded_all(say: Voice, sheet: Sheet, done: Kept, *, is_frozen: bool = False) -> Drawing:
    """What somebody is told who has sent the form of several questions: how many they answered, and what
    where `done` repeats it."""
    if not done.answered:
        return _left_empty(say, sheet, done)
    poll = sheet.poll
    if not poll.is_open:
        return Drawing.of_words(say, say(_IN_TIME), _whose(say, sheet, done.answered))
    is_closing = poll.purpose is Purpose.CLOSING
    told = (
        say("Recorded. You can change your answers until the next session starts, for 14 days at most.")
        if is_closing
        else say("Recorded. You can change your answers until the poll closes.")
    )
    back = _take_back(say, poll, Text("Take my answers back"))
    below = [context(say(_APART) if is_closing else _tied(say, *sheet.questions))]
    frozen = [kept(say, poll.channel)] if is_frozen else []
    said = [] if is_closing else _said(say, done)
    left = _dots_kept(say, done, opening(poll, len(sheet.questions)))
    beside = [*said, *left, _whose(say, sheet, done.answered), *below, *frozen]
    return Drawing.of_words(say, told, *beside, actions(back))


def withdrawn(say: Voice, sheet: Sheet, *, is_gone: bool, is_asked: bool = True) -> Drawing:
    """What somebody is told who has taken back what they answered. `is_asked`: whether they may answer."""
    is_closing = sheet.poll.purpose is Purpose.CLOSING
    if not is_gone:
        told = say("You have no answer in this poll, so there is nothing to take back.")
    else:
        again = [_AGAIN_AT_THE_END if is_closing else _AGAIN] if is_asked else []
        told = " ".join(map(say, [_GONE_ALONE if sheet.is_alone else _GONE, *again]))
    named = which(say, sheet.poll) if sheet.is_alone else aside(_name(say, sheet))
    stays = [context(say(_HEADLINE_STAYS))] if is_closing and is_gone else []
    return Drawing.of_words(say, told, named, *stays)


def _left_empty(say: Voice, sheet: Sheet, done: Kept) -> Drawing:
    """A form that was sent without any answer: what became of earlier ones, and how to answer."""
    told = (
        say("You left all of it empty. So what you had answered before is deleted.")
        if done.deleted
        else say("You answered none of the questions, so there is nothing to keep.")
    )
    again = say(
        "To answer, press “{label}” on the card.", label=say(opening(sheet.poll, len(sheet.questions)))
    )
    stays = [context(say(_HEADLINE_STAYS))] if done.deleted and sheet.poll.purpose is Purpose.CLOSING else []
    return Drawing.of_words(say, f"{told} {again}", aside(_name(say, sheet)), *stays)


def _whose(say: Voice, sheet: Sheet, answered: int) -> Block:
    """Which poll, and how many of its questions are answered where some are not."""
    name, everything = _name(say, sheet), len(sheet.questions)
    if answered == everything:
        return aside(name)
    of_all = say("You answered {n} of {all} questions.", n=answered, all=everything)
    return aside(f"{name}. {of_all}")


def _name(say: Voice, sheet: Sheet) -> str:
    """Several questions as people know them: by their title, else by how many they are and the first."""
    poll, number = sheet.poll, len(sheet.questions)
    if poll.purpose is Purpose.CLOSING:
        beside = several(number, "{n} more question below “{title}”", "{n} more questions below “{title}”")
        return say(beside.filled(title=Text("Before you go")))
    if poll.heading:
        return say("Poll: “{question}”", question=poll.heading)
    first = several(
        number,
        "This poll has {n} question: “{question}”",
        "This poll has {n} questions. The first: “{question}”",
    )
    return say(first.filled(question=poll.in_short))


def which(say: Voice, poll: Poll) -> Block:
    """Names the poll below words about it: after several polls somebody has several such messages."""
    return aside(say("Poll: “{question}”", question=poll.heading or poll.in_short))


def no_ballot(say: Voice, words: Text, poll: Poll) -> Drawing:
    """What somebody is told who only looks on. Of an anonymous poll nobody can tell whether they answered
    before, so each of them can take an answer back.
    """
    if not poll.is_anonymous:
        return Drawing.of_words(say, say(words), which(say, poll))
    back = _take_back(say, poll, Text("Take my answer back"))
    return Drawing.of_words(say, say(words), which(say, poll), context(say(_IF_ANSWERED)), actions(back))


def _take_back(say: Voice, poll: Poll, label: Text) -> Block:
    aloud = say("{label}: {question}", label=label, question=brief(called(say, poll), 50))
    return button(say(label), ids.WITHDRAW_VOTE, poll.id, aloud=aloud)
