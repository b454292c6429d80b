"""Messages that somebody would like to keep as ideas, until their writers have answered."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from coproduction.consents import Consent, ConsentState
from coproduction.ideas import IdeaKind
from storage.columns import in_programme, maybes, moment, noun, texts, who, words
from storage.phrases import add, change, find, given, literally, remove, value
from storage.register import Register
from storage.repository import Repository, values_of

consent = noun(
    "consent",
    Register(
        whose="who wrote the message, and who would like to keep it",
        why="nothing of a person is shown before they have said yes",
        kept="its words until an answer or the end of the session; the answer as long as the programme",
        export="whole, for who wrote the message",
        erasure="deleted",
    ),
    *texts("channel", "text", "origin"),
    *maybes("session", "idea"),
    *who(*texts("author", "asked_by")),
    *words("kind", IdeaKind),
    *words("state", ConsentState),
    moment("lapses_at"),
    in_programme(),
    UniqueConstraint("workspace", "origin"),
    Index("ix_consent_workspace_channel_state_id", "workspace", "channel", "state", "id"),
    Index("ix_consent_workspace_author_state", "workspace", "author", "state"),
    Index("ix_consent_workspace_asked_by", "workspace", "asked_by"),
    Index("ix_consent_workspace_state_lapses_at", "workspace", "state", "lapses_at"),
)

_consent = consent.c
_waits = literally(_consent.state, ConsentState.WAITS)

_ADD = add(consent)
_CHANGE = change(consent)
_DROP = remove(consent, given(_consent.id))
_GET = find(Consent, consent, given(_consent.id))
_FROM_ORIGIN = find(Consent, consent, given(_consent.origin))
_WAITING_IN = find(Consent, consent, given(_consent.channel), _waits, order=[_consent.id])
_WAITING_FOR = find(Consent, consent, given(_consent.author), _waits, order=[_consent.lapses_at, _consent.id])
_ASKED_BY = find(Consent, consent, given(_consent.asked_by), order=[_consent.lapses_at, _consent.id])
_LAPSED = find(
    Consent,
    consent,
    _waits,
    _consent.lapses_at <= value(_consent.lapses_at),
    order=[_consent.lapses_at, _consent.id],
)


class Consents(Repository):
    """`coproduction.consents.Consents`."""

    def add(self, consent: Consent) -> None:
        self._touch(_ADD, **values_of(consent))

    def put(self, consent: Consent) -> None:
        self._change(_CHANGE, consent)

    def drop(self, consent: str) -> None:
        self._touch(_DROP, id=consent)

    def get(self, consent: str) -> Consent | None:
        return self._one(_GET, id=consent)

    def from_origin(self, origin: str) -> Consent | None:
        return self._one(_FROM_ORIGIN, origin=origin)

    def waiting_in(self, channel: str) -> list[Consent]:
        return self._all(_WAITING_IN, channel=channel)

    def waiting_for(self, author: str) -> list[Consent]:
        return self._all(_WAITING_FOR, author=author)

    def asked_by(self, person: str) -> list[Consent]:
        return self._all(_ASKED_BY, asked_by=person)

    def lapsed(self, now: datetime) -> list[Consent]:
        return self._all(_LAPSED, lapses_at=now)
