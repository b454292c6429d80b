"""Join: a link to the channel of a programme, and a picture of it for a poster, a QR code."""

from functools import partial
from io import BytesIO
from urllib.parse import urlencode

import segno

from coproduction.service import posters
from coproduction.service.places import Where
from coproduction.service.posters import DOING
from handlers import files, leadids
from handlers.blocks import posters as blocks
from handlers.blocks.files import waiting
from handlers.desk import Desk
from handlers.edge.heard import Click
from handlers.edge.listeners import Audience, Noun, OnClick
from handlers.edge.reply import Reply

PNG_NAME = "join.png"
DOTS, MARGIN = 16, 4  # pixels of a square, sharp on a printed page; squares of white around it, by ISO 18004


async def press(desk: Desk, click: Click) -> Reply:
    """Join: the links."""
    actor = await desk.directory.actor(click.person, click.channel)
    found = await desk.read(lambda memory: posters.joinable(memory, desk.clock(), actor))
    links = [(each, link_to(desk.workspace, each.channel)) for each in found]
    return Reply(view=blocks.links(await desk.voice(actor.id), links, has_files=desk.settings.gives_files))


async def picture(desk: Desk, click: Click) -> Reply:
    """The picture of one of them, in the conversation with the bot."""
    actor = await desk.directory.actor(click.person, click.channel)
    place = await desk.read(lambda memory: posters.of(memory, actor, click.value))
    say = await desk.voice(actor.id)
    return Reply(view=waiting(say, blocks.TITLE), then=partial(_given, desk, click, place))


async def _given(desk: Desk, click: Click, place: Where) -> Reply:
    """As a file; where that cannot be, the link to copy."""
    say, link = await desk.voice(click.person), link_to(desk.workspace, place.channel)
    given = None
    if desk.settings.gives_files:
        comment = blocks.in_the_file(say, place, link)
        given = await files.given(
            desk, click.person, PNG_NAME, as_png(link), comment, title=blocks.TITLE, words=blocks.GIVEN
        )
    return given or Reply(view=blocks.without(say, place, link), words=blocks.to_copy(say, place, link))


def link_to(workspace: str, channel: str) -> str:
    """What opens this channel, in the app or in a browser, for who is in this Slack."""
    return f"https://slack.com/app_redirect?{urlencode({'team': workspace, 'channel': channel})}"


def as_png(link: str) -> bytes:
    """A QR code of this link: a quarter of it may be torn off or painted over."""
    picture = BytesIO()
    segno.make_qr(link, error="q").save(picture, kind="png", scale=DOTS, border=MARGIN)
    return picture.getvalue()


NOUN = Noun(
    clicks=(
        OnClick(leadids.JOIN, Audience.FACILITATORS, press, doing=DOING),
        OnClick(leadids.JOIN_PICTURE, Audience.FACILITATORS, picture, doing=DOING),
    )
)
