"""Pledges: made by a command or after the closing question."""

from coproduction.pledges import what_of
from coproduction.service import pledges
from coproduction.words import Text
from handlers import ids
from handlers.blocks import pledges as blocks
from handlers.blocks.followups import stopped
from handlers.desk import Desk
from handlers.edge.heard import Command, Submission
from handlers.edge.listeners import Audience, Noun, OnSubmit, Verb
from handlers.edge.reply import Reply, answer
from handlers.edge.typed import unquoted

_AGAIN = Text(
    "You have just promised this, so it is one pledge. Do you mean a second one? Send it again in a minute."
)


async def type_pledge(desk: Desk, command: Command, rest: str) -> Reply:
    """/pledge: always the form, because it asks three things. What was typed fills its first field."""
    what = what_of(unquoted(rest)) if rest else ""
    return Reply(view=blocks.form(await desk.voice(command.person), ids.private(command.channel), what))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form."""
    actor, now = await desk.directory.participant(form.person), desk.clock()
    filled = pledges.PledgeForm(
        form.required("what"),
        form.values.get("by"),
        form.values.get("first_step"),
        form.origin,
        is_typed=True,
    )
    made = await desk.write(lambda memory: pledges.make(memory, now, actor, form.channel or "", filled))
    say = await desk.voice(actor.id)
    if made.is_again:
        return answer(say, _AGAIN)
    return answer(say, blocks.made(say, made), *([] if made.wants_reminders else stopped(say)))


NOUN = Noun(
    verbs=(
        Verb(
            "pledge",
            Audience.EVERYONE,
            Text("Visit one new parent"),
            Text("promise to do one thing differently"),
            type_pledge,
            True,
        ),
    ),
    submissions=(OnSubmit(ids.PLEDGE_FORM, Audience.EVERYONE, submit),),
)
