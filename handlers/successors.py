"""Telling the admins of a workspace that nobody is left who leads what goes on, or is planned."""

from contextlib import suppress

from slack_sdk.errors import SlackApiError

from coproduction.errors import Refusal
from coproduction.service import successors
from handlers.desk import Desk
from handlers.slack.everybody import everybody
from handlers.slack.slack_errors import SLACK_IS_AWAY


async def tell_admins(desk: Desk) -> None:
    """Once for each channel; where Slack does not say who they are, the next connection asks again."""
    now = desk.clock()
    with suppress(Refusal, SlackApiError, *SLACK_IS_AWAY):
        leading = await desk.read(lambda memory: successors.leading(memory, now))
        gone = [person for person in leading if await desk.directory.has_left(person)]
        if gone:
            profiles = [desk.directory.learn(each) for each in await everybody(desk.slack)]
            admins = [each.actor.id for each in profiles if each.is_an_admin]
            await desk.write(lambda memory: successors.tell(memory, now, gone, admins))
