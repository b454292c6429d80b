"""What a row of a drawing has to bring, and the few pieces that several kinds of question are drawn with."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coproduction.audited import Why
from coproduction.levels import OF_CARDS, Level, Promise, promise_of
from coproduction.polls import CARDS, ONE_PERSPECTIVE, OPEN_TEXT, RATHER_NOT, Poll, Tally
from coproduction.results import Counted, onward, sentences, skipped_sentences
from coproduction.shares import ROUNDED, Share, adds_up
from coproduction.words import Text, several
from handlers import ids
from handlers.blocks.audited import turnout_line
from handlers.blocks.kit import Block, actions, bar, button, context, line_by_line, paragraphs
from handlers.voice import Voice

Values = Mapping[str, str | None]


def _is_empty(given: str) -> bool:
    return not given.strip()


@dataclass(frozen=True)
class AnswerForm:
    """The form of a kind of question that takes more than one press.

    `fields` draws it, with the answer that somebody has given before, if any; `given` makes what was filled
    in into what the kind of question reads. `is_labelled`: whether the label of its first field is the
    question. `is_empty` says of what was given whether that is nothing.
    """

    fields: Callable[[Voice, Poll, str | None], list[Block]]
    given: Callable[[Poll, Values], str]
    is_labelled: bool = True
    is_empty: Callable[[str], bool] = _is_empty


def _nothing_counted(_tally: Tally) -> Counted:
    return Counted((), (), 0)


@dataclass(frozen=True)
class QuestionDrawing:
    """How one kind of question is drawn: what was counted, and the buttons to answer with.

    The buttons' action is told, because it depends on what the poll is for and not on its kind. A kind that
    is answered in a `form` has one button that opens it; one that is not has a form `among` other questions.
    When the poll has closed, plain sentences are built from what is `counted`, or `said` by the kind itself.
    """

    kind: str
    counts: Callable[[Voice, Tally], list[Block]]
    inputs: Callable[[Voice, Poll, str], list[Block]]
    counted: Callable[[Tally], Counted] = _nothing_counted
    form: AnswerForm | None = None
    among: AnswerForm | None = None
    said: Callable[[Tally], list[Text]] | None = None

    def sentences(self, tally: Tally) -> list[Text]:
        """The result of a poll that is closed in words."""
        if self.said:
            return self.said(tally)
        counted = self.counted(tally)
        is_skipped = bool(counted.names) and tally.answered > 0 and not counted.whole
        return skipped_sentences() if is_skipped else sentences(counted)


def called(say: Voice, poll: Poll) -> str:
    """What a poll is called where there is room for a few words: its title, else its question."""
    return say.of(poll.heading or poll.asks)


def _promise_of(questions: Sequence[Poll]) -> Promise:
    writes = {each.kind == OPEN_TEXT for each in questions}
    return promise_of(questions[0].level, choose=False in writes, write=True in writes)


def kept(say: Voice, *questions: Poll) -> str:
    """How closely people are tied to what they answer: all of it, for these questions of one poll."""
    return say(_promise_of(questions).whole)


def counted_at(say: Voice, tally: Tally, *before: str) -> Block:
    """For who leads: words `before` these, how many have answered, and below it how closely they are tied."""
    levelled = _above(say, [each.poll for each in (tally, *tally.parts)])
    return context(f"{' '.join([*filter(None, before), answered(say, tally)])}\n{levelled}")


def level(say: Voice, *questions: Poll) -> Block:
    """What stands of it before what people answer with: one short sentence, and what those who watch see."""
    return context(_above(say, questions))


def _above(say: Voice, questions: Sequence[Poll]) -> str:
    return " ".join(map(say, [_promise_of(questions).short, *watched(questions[0])]))


def more_of(say: Voice, *questions: Poll) -> str:
    """What else there is to say of it."""
    return say(_promise_of(questions).more)


def below(say: Voice, *questions: Poll) -> str:
    """The same, and when people see the result."""
    if questions[0].kind == CARDS and questions[0].level is Level.CONFIDENTIAL:
        return say(OF_CARDS.more)
    return " ".join(map(say, [_promise_of(questions).more, *_later(questions)]))


def promise(say: Voice, *questions: Poll) -> str:
    """All of that, where nobody answers."""
    return f"{_above(say, questions)} {below(say, *questions)}"


def _later(questions: Sequence[Poll]) -> list[Text]:
    """What is still to be said beside that of all questions of a poll: who could trace what, and when people
    see the result. One form stores its answers in one transaction, and databases tell what came in one."""
    poll, *others = questions
    tied = Text("Until it closes, who runs me could see which answers come from one person.")
    return [*([tied] if others and poll.is_anonymous else []), *_when_shown(questions)]


def watched(poll: Poll) -> list[Text]:
    """What can be seen of single answers while a poll is open that says nothing of who chose them."""
    if poll.is_live and poll.level is Level.CONFIDENTIAL:
        return [Text("The totals show all the time: who watches may see what was just chosen.")]
    return []


def _when_shown(questions: Sequence[Poll]) -> list[Text]:
    """When people see the result; nothing where that says only what they have read."""
    poll, kinds = questions[0], {each.kind for each in questions}
    is_confidential = poll.level is Level.CONFIDENTIAL
    if poll.is_live or (is_confidential and kinds == {OPEN_TEXT}):
        return []
    if is_confidential and (poll.kind == OPEN_TEXT or poll.invited in ONE_PERSPECTIVE):
        return [Text("The result shows when the poll closes, from 5 answers on.")]
    if is_confidential:
        return [
            Text(
                "The result shows when the poll closes, from 5 answers on. "
                "By perspective it shows where each has 5."
            )
        ]
    if poll.is_anonymous:
        return [Text("The result shows when the poll closes, unless it would give somebody away.")]
    return [Text("The result shows when the poll closes.")]


def answer_button(say: Voice, poll: Poll, action: str, given: str, option: str | Text) -> Block:
    """A button that gives an answer. A screen reader hears what it is about: the label may be just "Yes"."""
    aloud = say("{option}, to answer: {question}", option=option, question=poll.asks)
    return button(say.of(option), ids.at(action, given), poll.id, aloud=aloud)


def form_button(say: Voice, poll: Poll, _action: str) -> list[Block]:
    """The one button of a question that is answered in a form, below what one can choose from."""
    label = say("Answer")
    aloud = say("{label}: {question}", label=label, question=called(say, poll))
    return [actions(button(label, ids.ANSWER_POLL, poll.id, style="primary", aloud=aloud))]


def options_and_button(how: Text) -> Callable[[Voice, Poll, str], list[Block]]:
    """The options, which no button of the card names, `how` people answer, and the button that opens a form.

    A card that shows counts names its options there, and says below them what they are shares of.
    """

    def drawn(say: Voice, poll: Poll, action: str) -> list[Block]:
        options = line_by_line(f"• {option}" for option in poll.options)
        listed = [] if poll.is_live else [*options, context(say(how.filled(most=poll.most)))]
        return [*listed, *form_button(say, poll, action)]

    return drawn


def line(say: Voice, option: str | Text, count: int, answered: int) -> str:
    """An answer with its count, its share and a bar."""
    percent = Share(count, answered).percent
    words = Text("{option}: {number}") if percent is None else Text("{option}: {number} ({percent} %)")
    said = say(words, option=option, number=count, **({} if percent is None else {"percent": percent}))
    return f"{said} {bar(count, answered)}"


def told(say: Voice, counted: Counted, note: str = "") -> list[Block]:
    """A bar for each count. `note` says what the shares are of."""
    each = zip(counted.names, counted.counts, strict=True)
    lines = "\n".join(line(say, name, count, counted.whole) for name, count in each)
    return [*paragraphs(lines), *([context(note)] if note else [])]


def in_words(say: Voice, tally: Tally, said: Iterable[Text]) -> list[Block]:
    """Sentences about the result of a poll that has closed, how many answered, and what follows from that."""
    then = onward(tally.answered, tally.released)
    return paragraphs(" ".join([*map(say, said), answered(say, tally), *map(say, then)]))


def answered(say: Voice, tally: Tally) -> str:
    """How many have answered, and not what; no more exactly than a result that is held for being of few."""
    is_held = tally.released is not None and tally.released.why is Why.TOO_FEW
    if tally.poll.is_anonymous or is_held:
        return turnout_line(say, tally.answered)
    if not tally.answered:
        return say("Nobody has answered yet.") if tally.poll.is_open else say("Nobody answered.")
    return say(several(tally.answered, "{n} person has answered.", "{n} people have answered."))


def rounded(say: Voice, counted: Counted) -> str:
    """A word where the shares as they are shown do not make 100 %."""
    return "" if adds_up(Share(count, counted.whole) for count in counted.counts) else say(ROUNDED)


def without_skips(names: Iterable[str | Text], tally: Tally) -> Counted:
    """Counts of which the last is of those who would rather not say, without these."""
    shown = tally.counts[:-1]
    return Counted([name for name in names if name != RATHER_NOT], shown, sum(shown))


def skips(say: Voice, tally: Tally) -> list[Block]:
    """How many would rather not say: they are told apart from the others."""
    skipped = tally.counts[-1]
    words = several(skipped, "{n} person would rather not say.", "{n} people would rather not say.")
    return [context(say(words))] if skipped else []
