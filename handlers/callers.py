"""People in the call without Slack: a facilitator enters what they say."""

from dataclasses import replace

import structlog

from coproduction.errors import Refusal
from coproduction.ports import Memory
from coproduction.service import callers
from coproduction.service.breakouts import presence
from coproduction.service.callers import DOING, CallerForm, Entered
from coproduction.words import Text
from handlers import ids, leadids
from handlers.blocks import callers as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import first_word, quoted, unquoted
from handlers.whereabouts import target, whereabouts

FORGET = frozenset({"forget", "olvidar"})
RENAME = frozenset({"rename", "renombrar"})
_HOW = Text('To change a name, type the old and the new one: {/caller} rename "Rosa" "Rosa from Leeds"')
_GONE = Text("This session is gone. Please use the newest message.")
_RENAMED = Text("“{old}” is “{new}” from now on.")

log = structlog.get_logger(__name__)


async def type_caller(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro caller [name | rename "old" "new" | forget name]"""
    channel = (await whereabouts(desk, command)).places[0].channel
    what, name = first_word(rest)
    if what in RENAME:
        return await _rename(desk, command, channel, quoted(name))
    if what in FORGET:
        return await _ask(desk, command, channel, unquoted(name))
    return await _form(desk, command.person, channel, unquoted(rest))


async def press(desk: Desk, click: Click) -> Reply:
    """The button in the panel, which says for which session."""
    session = await desk.read(lambda memory: memory.sessions.get(click.value))
    if session is None:
        raise Refusal(_GONE)
    return await _form(desk, click.person, session.channel)


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form: what they said is stored as theirs, and they get a group if groups are out."""
    channel, now = await target(desk, form), desk.clock()
    if form.required("leaves"):
        return await _ask_in_form(desk, form, channel)
    actor, filled = await desk.directory.actor(form.person, form.channel), _filled(form)
    done = await desk.write(lambda memory: callers.enter(memory, now, actor, channel, filled))
    is_late = await _join(desk, done)
    return answer(
        await desk.voice(form.person), blocks.entered(await desk.voice(form.person), done, is_late=is_late)
    )


def _filled(form: Submission) -> CallerForm:
    answers = {
        ids.choice(name): given
        for name, given in form.values.items()
        if ids.base(name) == blocks.POLL and given
    }
    return CallerForm(
        form.origin,
        form.required("who"),
        form.required("alias"),
        bool(form.required("agrees")),
        form.values.get("sector"),
        form.values.get("perspective"),
        form.required("mood"),
        form.values.get("word"),
        form.required("idea"),
        form.required("pledge"),
        form.values.get("by"),
        form.values.get("buddy"),
        answers,
    )


async def _join(desk: Desk, done: Entered) -> bool:
    """A group for who has just come. Whatever happens to that, what they said is entered."""
    session, now = done.session, desk.clock()
    if session is None:
        return False
    try:
        return await desk.write(lambda memory: presence.join(memory, now, session, done.caller.id))
    except Refusal as refusal:
        log.warning("latecomer_not_seated", reason=str(refusal))
        return False


async def _form(desk: Desk, person: str, channel: str, typed: str = "") -> Reply:
    actor = await desk.directory.actor(person, channel)
    ready = await desk.read(lambda memory: callers.ready(memory, actor, channel))
    say, names = await desk.voice(person), desk.settings.perspectives
    return Reply(view=blocks.form(say, channel, ready, typed, names))


async def _rename(desk: Desk, command: Command, channel: str, names: list[str]) -> Reply:
    if len(names) != 2:
        raise Refusal(_HOW)
    actor = await desk.directory.actor(command.person, command.channel)

    def work(memory: Memory) -> str:
        caller = callers.named(memory, actor, channel, names[0])
        return callers.rename(memory, actor, caller, names[1]).alias

    new = await desk.write(work)
    return answer(await desk.voice(command.person), _RENAMED.filled(old=names[0], new=new))


async def _ask(desk: Desk, command: Command, channel: str, name: str) -> Reply:
    """What is lost, before anybody is forgotten."""
    actor = await desk.directory.actor(command.person, command.channel)
    caller = await desk.read(lambda memory: callers.named(memory, actor, channel, name))
    return Reply(words=blocks.ask_forgetting(await desk.voice(command.person), caller))


async def _ask_in_form(desk: Desk, form: Submission, channel: str) -> Reply:
    """The same in the place of the form."""
    actor, who = await desk.directory.actor(form.person, form.channel), form.required("who")
    caller = await desk.read(lambda memory: callers.chosen(memory, actor, channel, who))
    return Reply(view=blocks.forget_form(await desk.voice(form.person), caller))


async def press_forget(desk: Desk, click: Click) -> Reply:
    """Forget them, from the question, which then says so."""
    words = await _forget(desk, click, click.value)
    return replace(answer(await desk.voice(click.person), words), replaces=True)


async def submit_forget(desk: Desk, form: Submission) -> Reply:
    """The same from the form that asks."""
    return answer(await desk.voice(form.person), await _forget(desk, form, form.subject))


async def _forget(desk: Desk, heard: Heard, who: str) -> str:
    actor, now = await desk.directory.actor(heard.person, heard.channel), desk.clock()

    def work(memory: Memory) -> Entered:
        caller = callers.to_forget(memory, actor, who)
        callers.forget(memory, now, actor, caller)
        return Entered(caller, None, is_gone=True)

    done = await desk.write(work)
    return blocks.entered(await desk.voice(heard.person), done, is_late=False)


NOUN = Noun(
    verbs=(
        Verb(
            "caller",
            Audience.FACILITATORS,
            Text("Rosa"),
            Text("enter what somebody in the call says who has no Slack"),
            type_caller,
            doing=DOING,
            more=Text(
                "It counts like everybody's answer, and the report says how many came this way. "
                'To change a name: {/caller} rename "Rosa" "Rosa from Leeds". '
                "When somebody takes back their yes: {/caller} forget Rosa"
            ),
        ),
    ),
    clicks=(
        OnClick(leadids.CALLERS, Audience.FACILITATORS, press, doing=DOING),
        OnClick(leadids.FORGET_CALLER, Audience.FACILITATORS, press_forget, doing=DOING),
    ),
    submissions=(
        OnSubmit(leadids.CALLER_FORM, Audience.FACILITATORS, submit, doing=DOING),
        OnSubmit(leadids.FORGET_CALLER_FORM, Audience.FACILITATORS, submit_forget, doing=DOING),
    ),
)
