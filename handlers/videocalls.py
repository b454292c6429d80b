"""The link to the video call, changed while a session runs."""

from coproduction.service import calllinks
from coproduction.service.calllinks import DOING
from coproduction.words import Text
from handlers import leadids
from handlers.blocks import videocalls as blocks
from handlers.blocks.kit import context
from handlers.desk import Desk
from handlers.edge.heard import Click, Submission
from handlers.edge.listeners import Audience, Noun, OnClick, OnSubmit
from handlers.edge.reply import Reply, answer

_CHANGED = Text(
    "The link to the video call is changed. The session's card shows it, and so does what I sent each person "
    "about their group. Who has opened the old link is still there: please tell them."
)
_TAKEN_OUT = Text(
    "There is no link to the video call any more. I have taken it off the session's card, and out of what I "
    "sent each person about their group."
)
_OLD = Text("Reminders and calendars that people have already still show the old one. I cannot change those.")
_SAME = Text("That is the link already, so nothing has changed.")


async def press(desk: Desk, click: Click) -> Reply:
    """Change the video link: the form with the one that there is."""
    actor = await desk.directory.actor(click.person)
    found = await desk.read(lambda memory: calllinks.of(memory, actor, click.value))
    return Reply(view=blocks.link_form(await desk.voice(click.person), found.session, found.plan.link or ""))


async def submit(desk: Desk, form: Submission) -> Reply:
    """The form with another one."""
    actor, typed = await desk.directory.actor(form.person, form.channel), form.required("link")
    found = await desk.write(lambda memory: calllinks.change(memory, actor, form.subject, typed))
    say = await desk.voice(form.person)
    if not found.is_new:
        return answer(say, _SAME)
    return answer(say, _CHANGED if found.plan.link else _TAKEN_OUT, context(say(_OLD)))


NOUN = Noun(
    clicks=(OnClick(leadids.CHANGE_LINK, Audience.FACILITATORS, press, doing=DOING),),
    submissions=(OnSubmit(leadids.LINK_FORM, Audience.FACILITATORS, submit, doing=DOING),),
)
