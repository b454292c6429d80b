"""What people answer when they are asked again, and what else they do with the question."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.ports import Memory
from coproduction.service import arrivals, followups, nudging, pledges
from coproduction.service.people import known, remind
from coproduction.service.resuming import resume
from coproduction.words import Text
from handlers import home, ids
from handlers.blocks import followups as blocks
from handlers.blocks import nudgemenus
from handlers.blocks import pledges as pledge_blocks
from handlers.blocks.coming import ask_again
from handlers.blocks.kit import Drawing
from handlers.blocks.talk import WAS_STOPPED, WERE_ON
from handlers.desk import Desk
from handlers.edge.giving_back import given_back
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer

_ONLY_STOP = Text("I heard “stop”. The other words changed nothing.")
_STOPPED = Text(
    "I will send you no more reminders. You can still see your pledges with {/mine}. "
    "If somebody wants to keep a message of yours as an idea, only my Home tab shows it."
)


async def reply(desk: Desk, click: Click) -> Reply:
    """Done, Working on it or Stuck, pressed on a nudge."""
    actor = await desk.directory.participant(click.person, click.channel)
    said = blocks.reply_at(ids.last(click.action))
    await desk.write(lambda memory: followups.reply(memory, actor, click.value, said))
    return Reply()


async def put_off(desk: Desk, click: Click) -> Reply:
    """Not now, in the menu or with the button that stood there before."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: arrivals.put_off(memory, now, actor, click.value, click.position))
    return Reply()


async def choose_day(desk: Desk, click: Click) -> Reply:
    """Not now, and the day is theirs to choose."""
    actor = await desk.directory.participant(click.person, click.channel)
    pledge = await desk.read(lambda memory: followups.pledge_asked_about(memory, actor, click.value))
    return Reply(view=nudgemenus.later_form(await desk.voice(actor.id), click.value, pledge))


async def submit_day(desk: Desk, form: Submission) -> Reply:
    """The form with the day."""
    actor, now, on = await desk.directory.participant(form.person), desk.clock(), form.required("on")
    again = await desk.write(lambda memory: arrivals.put_off(memory, now, actor, form.subject, on))
    say = await desk.voice(actor.id)
    return Reply(words=Drawing.of(say, [ask_again(say, again)]))


async def change(desk: Desk, click: Click) -> Reply:
    """Change the pledge."""
    actor = await desk.directory.participant(click.person, click.channel)
    pledge, person = await desk.read(
        lambda memory: (followups.pledge_asked_about(memory, actor, click.value), known(memory, actor))
    )
    return Reply(view=pledge_blocks.change_form(await desk.voice(actor.id), pledge, person.rhythm))


async def hand_over(desk: Desk, click: Click) -> Reply:
    """Hand it over: first, to whom."""
    actor = await desk.directory.participant(click.person, click.channel)
    pledge = await desk.read(lambda memory: followups.pledge_asked_about(memory, actor, click.value))
    return Reply(view=pledge_blocks.hand_over_form(await desk.voice(actor.id), pledge))


async def open_pledge(desk: Desk, click: Click) -> Reply:
    """What is done with the pledge itself, where the menu has no room for all of it."""
    actor = await desk.directory.participant(click.person, click.channel)
    pledge = await desk.read(lambda memory: followups.pledge_asked_about(memory, actor, click.value))
    return Reply(view=nudgemenus.pledge_form(await desk.voice(actor.id), click.value, pledge))


async def let_go(desk: Desk, click: Click) -> Reply:
    """Let it go: nothing asks first, because there is a way back."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: _withdraw(memory, now, actor, click.value))
    return Reply(view=nudgemenus.let_go_notice(await desk.voice(actor.id))) if click.view else Reply()


async def go_on(desk: Desk, click: Click) -> Reply:
    """Go on asking, pressed where I said that I would stop."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    await desk.write(lambda memory: nudging.go_on(memory, now, actor, click.value))
    return Reply()


async def press_stop(desk: Desk, click: Click) -> Reply:
    """Stop reminders, on a nudge."""
    return await _stop(desk, click.person)


MENU: Mapping[str, Callable[[Desk, Click], Awaitable[Reply]]] = {
    nudgemenus.NOT_NOW: put_off,
    nudgemenus.NOT_NOW_UNTIL: choose_day,
    nudgemenus.PLEDGE_ITSELF: open_pledge,
    nudgemenus.CHANGE: change,
    nudgemenus.HAND_OVER: hand_over,
    nudgemenus.LET_GO: let_go,
    nudgemenus.STOP: press_stop,
}
"""What the menu of a nudge offers; each is told the question as its value."""


async def choose(desk: Desk, click: Click) -> Reply:
    """The menu of a nudge."""
    chosen, _, question = click.value.partition(":")
    act = MENU.get(ids.base(chosen))
    if act is None:
        raise Refusal("There is no such choice any more. Please choose another one.")
    return await act(desk, replace(click, action=chosen, value=question))


async def type_stop(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro stop. Whatever follows, "stop" is heard: what it did is said, with the way back."""
    done = await _stop(desk, command.person)
    say = await desk.voice(command.person)
    back = given_back(say, command, say(_ONLY_STOP)) if rest else ()
    return replace(done, tell=back)


async def remind_again(desk: Desk, click: Click) -> Reply:
    """The way back after "stop"; nudges that are not answered yet ask again."""
    actor, now = await desk.directory.participant(click.person, click.channel), desk.clock()
    before, _ = await desk.write(lambda memory: (known(memory, actor), resume(memory, now, actor)))
    if click.is_home:
        return Reply(home=await home.of(desk, actor.id))
    say = await desk.voice(actor.id)
    if before.wants_reminders:
        return answer(say, WERE_ON)
    return answer(say, say("Reminders are on again. Thank you."))


def _withdraw(memory: Memory, now: datetime, actor: Actor, question: str) -> None:
    pledges.withdraw(memory, now, actor, followups.pledge_asked_about(memory, actor, question).id)


async def _stop(desk: Desk, person: str) -> Reply:
    actor = await desk.directory.participant(person)
    before, _ = await desk.write(lambda memory: (known(memory, actor), remind(memory, actor, wanted=False)))
    say = await desk.voice(actor.id)
    return answer(say, _STOPPED if before.wants_reminders else WAS_STOPPED, *blocks.stopped(say))


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
    ),
    clicks=(
        OnClick(ids.REPLY, Audience.EVERYONE, reply),
        OnClick(ids.NUDGE_MENU, Audience.EVERYONE, choose),
        OnClick(ids.PUT_OFF, Audience.EVERYONE, put_off),
        OnClick(ids.GO_ON, Audience.EVERYONE, go_on),
        OnClick(ids.STOP, Audience.EVERYONE, press_stop),
        OnClick(ids.REMIND_AGAIN, Audience.EVERYONE, remind_again),
    ),
    submissions=(OnSubmit(ids.LATER_FORM, Audience.EVERYONE, submit_day),),
)
