"""Pledges: made by a command or after the closing question, changed, let go and taken up again."""

from coproduction.pledges import what_of
from coproduction.service import pledges
from coproduction.words import Text
from handlers import ids
from handlers.blocks import pledges as blocks
from handlers.blocks.followups import stopped
from handlers.blocks.places import asks_where
from handlers.desk import Desk
from handlers.edge.heard import Click, Command, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import unquoted
from handlers.whereabouts import target, whereabouts

_SAME = Text("Your pledge says that already, so nothing has changed.")
_AGAIN = Text(
    "You have just made this pledge, so I count it once. Do you mean a second one? Send it again in a minute."
)


async def type_pledge(desk: Desk, command: Command, rest: str) -> Reply:
    """/pledge: always the form, because it asks three things. What was typed fills its first field."""
    what = what_of(unquoted(rest)) if rest else ""
    where, say = await whereabouts(desk, command), await desk.voice(command.person)
    asked = [] if where.is_clear else asks_where(say, where.places)
    return Reply(view=blocks.form(say, where.carried(command), what, asked))


async def press_new(desk: Desk, click: Click) -> Reply:
    """Make a pledge, pressed on Home."""
    where, say = await whereabouts(desk, click), await desk.voice(click.person)
    asked = [] if where.is_clear else asks_where(say, where.places)
    return Reply(view=blocks.form(say, where.carried(click), "", asked))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form."""
    actor, now = await desk.directory.participant(form.person, form.channel), desk.clock()
    filled, channel = _filled(form), await target(desk, form)
    made = await desk.write(lambda memory: pledges.make(memory, now, actor, channel, filled))
    say = await desk.voice(actor.id)
    if made.is_again:
        return answer(say, _AGAIN)
    return answer(say, blocks.made(say, made), *([] if made.wants_reminders else stopped(say)))


async def press_change(desk: Desk, click: Click) -> Reply:
    """Change the pledge, pressed on a nudge or where one's own things stand."""
    actor = await desk.directory.participant(click.person, click.channel)
    pledge = await desk.read(lambda memory: pledges.changeable(memory, actor, click.value))
    return Reply(view=blocks.change_form(await desk.voice(actor.id), pledge))


async def submit_change(desk: Desk, form: Submission) -> Reply:
    """The form with other words or another day."""
    actor, now = await desk.directory.participant(form.person, form.channel), desk.clock()
    changed = _filled(form)
    made = await desk.write(lambda memory: pledges.change(memory, now, actor, form.subject, changed))
    say = await desk.voice(actor.id)
    return answer(say, say(_SAME) if made.is_same else blocks.made(say, made))


def _filled(form: Submission) -> pledges.PledgeForm:
    by, first_step = form.values.get("by"), form.values.get("first_step")
    return pledges.PledgeForm(form.required("what"), by, first_step, form.origin, is_typed=True)


NOUN = Noun(
    verbs=(
        Verb(
            "pledge",
            Audience.EVERYONE,
            Text("Visit one new parent"),
            Text("pledge to do one thing differently"),
            type_pledge,
            True,
        ),
    ),
    clicks=(
        OnClick(ids.NEW_PLEDGE, Audience.EVERYONE, press_new),
        OnClick(ids.CHANGE_PLEDGE, Audience.EVERYONE, press_change),
    ),
    submissions=(
        OnSubmit(ids.PLEDGE_FORM, Audience.EVERYONE, submit),
        OnSubmit(ids.CHANGE_PLEDGE_FORM, Audience.EVERYONE, submit_change),
    ),
)
