"""What we say to Slack about private channels of our own. Each call may be repeated without harm:
whatever it was to bring about is so already, and Slack says that.
"""

from collections.abc import Sequence
from typing import Any

import structlog
from slack_sdk.errors import SlackApiError

from coproduction import messages
from coproduction.messages import Message, Outcome
from handlers.slack.calls import Slack
from handlers.slack.slack_errors import SLACK_IS_AWAY, error_of, is_passing, not_sent_because

PAGE = 200
MOST_INVITED = 100  # in one call
# Why somebody cannot be invited; any other error is about the channel.
_OF_PEOPLE = {
    "already_in_channel",
    "cant_invite",
    "cant_invite_self",
    "invitee_cant_see_channel",
    "no_external_invite_permission",
    "no_permission",
    "org_user_not_in_team",
    "ura_max_channels",
    "user_is_restricted",
    "user_not_found",
}

log = structlog.get_logger(__name__)


class NotSeenYet(Exception):  # noqa: N818 (it passes)
    """The channel's name is taken, and Slack does not show us by what."""


async def make(slack: Slack, name: str, bot: str) -> str:
    """The private channel of this name: made now, or by an earlier call of which no answer came."""
    try:
        answer = await slack.client.conversations_create(name=name, is_private=True)
    except SlackApiError as refusal:
        if error_of(refusal) != "name_taken":
            raise
        return await _find(slack, name, bot)
    return str(answer["channel"]["id"])


async def _find(slack: Slack, name: str, bot: str) -> str:
    cursor: str | None = None
    while True:
        page = await slack.client.conversations_list(types="private_channel", limit=PAGE, cursor=cursor)
        for each in page["channels"]:
            if (each["name"], each.get("creator")) == (name, bot):
                return str(each["id"])
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            raise NotSeenYet(name)


async def let_in(slack: Slack, channel: str, people: Sequence[str]) -> set[str]:
    """Invite people; those who are in the channel afterwards. Whoever cannot be invited is logged."""
    there = set(people)
    for start in range(0, len(people), MOST_INVITED):
        for each in await _invite(slack, channel, people[start : start + MOST_INVITED]):
            if each["error"] != "already_in_channel":
                there.discard(each["user"])
                log.warning("person_not_invited", channel=channel, reason=each["error"])
    return there


async def _invite(slack: Slack, channel: str, people: Sequence[str]) -> list[dict[str, Any]]:
    """Why which of them could not be invited; with `force` that keeps nobody else out."""
    try:
        answer = await slack.client.conversations_invite(channel=channel, users=",".join(people), force=True)
    except SlackApiError as refusal:
        if error_of(refusal) not in _OF_PEOPLE:
            raise
        nobody = [{"user": person, "error": error_of(refusal)} for person in people]
        return list(refusal.response.get("errors") or nobody)
    return list(answer.get("errors") or ())


async def channels_of(slack: Slack, person: str) -> set[str]:
    """The private channels in which this person and the bot meet."""
    cursor: str | None = None
    found: set[str] = set()
    while True:
        page = await slack.client.users_conversations(
            user=person, types="private_channel", exclude_archived=True, limit=PAGE, cursor=cursor
        )
        found |= {str(each["id"]) for each in page["channels"]}
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return found


async def send_out(slack: Slack, channel: str, person: str) -> None:
    """Remove somebody; where Slack does not let us, they may stay."""
    try:
        await slack.client.conversations_kick(channel=channel, user=person)
    except SlackApiError as refusal:
        if is_passing(refusal):
            raise
        log.warning("person_not_removed", channel=channel, reason=error_of(refusal))


async def archive(slack: Slack, message: Message) -> Outcome:
    """Close a channel for writing; everybody in it can still read."""
    try:
        await slack.client.conversations_archive(channel=message.channel or "")
    except (SlackApiError, *SLACK_IS_AWAY) as fault:
        if not (isinstance(fault, SlackApiError) and error_of(fault) == "already_archived"):
            return not_sent_because(fault, message.attempt, slack.patience)
    return messages.done()
