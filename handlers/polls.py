"""Polls: asked, changed and taken back by facilitators, answered by everybody."""

from functools import partial

from coproduction.messages import Card
from coproduction.people import Actor
from coproduction.pollends import Kept, cards_of
from coproduction.polls import CLOSING_OPTIONS, NO, POLL_CARD, YES, Poll
from coproduction.questions.points import dots_left
from coproduction.service import answers, pledgeends, polls, stuck
from coproduction.service.asking import NoBallot
from coproduction.service.people import known
from coproduction.words import Text
from handlers import asked, home, ids
from handlers.blocks import pledges as pledge_blocks
from handlers.blocks import pollreceipts
from handlers.blocks import polls as blocks
from handlers.blocks.kit import Drawing, actions, aside, section
from handlers.blocks.places import kept
from handlers.blocks.pollends import cancel_button
from handlers.desk import Desk
from handlers.drafts import composing, typed
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.mistaken import FOR_POLLS
from handlers.edge.reply import Receipt, Reply, answer

_THANKS = Text("Thank you for an honest answer, and for being here.")
_RECORDED = Text("Recorded. You can change it until it closes.")
_RECORDED_YES = Text("Recorded: “{answer}”. You can change it until it closes.")
_KEPT_YES = Text("I have kept your “{answer}”.").filled(answer=CLOSING_OPTIONS[int(YES)])
_LATER = Text("If something comes to mind later, type {/pledge}.")


async def ask(desk: Desk, command: Command, rest: str) -> Reply:
    """/poll "Question" "A" "B", with words before that say how it is meant; or bare for the form."""
    if not rest:
        return await composing.compose(desk, command)
    return await typed.ask(desk, command, rest)


async def vote(desk: Desk, click: Click) -> Reply:
    """A press on an answer. The card shows the totals; what one's own answer is now is said in private."""
    return await _vote(desk, click, unnamed=False)


async def vote_unnamed(desk: Desk, click: Click) -> Reply:
    """A press on an answer of an anonymous poll; what is told in private does not say which."""
    return await _vote(desk, click, unnamed=True)


async def _vote(desk: Desk, click: Click, *, unnamed: bool) -> Reply:
    actor = Actor(click.person, here=click.channel)  # anybody may answer, so Slack need not be asked who
    try:
        await desk.write(lambda memory: polls.vote(memory, actor, click.value, click.choice, unnamed=unnamed))
    except NoBallot as no:
        return await no_ballot(desk, click, no)
    return Reply(
        receipt=Receipt(click.value, partial(recorded, desk, click.person, click.value, click.choice))
    )


async def no_ballot(desk: Desk, click: Click, no: NoBallot) -> Reply:
    """What is left to whoever only looks on, and pressed an answer."""
    say = await desk.voice(click.person)
    return Reply(words=pollreceipts.no_ballot(say, no.words, no.poll))


async def recorded(desk: Desk, person: str, poll_id: str, given: str) -> Drawing:
    """What somebody reads whose answer was just stored."""
    (poll, answer), obstacle = await desk.read(
        lambda memory: (
            answers.told(memory, poll_id, given),
            stuck.in_the_way(memory, Card(POLL_CARD, poll_id)),
        )
    )
    for card in cards_of(poll, person)[1:]:
        desk.consequences.hurry(card)
    say, left = await desk.voice(person), dots_left(poll, given)
    return pollreceipts.recorded(say, poll, answer, left=left, is_frozen=obstacle is not None)


async def withdraw(desk: Desk, click: Click) -> Reply:
    """Take my answer back, pressed where it was told that it was recorded."""
    actor = Actor(click.person, here=click.channel)
    is_gone = await desk.write(lambda memory: polls.withdraw(memory, actor, click.value))
    # In the place of a receipt that still waits and says that there is an answer.
    return Reply(receipt=Receipt(click.value, partial(_withdrawn, desk, click, actor, is_gone=is_gone)))


async def _withdrawn(desk: Desk, click: Click, actor: Actor, *, is_gone: bool) -> Drawing:
    sheet, may_answer = await desk.read(
        lambda memory: (
            answers.sheet_of(memory, click.value),
            answers.may_answer(memory, actor, click.value),
        )
    )
    say = await desk.voice(click.person)
    return pollreceipts.withdrawn(say, sheet, is_gone=is_gone, is_asked=may_answer)


async def vote_closing(desk: Desk, click: Click) -> Reply:
    """A press on an answer to the closing question, on its card or where it is asked, too: "Yes" leads to a
    pledge, the others to thanks."""
    actor, given = Actor(click.person, here=click.channel), str(ids.last(click.action))
    await desk.write(lambda memory: answers.vote_at_the_end(memory, actor, click.value, given))
    if given == YES:
        say = await desk.voice(click.person)
        rhythm, (poll, _), held = await desk.read(
            lambda memory: (
                known(memory, actor).rhythm,
                answers.told(memory, click.value, given),
                answers.held_in(memory, click.value),
            )
        )
        private = ids.since(ids.private(poll.channel), held.started_at if held else desk.clock())
        told = section(say(_recorded(poll, given)))
        view = pledge_blocks.form(say, private, where=[told], rhythm=rhythm)
        return Reply(view=view, stored=_KEPT_YES)
    if click.is_home:
        return Reply(home=await home.of(desk, click.person, await _thanks(desk, click, given)))
    return Reply(receipt=Receipt(click.value, partial(_thanks, desk, click, given)))


