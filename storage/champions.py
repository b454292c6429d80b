"""Whom a programme has invited to become champions, and what every invitation says."""

from datetime import datetime

from sqlalchemy import Index, select

from coproduction.champions import KEPT_FOR, ChampionInvitation, ChampionOffer, InvitationState
from storage.columns import fact, key, lists, moment, noun, texts, who, words
from storage.phrases import add, change, find, given, keep, literally, remove, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import Query

champion_offer = fact(
    "champion_offer",
    Register(
        whose="nobody, but for whom to ask where that is a name",
        why="so that every invitation says what is asked, what people get and whom to ask",
        kept="as long as the programme",
        export="not personal",
        erasure="stays",
    ),
    key("channel"),
    *texts("time_asked", "gets", "expenses", "whom_to_ask"),
)

champion_invitation = noun(
    "champion_invitation",
    Register(
        whose="who was invited, who invited them, and whom they would ask, too",
        why="so that their answer reaches who invited them, and nobody is asked again and again",
        kept="six months",
        export="whole",
        erasure="deleted",
    ),
    *texts("channel"),
    *who(*texts("asked_by", "asked")),
    moment("asked_at"),
    moment("forget_at"),
    *words("state", InvitationState),
    *who(*lists("also")),
    Index("ix_champion_invitation_workspace_channel", "workspace", "channel"),
    Index("ix_champion_invitation_workspace_forget_at", "workspace", "forget_at"),
)

_offer, _invitation = champion_offer.c, champion_invitation.c

is_waiting = literally(_invitation.state, InvitationState.WAITS)

_OFFER = find(ChampionOffer, champion_offer, given(_offer.channel))
_PUT_OFFER = keep(champion_offer)
_ADD = add(champion_invitation)
_PUT = change(champion_invitation, _invitation.state == value(_invitation.state, "was"))
_GET = find(ChampionInvitation, champion_invitation, given(_invitation.id))
_OF = find(
    ChampionInvitation,
    champion_invitation,
    given(_invitation.channel),
    order=[_invitation.asked_at, _invitation.id],
)
_forgotten_by = _invitation.forget_at <= value(_invitation.forget_at, "now")
_OVER = Query(str, select(_invitation.id).where(_forgotten_by))
_SILENT = Query(str, select(_invitation.id).where(is_waiting, _forgotten_by))
_DROP = remove(champion_invitation, given(_invitation.id))


class Champions(Repository):
    """`coproduction.champions.Champions`."""

    def offer(self, channel: str) -> ChampionOffer | None:
        return self._one(_OFFER, channel=channel)

    def put_offer(self, offer: ChampionOffer) -> None:
        self._touch(_PUT_OFFER, **values_of(offer))

    def add(self, invitation: ChampionInvitation) -> None:
        self._touch(_ADD, **values_of(invitation))

    def put(self, invitation: ChampionInvitation, was: InvitationState) -> bool:
        return self._touch(_PUT, **values_of(invitation), was=was) == 1

    def get(self, invitation: str) -> ChampionInvitation | None:
        return self._one(_GET, id=invitation)

    def of(self, channel: str) -> list[ChampionInvitation]:
        return self._all(_OF, channel=channel)

    def silent(self, since: datetime) -> list[str]:
        return sorted(self._all(_SILENT, now=since + KEPT_FOR))  # for which there is an index

    def over(self, now: datetime) -> list[str]:
        return sorted(self._all(_OVER, now=now))

    def drop(self, invitation: str) -> None:
        self._touch(_DROP, id=invitation)
