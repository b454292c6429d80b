"""What people answer when they are asked again, and how the nudges are going."""

from dataclasses import replace

from coproduction.service import followups, nudging
from coproduction.service.people import known, remind
from coproduction.words import Text
from handlers import ids
from handlers.blocks import followups as blocks
from handlers.desk import Desk
from handlers.edge.giving_back import given_back
from handlers.edge.heard import Click, Command
from handlers.edge.listeners import Audience, Noun, OnClick, Verb
from handlers.edge.reply import Reply, answer

_WAS_STOPPED = Text(
    "I had stopped your reminders already, and send you none. You can still see your pledges with {/mine}."
)
_STOPPED = Text("I will send you no more reminders. You can still see your pledges with {/mine}.")


async def reply(desk: Desk, click: Click) -> Reply:
    """Done, Working on it or Stuck, pressed on a nudge."""
    actor = await desk.directory.participant(click.person, click.channel)
    said = blocks.reply_at(click.position)
    await desk.write(lambda memory: followups.reply(memory, actor, click.value, said))
    return Reply()


async def put_off(desk: Desk, click: Click) -> Reply:
    """Not now."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: followups.put_off(memory, now, actor, click.value, click.position))
    return Reply()


async def go_on(desk: Desk, click: Click) -> Reply:
    """Go on asking, pressed where I said that I would stop."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: nudging.go_on(memory, now, actor, click.value))
    return Reply()


async def press_stop(desk: Desk, click: Click) -> Reply:
    """Stop reminders, pressed on a nudge."""
    return await _stop(desk, click.person)


async def type_stop(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro stop. Whatever follows, "stop" is heard: what it did is said, with the way back."""
    done = await _stop(desk, command.person)
    back = given_back(await desk.voice(command.person), command) if rest else ()
    return replace(done, tell=back)


async def remind_again(desk: Desk, click: Click) -> Reply:
    """The way back after "stop"; nudges that are not answered yet ask again."""
    actor = await desk.directory.participant(click.person, click.channel)
    before, _ = await desk.write(lambda memory: (known(memory, actor), remind(memory, actor, wanted=True)))
    say = await desk.voice(actor.id)
    if before.wants_reminders:
        return answer(say, say("Reminders are on already, so nothing has changed."))
    return answer(say, say("Reminders are on again. Thank you."))


async def nudges(desk: Desk, command: Command, _rest: str) -> Reply:
    """/copro nudges"""
    actor = await desk.directory.actor(command.person, command.channel)
    counts, stuck = await desk.read(lambda memory: followups.overview(memory, actor))
    say = await desk.voice(command.person)
    names = await desk.directory.names(say, (each.recipient for each in stuck), desk.directory.patience.soon)
    return Reply(words=blocks.overview(say, counts, stuck, names))


async def send_again(desk: Desk, click: Click) -> Reply:
    """A facilitator decides that an unconfirmed nudge goes out again."""
    actor, now = await desk.directory.actor(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: followups.send_again(memory, now, actor, click.value))
    say = await desk.voice(click.person)
    return answer(say, say("I am sending it again."))


async def _stop(desk: Desk, person: str) -> Reply:
    actor = await desk.directory.participant(person)
    before, _ = await desk.write(lambda memory: (known(memory, actor), remind(memory, actor, wanted=False)))
    say = await desk.voice(actor.id)
    return answer(say, _STOPPED if before.wants_reminders else _WAS_STOPPED, *blocks.stopped(say))


NOUN = Noun(
    verbs=(
        Verb(
            "stop",
            Audience.EVERYONE,
            None,
            Text("stop reminders about your pledges"),
            type_stop,
            takes_words=True,
        ),
        Verb(
            "nudges",
            Audience.FACILITATORS,
            None,
            Text("see which reminders went out"),
            nudges,
            doing=Text("see which reminders went out"),
        ),
    ),
    clicks=(
        OnClick(ids.REPLY, Audience.EVERYONE, reply),
        OnClick(ids.PUT_OFF, Audience.EVERYONE, put_off),
        OnClick(ids.GO_ON, Audience.EVERYONE, go_on),
        OnClick(ids.STOP, Audience.EVERYONE, press_stop),
        OnClick(ids.REMIND_AGAIN, Audience.EVERYONE, remind_again),
        OnClick(ids.SEND_AGAIN, Audience.FACILITATORS, send_again, doing=Text("send a reminder again")),
    ),
)
