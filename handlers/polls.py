"""Polls: asked and closed by facilitators, answered by everybody."""

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.polls import NO, YES
from coproduction.service import polls
from handlers import ids
from handlers.blocks import pledges as pledge_blocks
from handlers.blocks import polls as blocks
from handlers.blocks.text import several
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, say
from handlers.edge.typed import apart

_THANKS = "Thank you for an honest answer, and for being here."
_IN_QUOTES = (
    "Please put the question and each answer in quotes, for example: "
    '/poll "When to meet?" "Morning" "Evening"'
)
_LATER = "If something comes to mind later, type /pledge."


async def ask(desk: Desk, command: Command, rest: str) -> Reply:
    """/poll "Question" "A" "B", or bare for the form."""
    if not rest:
        return Reply(view=blocks.form(ids.private(command.channel)))
    question, *options = _question_and_answers(rest)
    return await _ask(desk, command, question, options, command.origin)


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form of a new poll: one option on each line."""
    options = [line for line in form.required("options").splitlines() if line.strip()]
    return await _ask(desk, form, form.required("question"), options, form.origin)


async def vote(desk: Desk, click: Click) -> Reply:
    """A press on an option. What changed shows on the card; what did not is said in private."""
    actor = Actor(click.person)  # anybody may answer, so Slack need not be asked who they are
    answer = await desk.write(lambda memory: polls.vote(memory, actor, click.value, click.position))
    if answer.same is None:
        return Reply()
    return say(f"Your answer is “{answer.same}”. You can change it until the poll closes.")


async def vote_closing(desk: Desk, click: Click) -> Reply:
    """A press on an answer to the closing question: "Yes" leads to a pledge, the others to thanks."""
    actor = Actor(click.person)
    await desk.write(lambda memory: polls.vote(memory, actor, click.value, click.position))
    if click.position == YES:
        return Reply(view=pledge_blocks.form(ids.private(click.channel)))
    thanks = _THANKS if click.position == NO else f"{_THANKS} {_LATER}"
    return say(desk.manners.spoken(thanks))


async def close(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro close"""
    actor, channel = await desk.directory.actor(command.person), command.channel or ""
    shut = await desk.write(lambda memory: polls.close(memory, actor, channel))
    return say(f"{several(len(shut), 'poll')} closed. The result is on the card.")


def _question_and_answers(typed: str) -> list[str]:
    """The question may stand before the quotes; words that nobody can place are not dropped in silence."""
    before, pieces, has_more = apart(typed)
    if has_more:
        raise Refusal(_IN_QUOTES)
    return [*filter(None, [before]), *pieces] if pieces else [""]


async def _ask(desk: Desk, heard: Heard, question: str, options: list[str], origin: str) -> Reply:
    actor, now, channel = await desk.directory.actor(heard.person), desk.clock(), heard.channel or ""
    await desk.write(lambda memory: polls.open_poll(memory, now, actor, channel, question, options, origin))
    return say(desk.manners.spoken("Your poll is on its way. Close it with /copro close."))


NOUN = Noun(
    verbs=(
        Verb(
            "poll",
            Audience.FACILITATORS,
            'poll "When to meet?" "Morning" "Evening"',
            "ask the room",
            ask,
            True,
            doing="open a poll",
        ),
        Verb(
            "close",
            Audience.FACILITATORS,
            "close",
            "close the open poll and freeze its result",
            close,
            doing="close a poll",
        ),
    ),
    clicks=(
        OnClick(ids.VOTE, Audience.EVERYONE, vote),
        OnClick(ids.VOTE_CLOSING, Audience.EVERYONE, vote_closing),
    ),
    submissions=(OnSubmit(ids.POLL_FORM, Audience.FACILITATORS, submit, doing="open a poll"),),
)
