"""What those who lead see before people meet, and what whom they ask reads: everywhere it can stand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coproduction.champions import ChampionInvitation, ChampionOffer, InvitationState
from coproduction.giveaways import Giveaway
from coproduction.listeningnotes import LENGTH, ListeningNotes
from coproduction.service.championlists import Listed
from coproduction.service.champions import InvitationAnswered, Inviting, Kept, Ready, Suggested
from coproduction.service.invitedto import InvitedTo
from coproduction.service.places import Where
from coproduction.service.stakeholders import OnList
from coproduction.stakeholders import MOST, Stakeholder, State
from handlers.blocks import championlists, champions, listeningnotes, posters, stakeholders
from handlers.blocks.giveaways import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from handlers.blocks.kit import Drawing, View
    from handlers.voice import Voice

LINK = "1/2?3=4"  # no word of ours, and none of people's
UNTIL = datetime(2027, 4, 30, 12, tzinfo=UTC)


def lines_to_ask(channel: str, role: str, person: str) -> list[Stakeholder]:
    """As many lines as a list takes; nobody, and somebody of this Slack, told or not."""
    states = [state for state in State if state is not State.OFF]
    about: Sequence[tuple[str | None, str | None, str | None]] = (
        *((None, None, role[:75]), (person, person, None)),
        (person, None, role[:75]),
    )
    return [
        Stakeholder(
            f"{n:032}",
            channel,
            role[:75],
            "schools",
            states[n % 4],
            person,
            UNTIL,
            *about[n % 3],
            told_at=UNTIL if n % 2 else None,
        )
        for n in range(MOST)
    ]


def on_lists(channel: str, title: str, role: str, person: str) -> Iterator[OnList]:
    """What whom a line is about reads."""
    yield OnList(None, "")
    yield from (OnList(each, title) for each in lines_to_ask(channel, role, person)[:9])
    yield OnList(Stakeholder("s", channel, "", "", State.OFF, "", UNTIL, person), title)


def _offer(channel: str, words: str) -> ChampionOffer:
    return ChampionOffer(channel, *[words[:300]] * 4)


def invitations_of(
    channel: str, title: str, words: str, person: str
) -> Iterator[Inviting | InvitationAnswered | Suggested]:
    """To who is invited, and to who invites, wherever it stands."""
    for state in InvitationState:
        invitation = ChampionInvitation("i", channel, person, person, UNTIL, UNTIL, state, (person,))
        yield Inviting(invitation, _offer(channel, words), InvitedTo(title, is_cancelled=True))
        yield InvitationAnswered(invitation, title)
        yield Suggested(invitation, person, title)


def notes_of(channel: str, words: str) -> ListeningNotes:
    """Full boxes."""
    said = words[:LENGTH]
    return ListeningNotes(channel, said, said, said, said, 3)


def words_of(say: Voice, channel: str, title: str, words: str) -> Iterator[Drawing]:
    """What who leads reads at once."""
    yield listeningnotes.shown(say, ListeningNotes(channel))
    yield listeningnotes.shown(say, notes_of(channel, words))
    offer = _offer(channel, words)
    yield champions.kept(say, Kept(offer, title, None), {})
    yield champions.kept(
        say, Kept(offer, title, ChampionInvitation("i", channel, "U1", "U2", UNTIL, UNTIL)), {"U2": title}
    )
    for shown in invitations_of(channel, title, words, "U2"):
        if isinstance(shown, Inviting):
            yield champions.confirmed(say, shown, {"U2": title})
    for on_list in on_lists(channel, title, words, "U2"):
        yield stakeholders.told_off(say, on_list, {"U2": title})
    yield posters.to_copy(say, Where(channel, title, is_live=True), LINK)


def forms(say: Voice, channel: str, title: str, words: str, person: str) -> Iterator[View]:
    """Every form of it."""
    lines, notes, noted = lines_to_ask(channel, words, person), notes_of(channel, words), list(WORDS.values())
    yield from (listeningnotes.form(say, notes, each) for each in ((), noted))
    yield from (stakeholders.listing(say, channel, each) for each in ([], lines))
    yield stakeholders.listing(say, channel, lines, 3, WORDS[Giveaway.PHONE])
    yield stakeholders.form(say, channel)
    yield stakeholders.form(say, channel, "s", stakeholders.as_form(lines[1]), noted)
    yield champions.form(say, Ready(channel, title, None))
    yield champions.form(say, Ready(channel, title, _offer(channel, words)), person)
    yield champions.form(say, Ready(channel, title, _offer(channel, words)), person, has_left=True)
    yield champions.also_form(say, ChampionInvitation("i", channel, person, person, UNTIL, UNTIL))
    invited = [
        Listed(ChampionInvitation(f"{n:032}", channel, person, person, UNTIL, UNTIL, state), at)
        for at in (UNTIL, None)
        for n, state in enumerate([*InvitationState] * 9)
    ]
    yield championlists.listing(say, channel, [], person)
    yield championlists.listing(say, channel, invited, person, note=WORDS[Giveaway.PHONE])
    places = [(Where(channel, title, is_live=True), LINK)] * 10
    yield from (posters.links(say, places, has_files=each) for each in (True, False))
