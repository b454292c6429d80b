"""Planning a session: the command and its form, and the plan in which all the rest is done."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from coproduction.errors import Refusal
from coproduction.people import Person, zone_of
from coproduction.planforms import PlanForm
from coproduction.planned import Planned
from coproduction.plannews import is_news
from coproduction.service import planned as service
from coproduction.service.planned import DOING, Overtaken
from coproduction.service.upcoming import Upcoming
from coproduction.sessions import is_a_channel, title_of
from coproduction.titledays import day_to_come
from coproduction.typeddates import wall_time_typed
from coproduction.words import Text
from handlers import ids
from handlers.askings import require_a_person
from handlers.blocks import agendas as agenda_blocks
from handlers.blocks import planforms as forms
from handlers.blocks import planned as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Heard, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import apart, unquoted

_NO_ROOM = Text(
    "I cannot be in a group conversation, so I planned nothing. Please make a channel (it can be private) "
    "and add these people and me. Then type there: {/plan}"
)
_MORE = Text(
    "I planned nothing. I do not know what these words mean. Please type only the title, or the title and "
    'a day: {/plan} "Title" next Tuesday at 18:30'
)
_PLANNED = Text("The plan is saved. Nobody has been told of it.")
_PLANNED_TOLD = Text(
    "The plan is saved. I tell those who lead it with you in private, within a week and before it begins, "
    "and nobody else."
)
_HIDDEN = Text(
    "I am not in this private channel, so I planned nothing. Please add me there, and then press Next again."
)
_SAVED = Text("Saved.")
_SAVED_LINK = Text(
    "Saved. The card in the channel shows the new link. Reminders that I have sent, and calendars, still "
    "show the old one. Whoever comes gets a newer file with “Add to my calendar”."
)
_SAME = Text("The plan says that already, so nothing has changed.")
_KEPT = Text("The agenda is saved as “{name}”. You find it when you plan another session.")
_DELETED = Text("The agenda “{name}” is deleted.")
_CANCELLED = Text("The session “{title}” is cancelled.")
_CANCELLED_LED = Text("The session “{title}” is cancelled. I tell those who lead it, and why.")
_CANCELLED_TOLD = Text("The session “{title}” is cancelled. I tell everybody who has answered, and why.")


async def plan(desk: Desk, command: Command, rest: str) -> Reply:
    """/copro plan: what is planned here, else the form; with a title (and a day) the form with them."""
    if command.is_in_a_group_conversation:
        raise Refusal(_NO_ROOM)
    actor, now, channel = (
        await desk.directory.actor(command.person, command.channel),
        desk.clock(),
        command.channel or "",
    )
    begin = await desk.read(lambda memory: service.begin(memory, now, actor, channel))
    say = await desk.voice(command.person)
    if begin.planned and not rest:
        return Reply(words=blocks.listed(say, begin.planned))
    zone = zone_of(Person(actor.id, zone=begin.zone))
    title, words = _typed(rest, now, zone)
    at = wall_time_typed(words, now, zone) if words else None
    return Reply(view=forms.new_form(say, channel, begin, title, at))


def _typed(rest: str, now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """The title that was typed, in quotes or alone, and the day after the quotes or within words alone."""
    if not rest:
        return "", ""
    before, pieces, others = apart(rest)
    if not pieces:
        title, day = day_to_come(rest, now, zone) or (rest, "")
        return (title_of(unquoted(title)) if title else ""), day
    if before or len(pieces) > 1 or len(others) > 1:
        raise Refusal(_MORE)
    return title_of(pieces[0]), " ".join(others)


async def press_new(desk: Desk, click: Click) -> Reply:
    """Plan another session."""
    actor, now, channel = (
        await desk.directory.actor(click.person, click.channel),
        desk.clock(),
        click.channel or "",
    )
    begin = await desk.read(lambda memory: service.begin(memory, now, actor, channel))
    return Reply(view=forms.new_form(await desk.voice(click.person), channel, begin))


async def submit_new(desk: Desk, form: Submission) -> Reply:
    """The form of a new plan."""
    now, channel = desk.clock(), form.values.get("channel") or form.channel or ""
    actor = await desk.directory.actor(form.person, form.channel)
    say, filled = await desk.voice(form.person), _filled(form)
    await _require_people(desk, filled.helpers)
    if is_a_channel(channel) and await desk.slack.is_hidden(channel):
        raise Refusal(_HIDDEN, "channel" if "channel" in form.values else None)
    new = await desk.write(
        lambda memory: service.plan(memory, now, actor, channel, filled, form.origin, say.language.code)
    )
    return await shown(desk, form, new.id, _PLANNED_TOLD if new.helpers else _PLANNED)


def _filled(form: Submission) -> PlanForm:
    return PlanForm(
        form.required("title"),
        form.required("day"),
        form.required("hour"),
        form.required("purpose"),
        form.required("minutes"),
        form.required("link"),
        form.required("helpers").split(),
        form.required("rules") if "rules" in form.values else None,
        form.required("template"),
    )


async def _require_people(desk: Desk, helpers: Collection[str]) -> None:
    for each in helpers:
        try:
            await require_a_person(desk, each)
        except Refusal as no:
            raise Refusal(no.words, "helpers") from None


async def open_plan(desk: Desk, click: Click) -> Reply:
    """A plan, from a list or back from one of its forms."""
    return await shown(desk, click, click.value)


async def shown(
    desk: Desk, heard: Heard, planned_id: str, note: Text | None = None, aside: str = ""
) -> Reply:
    """The plan as it is now; `aside` is a step that was just taken out of it."""
    actor = await desk.directory.actor(heard.person, heard.channel)
    found = await desk.read(lambda memory: service.seen(memory, desk.clock(), actor, planned_id))
    return Reply(view=blocks.plan(await desk.voice(heard.person), found, note, aside, actor.zone, actor.id))


async def led(desk: Desk, heard: Heard, planned_id: str) -> Planned:
    """A planned session that they may change."""
    actor = await desk.directory.actor(heard.person, heard.channel)
    found: Upcoming = await desk.read(lambda memory: service.seen(memory, desk.clock(), actor, planned_id))
    return found.planned


async def press_change(desk: Desk, click: Click) -> Reply:
    """Change title, time or rules."""
    planned = await led(desk, click, click.value)
    return Reply(view=forms.change_form(await desk.voice(click.person), planned, click.person))


async def submit_change(desk: Desk, form: Submission) -> Reply:
    """The form with what was changed. What somebody else has written meanwhile is not lost unseen."""
    actor, now, filled = await desk.directory.actor(form.person, form.channel), desk.clock(), _filled(form)
    planned_id, _, seen = form.subject.partition(":")
    await _require_people(desk, filled.helpers)
    try:
        before, after = await desk.write(
            lambda memory: (
                memory.planned.get(planned_id),
                service.change(memory, now, actor, planned_id, filled, seen),
            )
        )
    except Overtaken as no:
        return Reply(view=forms.overtaken_form(await desk.voice(form.person), no, form.person))
    return await shown(desk, form, planned_id, _saved(before, after))


def _saved(before: Planned | None, after: Planned) -> Text:
    """What was saved; where people have the link already, what still shows the old one."""
    if before == after:
        return _SAME
    is_told = before is not None and before.is_announced and before.link != after.link
    return _SAVED_LINK if is_told else _SAVED


async def press_name(desk: Desk, click: Click) -> Reply:
    """Save the agenda."""
    return await _name(desk, click, click.value)


async def _name(desk: Desk, click: Click, planned_id: str) -> Reply:
    planned = await led(desk, click, planned_id)
    kept = await desk.read(lambda memory: memory.agenda_templates.of(planned.channel))
    return Reply(view=agenda_blocks.name_form(await desk.voice(click.person), planned, kept))


async def submit_name(desk: Desk, form: Submission) -> Reply:
    """The form with the name of an agenda."""
    actor, name = await desk.directory.actor(form.person, form.channel), form.required("name")
    saved = await desk.write(lambda memory: service.save_template(memory, actor, form.subject, name))
    return await shown(desk, form, form.subject, _KEPT.filled(name=saved.name))


async def press_delete(desk: Desk, click: Click) -> Reply:
    """Delete an agenda of their own, pressed and confirmed where they are listed."""
    actor = await desk.directory.actor(click.person, click.channel)
    gone = await desk.write(lambda memory: service.delete_template(memory, actor, click.value))
    return await shown(desk, click, click.subject, _DELETED.filled(name=gone.name))


async def press_call_off(desk: Desk, click: Click) -> Reply:
    """Cancel the session: asks first, and why."""
    planned = await led(desk, click, click.value)
    tells = is_news(planned, desk.clock())
    return Reply(view=forms.cancel_form(await desk.voice(click.person), planned, tells=tells))


async def submit_call_off(desk: Desk, form: Submission) -> Reply:
    """The form with the reason."""
    actor, now, reason = (
        await desk.directory.actor(form.person, form.channel),
        desk.clock(),
        form.required("reason"),
    )
    gone = await desk.write(lambda memory: service.cancel(memory, now, actor, form.subject, reason))
    quiet = _CANCELLED_LED if gone.helpers else _CANCELLED
    told = _CANCELLED_TOLD if gone.is_announced else quiet
    told = told if is_news(gone, now) else _CANCELLED
    return answer(await desk.voice(form.person), told.filled(title=gone.title))


_ON = (
    (ids.NEW_PLAN, press_new),
    (ids.OPEN_PLAN, open_plan),
    (ids.CHANGE_PLANNED, press_change),
    (ids.NAME_AGENDA, press_name),
    (ids.DELETE_AGENDA, press_delete),
    (ids.CALL_OFF, press_call_off),
)
_FORMS = (
    (ids.NEW_PLAN_FORM, submit_new),
    (ids.CHANGE_PLANNED_FORM, submit_change),
    (ids.AGENDA_FORM, submit_name),
    (ids.CALL_OFF_FORM, submit_call_off),
)

NOUN = Noun(
    verbs=(
        Verb(
            "plan",
            Audience.FACILITATORS,
            Text('"Support for new parents" next Tuesday at 18:30'),
            Text("plan a session with its agenda, or see what is planned here"),
            plan,
            doing=DOING,
            more=Text(
                "You can leave out the day and the title. Those who lead with you hear of it within a week "
                "and before it begins, all others when you press Announce. "
                "In the plan you also change or cancel it."
            ),
        ),
    ),
    clicks=tuple(OnClick(id_, Audience.FACILITATORS, run, doing=DOING) for id_, run in _ON),
    submissions=tuple(OnSubmit(id_, Audience.FACILITATORS, run, doing=DOING) for id_, run in _FORMS),
)