def _recorded(poll: Poll, given: str) -> Text:
    """What became of an answer to the closing question; one that was counted before cannot change."""
    answer = CLOSING_OPTIONS[int(given)]
    if not poll.is_open:
        return polls.COUNTED.filled(answer=answer)
    return _RECORDED_YES.filled(answer=answer) if given == YES else _RECORDED


async def _thanks(desk: Desk, click: Click, given: str) -> Drawing:
    say = await desk.voice(click.person)
    poll, _ = await desk.read(lambda memory: answers.told(memory, click.value, given))
    stays, obstacle = await desk.read(
        lambda memory: (
            pledgeends.staying(memory, click.person, poll.channel),
            stuck.in_the_way(memory, Card(POLL_CARD, click.value)),
        )
    )
    words = [_THANKS, stays] if given == NO else [_THANKS, _LATER]
    frozen = [kept(say, poll.channel)] if obstacle else []
    said = " ".join(map(say, filter(None, words)))
    return Drawing.of_words(say, said, aside(say(_recorded(poll, given))), *frozen)


async def press_change(desk: Desk, click: Click) -> Reply:
    """Change it, pressed where it was told that a poll is on its way."""
    actor = Actor(click.person, here=click.channel)
    try:
        questions = await desk.read(lambda memory: polls.to_change(memory, actor, click.value))
    except Kept as no:
        return await _cancel_instead(desk, click, no)
    return Reply(view=blocks.change_form(await desk.voice(click.person), questions))


async def submit_change(desk: Desk, form: Submission) -> Reply:
    """The form with other words for a poll."""
    actor, now = await desk.directory.actor(form.person, form.channel), desk.clock()
    question, more = form.required("question"), tuple(asked.further(form))
    changed = polls.PollForm(question, asked.lines(form), form.origin, more=more)
    poll = await desk.write(lambda memory: polls.correct(memory, now, actor, form.subject, changed))
    say = await desk.voice(form.person)
    if poll.id == form.subject:
        same = say("The poll says that already, so nothing has changed.")
        return answer(say, same, pollreceipts.which(say, poll))
    told = say("I ask the changed poll on a new card. The old card says that it was taken back.")
    return answer(say, told, pollreceipts.which(say, poll), *blocks.asked(say, poll))


async def press_take_back(desk: Desk, click: Click) -> Reply:
    """Take it back, pressed where it was told that a poll is on its way."""
    actor = await desk.directory.actor(click.person, click.channel)
    try:
        poll = await desk.write(lambda memory: polls.take_back(memory, actor, click.value))
    except Kept as no:
        return await _cancel_instead(desk, click, no)
    say = await desk.voice(click.person)
    return answer(
        say, say("The poll “{question}” is taken back. Its card says so.", question=poll.heading or poll.asks)
    )


async def _cancel_instead(desk: Desk, click: Click, no: Kept) -> Reply:
    """What is left to whoever pressed what cannot be done any more."""
    say = await desk.voice(click.person)
    return answer(say, no.words, pollreceipts.which(say, no.poll), actions(cancel_button(say, no.poll, 0)))


async def open_ones(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro polls"""
    actor, channel = await desk.directory.actor(command.person, command.channel), command.channel or ""
    found = await desk.read(lambda memory: polls.open_here(memory, actor, channel))
    return Reply(words=blocks.open_ones(await desk.voice(command.person), found))


NOUN = Noun(
    verbs=(
        Verb(
            "poll",
            Audience.FACILITATORS,
            Text('"When to meet?" "Morning" "Evening"'),
            Text("ask the room"),
            ask,
            True,
            doing=Text("open a poll"),
            of_session=True,
            mistaken=FOR_POLLS,
            more=asked.EXPLAINED,
        ),
        Verb(
            "polls",
            Audience.FACILITATORS,
            None,
            Text("see the open polls; change, take back or cancel one"),
            open_ones,
            doing=Text("see the open polls"),
            of_session=True,
            more=Text(
                "While nobody has answered a poll, you can change it or take it back. "
                "After that, and if it is anonymous, you can cancel it. "
                "I ask you why, and all its answers are deleted."
            ),
            sister="now",
        ),
    ),
    clicks=(
        OnClick(ids.VOTE, Audience.EVERYONE, vote),
        OnClick(ids.VOTE_UNNAMED, Audience.EVERYONE, vote_unnamed),
        OnClick(ids.WITHDRAW_VOTE, Audience.EVERYONE, withdraw),
        OnClick(ids.VOTE_CLOSING, Audience.EVERYONE, vote_closing),
        OnClick(ids.CHANGE_POLL, Audience.FACILITATORS, press_change, doing=Text("change a poll")),
        OnClick(ids.TAKE_BACK_POLL, Audience.FACILITATORS, press_take_back, doing=Text("take back a poll")),
    ),
    submissions=(
        OnSubmit(ids.CHANGE_POLL_FORM, Audience.FACILITATORS, submit_change, doing=Text("change a poll")),
    ),
)
