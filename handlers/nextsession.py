"""Planning the session after one, from where its end was told."""

from coproduction.service import nextsession
from coproduction.service import planned as service
from coproduction.service.planned import DOING
from handlers import ids
from handlers.blocks import planforms as forms
from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply


async def press_next_session(desk: Desk, click: Click) -> Reply:
    """Plan the next session: the form, filled in with what fits after this one."""
    actor, now = await desk.directory.actor(click.person), desk.clock()
    found = await desk.read(lambda memory: nextsession.propose(memory, now, actor, click.value))
    begin = await desk.read(lambda memory: service.begin(memory, now, actor, found.channel))
    return Reply(view=forms.next_form(await desk.voice(click.person), begin, found))


NOUN = Noun(clicks=(OnClick(ids.FOLLOW_UP, Audience.FACILITATORS, press_next_session, doing=DOING),))
