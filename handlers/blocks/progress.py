"""What became of an idea: on its card, in a view for everybody, and for who leads, with what can be done."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import TypeVar

from coproduction.bodies import HOWS, Body, How, has_met
from coproduction.ideas import Idea
from coproduction.inhand import is_over
from coproduction.progress import ANSWERS, Move, NamedMove, Progress, State, Step, state_name
from coproduction.releases import FEWEST
from coproduction.service.deciding import Story
from coproduction.service.progress import Standing
from coproduction.words import Text, day
from coproduction.worked import Effect, Worked
from handlers import ideaids, ids
from handlers.blocks import ties
from handlers.blocks.kit import (
    Block,
    View,
    actions,
    aside,
    button,
    context,
    line_by_line,
    notice,
    paragraphs,
)
from handlers.blocks.text import brief
from handlers.voice import Voice

N = TypeVar("N", bound=NamedMove)
_SAYS = {
    Step.SHORTLISTED: Text("It is on the shortlist."),
    Step.LEFT_OUT: Text("It is not on the shortlist any more."),
    Step.OWNED: Text("Somebody has it in hand."),
    Step.SENT: Text("It is with {body}, who should answer by {until}."),
    Step.MORE_TIME: Text("{body} needs more time, until {until}."),
    Step.LATE: Text("{body} should have answered by {until}, and has not yet."),
    Step.NOT_THEIRS: Text("{body} says that others decide this."),
    Step.YES: Text("The answer is yes."),
    Step.PARTLY: Text("The answer is: partly."),
    Step.NO: Text("The answer is no, because:"),
    Step.NOT_NOW: Text("The answer is: not now."),
    Step.TRIED: Text("We try this until {until}:"),
    Step.KEPT: Text("We tried it, and we keep it. This is what we learnt:"),
    Step.CHANGED: Text("We tried it, and we try it in another way until {until}. This is what we learnt:"),
    Step.STOPPED: Text("We tried it, and we stop. This is what we learnt:"),
    Step.DONE: Text("It is done."),
    Step.MERGED: Text("It is part of idea {how} now."),
    Step.GOES_ON: Text("It goes on."),
    Step.HELP: Text("Whoever has it in hand has asked for help."),
    Step.NOT_MINE: Text("Nobody has it in hand now."),
    Step.CLOSED: Text("It is closed, because:"),
    Step.OPENED: Text("It is open again."),
}
_MEETS, _ARE_DUE = Text("Its next meeting: {day}"), Text("Papers are due: {day}")
_MET = Text("Its last meeting: {day}. Nobody has said when it meets next.")
_WERE_DUE = Text("Papers were due: {day}")
_ALONE = Text("It stands by itself again: idea {how}, of which it was a part, is not shown any more.")
_WAS_PART = Text("It was part of idea {how}, which is not shown now.")
_EFFECTS = {
    Effect.HELPED: Text("it helped: {n}"),
    Effect.SAME: Text("no change: {n}"),
    Effect.HARM: Text("it did harm: {n}"),
}
_KNOWN_BY = Text("This is how we will know: {how}")
_LATE = {
    Step.SENT: Text("It is with {body}. The answer was due on {until}, and has not come yet."),
    Step.TRIED: Text("We tried it until {until}. Nobody has said yet what we learnt."),
    Step.CHANGED: Text("We tried it in another way until {until}. Nobody has said yet what we learnt."),
}
TOO_FEW = Text("Fewer than {fewest} people answered, so I show no numbers.", fewest=FEWEST)
_WRITTEN = Text(
    "This is what they wrote, in no order. It is not told who wrote what. Only those who lead read it."
)
_UNNAMED_BODY = Text("whoever decides")


def on(move: Move) -> Text:
    """The day of a step."""
    return day(move.at.date())


def step(say: Voice, told: NamedMove) -> str:
    """A step in a sentence of ours, never with a person."""
    if told.is_gone:
        return _said(say, told, _WAS_PART)
    is_alone = told.move.step is Step.OPENED and told.move.how
    return _said(say, told, _ALONE if is_alone else _SAYS[told.move.step])


def late(say: Voice, told: NamedMove) -> str:
    """The same of a step whose day has passed."""
    return _said(say, told, _LATE.get(told.move.step, _SAYS[told.move.step]))


def _said(say: Voice, told: NamedMove, words: Text) -> str:
    move = told.move
    until = day(move.until) if move.until else Text("a day to come")
    return say(words, body=told.body or _UNNAMED_BODY, until=until, how=move.how or "")


def known_by(say: Voice, move: Move) -> str:
    """How a try shows whether it works, which stands below what is tried; empty for other steps."""
    return say(_KNOWN_BY, how=move.how) if move.how and move.state is State.TRYING else ""


def joined(steps: Sequence[N]) -> list[N]:
    """These steps of one idea, without each that the next one says again: the newest stands for all."""
    after = zip(steps, [*steps[1:], None], strict=False)
    return [each for each, following in after if not _says_again(each, following)]


def _says_again(each: NamedMove, following: NamedMove | None) -> bool:
    if following is None:
        return False
    one, other = (
        (it.body, it.move.step, it.move.words, it.move.until, it.move.how, it.move.source)
        for it in (each, following)
    )
    return one == other


def told(say: Voice, each: NamedMove) -> list[Block]:
    """A step with its day, and the words that were said with it."""
    source = [aside(say("Source: {source}", source=each.move.source))] if each.move.source else []
    what = step(say, each)
    if each.move.step in ANSWERS and each.move.how:
        what = f"{say('The answer has changed.')} {what}"
    line = say("{day}: {what}", day=day(each.move.at.date()), what=what)
    words = paragraphs(say("“{words}”", words=each.move.words)) if each.move.words else []
    known = paragraphs(known_by(say, each.move)) if known_by(say, each.move) else []
    return [*paragraphs(line), *words, *known, *source]


def state(say: Voice, so_far: Progress, body: str | None = None) -> str:
    """Where an idea stands: with which body since when, never with which person."""
    sent, due = so_far.referral, so_far.due_on
    if sent and body and so_far.is_late and due:
        return say("with {body}, late since {day}", body=body, day=day(due))
    if sent and body:
        return say("with {body} since {day}", body=body, day=day(sent.at.date()))
    trial = so_far.trial
    if trial and trial.until and is_over(so_far):
        return say("tried until {day}, and nobody has said what came of it", day=day(trial.until))
    if trial and trial.until:
        return say("being tried until {day}", day=day(trial.until))
    return say(state_name(so_far.state))


def on_card(say: Voice, moves: Sequence[NamedMove], worked: Worked | None) -> list[Block]:
    """What an idea's own card shows of what became of it: the answer stands there for everybody, and why a
    body gave it back, because of an idea without a name nobody knows whom to tell.
    """
    if not moves:
        return []
    answer = Progress(tuple(each.move for each in moves)).answer
    lines = [aside(where_it_stands(say, moves))]
    lines += [block for each in moves if answer and each.move.id == answer.id for block in told(say, each)]
    lines += told(say, moves[-1]) if moves[-1].move.step is Step.NOT_THEIRS else []
    lines += result(say, worked)
    return lines


def where_it_stands(say: Voice, moves: Sequence[NamedMove]) -> str:
    """The state of an idea of which something became, in one line."""
    so_far = Progress(tuple(each.move for each in moves))
    sent = so_far.referral
    body = next((each.body for each in moves if sent and each.move.id == sent.id), None)
    return stands(say, Standing(so_far, body))


def stands(say: Voice, where: Standing) -> str:
    """The same line of an idea of which nothing may have become yet."""
    return say("Where it stands: {state}", state=state(say, where.progress, where.body))


def result(say: Voice, worked: Worked | None) -> list[Block]:
    """What people said of an idea that is done, by perspective where that may be shown."""
    if not (worked and worked.counts):
        return []
    total = _counts(say, worked.counts)
    lines = [say("Did it work? {answered} people say: {counts}", answered=worked.answered, counts=total)]
    lines += [
        say("{whose}: {counts}", whose=part.whose, counts=_counts(say, part.counts)) for part in worked.parts
    ]
    return paragraphs("\n".join(lines))


def outcome(say: Voice, worked: Worked | None) -> list[Block]:
    """The same; and where too few have answered to show anything, that they have."""
    if worked and not worked.counts:
        return [context(say("Did it work? {words}", words=say(TOO_FEW)))]
    return result(say, worked)


def sentences(say: Voice, worked: Worked | None) -> list[Block]:
    """What they wrote about it, for who leads alone: in no order, and without names."""
    if not (worked and worked.words):
        return []
    lines = [say("“{words}”", words=each) for each in worked.words]
    return [context(say(_WRITTEN)), *line_by_line(lines)]


def _counts(say: Voice, counts: Sequence[int]) -> str:
    return ", ".join(say(_EFFECTS[effect], n=n) for effect, n in zip(Effect, counts, strict=True))


def more(say: Voice, idea: Idea) -> Block:
    """The button that opens all of it."""
    label, about = say("What became of it"), say("idea {number}", number=idea.number)
    aloud = say("{label}: {about}", label=label, about=about)
    return button(label, ids.at(ideaids.BECAME, idea.number), idea.id, aloud=aloud)


def more_of(say: Voice, idea: Idea, at: int = 1) -> Block:
    """The same where it does not stand below the idea alone: it says of which. `at` tells it from others, as
    ideas of two programmes may have one number.
    """
    label = say("What became of {number}", number=idea.number)
    return button(label, ids.at(ideaids.BECAME, at), idea.id)


def view(
    say: Voice, story: Story, names: Mapping[str, str] = MappingProxyType({}), today: date = date.min
) -> View:
    """All that became of an idea, who works on it with this person, and whether they hear of what comes."""
    idea = story.idea
    blocks: list[Block] = [
        *paragraphs(say("{number}. {idea}", number=idea.number, idea=brief(idea.text, 300))),
        *paragraphs(say("Where it stands: {state}", state=state_of(say, story))),
        *([aside(how(say, story.waits.body, today))] if story.waits else []),
        *[block for each in joined(story.told)[-12:] for block in told(say, each)],
        *outcome(say, story.worked),
        *ties.partners(say, story.ties, names),
    ]
    if story.ties:
        blocks.append(actions(*ties.ways_out(say, story.ties, names)))
    if story.follows or story.is_involved:
        blocks.append(context(say("You are told when something becomes of it.")))
    if not story.is_involved:
        label = say("Stop following") if story.follows else say("Follow")
        about = say("idea {number}", number=idea.number)
        aloud = say("{label}: {about}", label=label, about=about)
        action = ids.at(ideaids.FOLLOW, ideaids.NO_MORE) if story.follows else ideaids.FOLLOW
        blocks.append(actions(button(label, action, idea.id, aloud=aloud)))
    if story.may_ask:
        blocks.append(actions(button(say("Ask who works on it with you"), ideaids.ASK_TIE, idea.id)))
    return notice(say, say("What became of it"), blocks, ids.private(idea.channel, idea.id))


def state_of(say: Voice, story: Story) -> str:
    """The same of a story."""
    return state(say, story.progress, story.waits.body.name if story.waits else None)


def how(say: Voice, body: Body, today: date) -> str:
    """How a body decides, what, when it meets or met last, and who of lived experience sits there."""
    lines = [
        say("{body} decides this: {decides}", body=body.name, decides=body.decides),
        say("How it decides: {how}", how=HOWS[body.how]),
    ]
    if body.meets_on:
        lines.append(say(_MET if has_met(body, today) else _MEETS, day=day(body.meets_on)))
    if body.papers_on:
        lines.append(say(_WERE_DUE if body.papers_on < today else _ARE_DUE, day=day(body.papers_on)))
    lines.append(
        say("Who with lived experience sits there: {lived}", lived=body.lived)
        if body.lived
        else say("Nobody has said who with lived experience sits there.")
    )
    return "\n".join(lines)


def how_said(say: Voice, move: Move) -> str:
    """How it is decided, as it was said when an idea was sent."""
    return say(HOWS[How(move.how)]) if move.how else ""
