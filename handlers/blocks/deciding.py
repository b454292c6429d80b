"""What bodies are asked, what people are told of ideas, and whether what is done has worked."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from coproduction.bodies import DECISIONS as ASKS
from coproduction.bodies import OVERDUE_TOLD, OWNER_GONE, Body
from coproduction.ideas import Idea
from coproduction.progress import Step, state_name
from coproduction.service.bodies import Asked, ToDecide
from coproduction.service.telling import Told
from coproduction.telling import IDEA_NEWS
from coproduction.words import Text, day, several
from handlers import ideaids, ids
from handlers.blocks import decisiondays, progress
from handlers.blocks.ideas import said_beside
from handlers.blocks.ideawithdrawals import NOT_SHOWN
from handlers.blocks.kit import (
    Block,
    Drawing,
    MessageDrawing,
    View,
    actions,
    bold,
    button,
    context,
    header,
    notice,
    paragraphs,
    section,
)
from handlers.blocks.progressforms import PLAIN
from handlers.blocks.text import brief
from handlers.voice import Voice

_SHORT, _FIRST = 200, 3  # characters of what was said, and steps, of news that share their message
_BUTTONS = {
    Step.YES: Text("Yes, we will"),
    Step.PARTLY: Text("Partly"),
    Step.NO: Text("No, because"),
    Step.MORE_TIME: Text("Not mine, or I need time"),
}
_DUE, _WAS_DUE = Text("Please answer by {day}."), Text("The answer was due on {day}.")
_MEETING, _PAPERS = Text("Date of the meeting: {day}"), Text("Papers are due: {day}")
_LATE = Text(
    "An answer is late. Please press the button of your answer. "
    "One of them is for more time, or for an idea that others decide."
)
_MOST = 8  # ideas that are late, in one message


def page(say: Voice, asked: Asked) -> list[Block]:
    """An idea as a body reads it: why it matters, its support, how it is decided, at which meeting, by when,
    or since when it is late.
    """
    support = Text("Nobody has supported it yet")
    if asked.supporters:
        support = several(asked.supporters, "{n} person supports it", "{n} people support it")
    bridge = say("They look at it in {n} different ways.", n=asked.lenses) if asked.lenses else ""
    due = asked.progress.due_on
    idea = say("{number}. {idea}", number=asked.idea.number, idea=brief(asked.idea.text, 600))
    lines = [
        say("Why it matters: {words}", words=asked.referral.words) if asked.referral.words else "",
        *said_beside(say, asked.idea),
        f"{say(support)}. {bridge}".strip(),
        say("How it is decided: {how}", how=progress.how_said(say, asked.referral)),
        *_meeting(say, asked),
        say(_WAS_DUE if asked.progress.is_late else _DUE, day=day(due)) if due else "",
    ]
    return [*bold(idea), *paragraphs("\n".join(line for line in lines if line))]


def _meeting(say: Voice, asked: Asked) -> list[str]:
    """The meeting that it was sent to, and when papers are due; nothing of one that was over by then, or that
    must be over, because the answer is late.
    """
    if asked.progress.is_late:
        return []
    body, since = asked.body, asked.referral.at.date()
    days = ((_MEETING, body.meets_on), (_PAPERS, body.papers_on))
    return [say(words, day=day(on)) for words, on in days if on and on >= since]


def mail(say: Voice, asked: Asked) -> View:
    """The same to be copied into a mail, with the four answers in words."""
    answers = "\n".join(say(label) for label in _BUTTONS.values())
    how = paragraphs(say("You can answer in one of these ways:\n{answers}", answers=answers))
    after = context(
        say("Copy this text. To record the answer later, type: {/answer} {number}", number=asked.idea.number)
    )
    return notice(say, say("Text for a mail"), [*page(say, asked), *how, *paragraphs(say(PLAIN)), after])


def decisions(say: Voice, shown: ToDecide, _names: Mapping[str, str]) -> Drawing:
    """What waits for who answers for a body; what was answered since stands there with its answer."""
    blocks: list[Block] = [header(say("Ideas that wait for your answer"))]
    if any(each.waits and each.progress.is_late for each in shown.asked):
        blocks.append(section(say(_LATE)))
    for each in shown.asked:
        where = f"<#{each.idea.channel}>"
        blocks.append(context(say("For {body}, in {channel}:", body=each.body.name, channel=where)))
        if each.idea.stands:
            blocks += [*page(say, each), _row(say, each) if each.waits else _done(say, each)]
        else:
            blocks.append(section(say(NOT_SHOWN)))
    if shown.more:
        more = several(
            shown.more,
            "{n} more idea waits for you. It comes in a later week: I send at most three a week.",
            "{n} more ideas wait for you. They come in later weeks: I send at most three a week.",
        )
        blocks.append(context(say(more)))
    blocks += decisiondays.below(say, list({each.body.id: each.body for each in shown.asked}.values()))
    return Drawing.of(say, blocks)


def _row(say: Voice, asked: Asked) -> Block:
    about = say("idea {number}", number=asked.idea.number)
    drawn = []
    for step, label in _BUTTONS.items():
        id_ = ids.at(ideaids.DECIDE, f"{step.value}/{asked.idea.number}")
        aloud = say("{label}: {about}", label=say(label), about=about)
        drawn.append(button(say(label), id_, asked.referral.id, aloud=aloud))
    return actions(*drawn)


def _done(say: Voice, asked: Asked) -> Block:
    last = asked.progress.last
    if last and last.step is Step.NOT_THEIRS:
        return context(say("You have said that others decide this. Those who lead look for them. Thank you."))
    now = asked.progress.referral
    if now and now.body == asked.body.id:
        return context(say("It was sent to you again. I ask you about it in a newer message."))
    return context(say("It is “{state}” now. Thank you.", state=state_name(asked.progress.state)))


def overdue_told(say: Voice, shown: Sequence[Asked], _names: Mapping[str, str]) -> Drawing:
    """To who leads: all that is late of their programme."""
    where = say("In {channel}:", channel=f"<#{shown[0].idea.channel}>")
    blocks: list[Block] = [header(say("An answer is late")), context(where)]
    for each in shown[:_MOST]:
        words = say(
            "{body} should have answered idea {number} by now. You can ask the people there. "
            "Or write down an answer: {/answer} {number}",
            body=each.body.name,
            number=each.idea.number,
        )
        blocks += [*paragraphs(words), *page(say, each)]
    left = several(
        len(shown) - _MOST,
        "{n} more answer is late. To see where each idea stands, type: {/ideas}",
        "{n} more answers are late. To see where each idea stands, type: {/ideas}",
    )
    return Drawing.of(say, [*blocks, *([context(say(left))] if shown[_MOST:] else [])])


def owner_gone(say: Voice, body: Body, _names: Mapping[str, str]) -> Drawing:
    """To who leads: nobody answers for a body any more."""
    words = say(
        "Nobody answers for {body} in Slack now. Please name somebody else, or ask it by mail.",
        body=body.name,
    )
    change = button(say("Name somebody"), ideaids.CHANGE_BODY, body.id)
    return Drawing.of(say, [*paragraphs(words), actions(change)])


def news(say: Voice, shown: Sequence[Told], _names: Mapping[str, str]) -> Drawing:
    """What became of ideas: one message for all of them."""
    return Drawing.of(say, [*_told(say, shown[:12]), _stories(say, shown)])


def news_in_short(say: Voice, shown: Sequence[Told], _names: Mapping[str, str]) -> Drawing:
    """The same where it shares its message: the first of it, and what was said in short."""
    shown = [each for idea in _ideas(shown) for each in _of(shown, idea)]
    moves = [replace(each.move, words=brief(each.move.words or "", _SHORT) or None) for each in shown]
    first = [replace(each, move=move) for each, move in zip(shown, moves, strict=True)][:_FIRST]
    left = len(shown) - len(first)
    more = several(
        left,
        "And {n} more change: press What became of {number}.",
        "And {n} more changes: press What became of {number}.",
        number=shown[len(first)].idea.number if left else 0,
    )
    rest = [context(say(more))] if left else []
    return Drawing.of(say, [*_told(say, first), *rest, _stories(say, shown)])


def _told(say: Voice, shown: Sequence[Told]) -> list[Block]:
    """Each idea once, with all that became of it below."""
    blocks: list[Block] = [header(say("News of ideas"))]
    for idea in _ideas(shown):
        where = say("In {channel}:", channel=f"<#{idea.channel}>")
        blocks += [context(where), *progress_title(say, idea)]
        blocks += [block for each in _of(shown, idea) for block in progress.told(say, each)]
    return blocks


def _of(shown: Sequence[Told], idea: Idea) -> list[Told]:
    """What became of one of these ideas, each thing once."""
    return progress.joined([each for each in shown if each.idea.id == idea.id])


def _ideas(shown: Sequence[Told]) -> list[Idea]:
    """The ideas of these steps, in the order of their first ones."""
    return list({each.idea.id: each.idea for each in shown}.values())


def _stories(say: Voice, shown: Sequence[Told]) -> Block:
    """Buttons that open all that became of these ideas, told apart by their numbers."""
    return actions(*(progress.more_of(say, idea, at) for at, idea in enumerate(_ideas(shown)[:5], start=1)))


def progress_title(say: Voice, idea: Idea) -> list[Block]:
    """Which idea it is."""
    return paragraphs(say("{number}. {idea}", number=idea.number, idea=brief(idea.text, 300)))


DRAWINGS = (
    MessageDrawing(ASKS, decisions),
    MessageDrawing(OVERDUE_TOLD, overdue_told),
    MessageDrawing(OWNER_GONE, owner_gone),
    MessageDrawing(IDEA_NEWS, news, in_short=news_in_short),
)
