"""Whom a programme has invited to become champions: the list, and the way to take an invitation back."""

from collections.abc import Sequence

from coproduction.champions import ChampionInvitation, InvitationState
from coproduction.service.championlists import Listed
from coproduction.words import Text, day
from handlers import ids, leadids
from handlers.blocks import pages
from handlers.blocks.kit import Block, View, actions, button, paragraphs, section
from handlers.blocks.text import brief
from handlers.voice import Voice

TITLE = Text("Who is invited")
_TO_BE_ASKED = Text("not asked yet, and will be in the next days")
_WITHOUT = Text("without an answer")
SAID_NAMES = {
    InvitationState.WAITS: _WITHOUT,
    InvitationState.UNANSWERED: _WITHOUT,
    InvitationState.ACCEPTED: Text("said yes"),
    InvitationState.NOT_NOW: Text("said “not now”"),
    InvitationState.UNREACHED: Text("not reached"),
    InvitationState.TAKEN_BACK: Text("taken back"),
}
_LIST = Text("Whom this programme has invited. Who invited somebody can take it back until they answer.")
_NOBODY = Text("Nobody is invited yet. To invite somebody, type {/champion} @name.")


def see(say: Voice, channel: str) -> Block:
    """The button that opens the list of whom the programme has invited."""
    aloud = say("Who is invited: see the list")
    return button(say(TITLE), leadids.CHAMPIONS, channel, aloud=aloud)


def listing(
    say: Voice,
    channel: str,
    found: Sequence[Listed],
    reader: str,
    page: int = 0,
    note: Text | None = None,
) -> View:
    """A page of them, each with what came of it; what `reader` may take back has its button."""
    lines = [_line(say, each, number, reader) for number, each in enumerate(found, start=1)]
    view = pages.page(say, say(TITLE), lines, page, leadids.CHAMPIONS, channel, ids.private(channel))
    head = [*(paragraphs(say(note)) if note else []), section(say(_LIST if found else _NOBODY))]
    return {**view, "blocks": [*head, *(view["blocks"] if found else [])]}


def _line(say: Voice, found: Listed, number: int, reader: str) -> list[Block]:
    each, person = found.invitation, f"<@{found.invitation.asked}>"
    if found.asked_at and each.state is not InvitationState.UNREACHED:
        said = say(
            "{number}. {person}, asked on {day}: {state}.",
            number=number,
            person=person,
            day=day(found.asked_at.date()),
            state=SAID_NAMES[each.state],
        )
    else:
        state = SAID_NAMES[each.state] if not each.waits else _TO_BE_ASKED
        said = say("{number}. {person}: {state}.", number=number, person=person, state=state)
    mine = each.waits and each.asked_by == reader
    return [section(said), *([actions(take_back(say, each, number))] if mine else [])]


def take_back(say: Voice, invitation: ChampionInvitation, number: int = 0, name: str = "") -> Block:
    """The button for who invited; in a list it has a number."""
    label = say("Take it back")
    about = brief(name, 40) if name else say("invitation {number}", number=number)
    aloud = say("{label}: {about}", label=label, about=about)
    return button(label, ids.numbered(leadids.TAKE_BACK_CHAMPION, number), invitation.id, aloud=aloud)
