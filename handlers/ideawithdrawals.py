"""Ideas taken back by their authors, and put back."""

from slack_sdk.errors import SlackApiError

from coproduction.errors import Refusal
from coproduction.people import Actor
from coproduction.service import ideawithdrawals
from coproduction.service.ideawithdrawals import put_again
from handlers import home, ids
from handlers.blocks import ideawithdrawals as blocks
from handlers.desk import Desk
from handlers.edge.heard import Click, message_origin
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply, answer
from handlers.slack.slack_errors import is_passing


async def withdraw(desk: Desk, click: Click) -> Reply:
    """The author's way out."""
    actor, now = Actor(click.person, here=click.channel), desk.clock()
    idea = await desk.write(lambda memory: ideawithdrawals.withdraw(memory, now, actor, click.value))
    if click.is_home:
        return Reply(home=await home.of(desk, click.person))
    say = await desk.voice(click.person)
    return answer(say, blocks.taken_back(say, idea), blocks.offer_return(say, idea))


async def put_back(desk: Desk, click: Click) -> Reply:
    """The way back from taking an idea back."""
    actor, now = Actor(click.person, here=click.channel), desk.clock()
    idea, is_back = await desk.write(lambda memory: put_again(memory, now, actor, click.value))
    if click.is_home:
        return Reply(home=await home.of(desk, click.person))
    say = await desk.voice(click.person)
    told = blocks.put_back(say, idea, is_back=is_back)
    return answer(say, told, blocks.offer_withdrawal(say, idea))


async def withdraw_message(desk: Desk, click: Click) -> Reply:
    """The way out for who wrote the message of an idea without a name: Slack says whose message it is."""
    channel, _, ts = click.value.partition(":")
    if await _writer(desk, channel, ts) != click.person:
        raise Refusal("I cannot see that you wrote this message, so I did not take anything back.")
    say, now, origin = await desk.voice(click.person), desk.clock(), message_origin(channel, ts)
    idea = await desk.write(lambda memory: ideawithdrawals.withdraw_message(memory, now, origin))
    return answer(say, blocks.gone(say, idea), is_fleeting=True)


async def _writer(desk: Desk, channel: str, ts: str) -> str | None:
    """Who wrote a message, as Slack says; None where it shows us none."""
    try:
        return (await desk.slack.message_at(channel, ts)).get("user") if channel and ts else None
    except SlackApiError as refusal:
        if is_passing(refusal):
            raise
        return None


NOUN = Noun(
    clicks=(
        OnClick(ids.WITHDRAW, Audience.EVERYONE, withdraw),
        OnClick(ids.WITHDRAW_MESSAGE, Audience.EVERYONE, withdraw_message),
        OnClick(ids.PUT_BACK, Audience.EVERYONE, put_back),
    ),
)
