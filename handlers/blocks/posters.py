"""Join: the links to a programme's channel, and what stands with the picture of one."""

from collections.abc import Sequence

from coproduction.service.places import Where
from coproduction.words import Text
from handlers import ids, leadids
from handlers.blocks.kit import Block, Drawing, View, actions, button, context, notice, paragraphs, section
from handlers.blocks.text import brief, clip_escaped, escape
from handlers.voice import Voice

TITLE = Text("Join")
GIVEN = Text("The picture is in your conversation with me. You can print it on a poster.")
_WHO = Text(
    "A link works for people who are in this Slack. Others need an invitation to this Slack first: "
    "an admin can send one."
)
_NO_PICTURE = Text(
    "I cannot make a picture for a poster (QR code) here. Whoever runs me can turn that on with FILES=yes."
)
_IN_THE_FILE = Text("A QR code for a poster. It leads to the channel of “{title}”. The link is: {link}")
_NO_FILE = Text("I cannot send you a picture here. You can put this link on a poster.")


def way(say: Voice, *, has_files: bool) -> Block:
    """The button at Home; its label for screen readers promises a picture only where files are allowed."""
    aloud = say("Join: get a link and a picture for a poster") if has_files else say("Join: get a link")
    return button(say(TITLE), leadids.JOIN, aloud=aloud)


def links(say: Voice, found: Sequence[tuple[Where, str]], *, has_files: bool) -> View:
    """Each programme with its link, and the way to the picture where files are allowed."""
    blocks: list[Block] = [context(say(_WHO))]
    for number, (place, link) in enumerate(found, start=1):
        blocks += _link(say, place, link)
        if has_files:
            label = say("Picture for a poster (QR code)")
            title = brief(place.title, 30)
            aloud = say("{answer}, {number}: {idea}", answer=label, number=number, idea=title)
            blocks.append(
                actions(button(label, ids.at(leadids.JOIN_PICTURE, number), place.channel, aloud=aloud))
            )
    if not has_files:
        blocks.append(context(say(_NO_PICTURE)))
    return notice(say, say(TITLE), blocks)


def _link(say: Voice, place: Where, link: str) -> list[Block]:
    """The title, the channel, and the link: to press, or to copy."""
    where = section(say("It is in {channel}.", channel=f"<#{place.channel}>"))
    return [*paragraphs(say("“{title}”", title=place.title)), where, section(escape(link))]


def in_the_file(say: Voice, place: Where, link: str) -> str:
    """What stands with the picture, for who does not see it, too."""
    return say(_IN_THE_FILE, title=clip_escaped(place.title, 150), link=link)


def without(say: Voice, place: Where, link: str) -> View:
    """The link where no file can be given."""
    return notice(say, say(TITLE), to_copy(say, place, link).blocks)


def to_copy(say: Voice, place: Where, link: str) -> Drawing:
    """The same for who has closed the form."""
    return Drawing.of(say, [section(say(_NO_FILE)), *_link(say, place, link), context(say(_WHO))])
