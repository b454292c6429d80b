"""Consent: what somebody saved from another's message is shown only when its writer has said yes.

waits ─ yes, with my name ─▶ named        (the idea is shown, with the name)
  ├──── yes, without ──────▶ nothing is kept of it, and the idea is shown without a name
  ├──── no ────────────────▶ declined
  ├──── the session ends, or a week passes ─▶ lapsed
  └──── the question cannot reach them ─────▶ unreached
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, Protocol

from coproduction.errors import Refusal
from coproduction.ideas import IdeaKind
from coproduction.messages import Card
from coproduction.words import Text

CONSENT: Final = "consent"  # the private question to the writer
SAVED_GONE: Final = "saved_gone"  # to who saved it: its writer has taken the idea back
GONE_WINDOW = timedelta(weeks=2)
LAPSES_AFTER = timedelta(days=7)  # where no session ends before


class ConsentState(StrEnum):
    """Where it stands; see the picture above."""

    WAITS = "waits"
    NAMED = "named"
    DECLINED = "declined"
    LAPSED = "lapsed"
    UNREACHED = "unreached"


ANSWERED = Text("You have answered this already.")
ASK_AGAIN = frozenset({ConsentState.LAPSED, ConsentState.UNREACHED})


@dataclass(frozen=True, slots=True)
class Consent:
    """A message that somebody would like to keep as an idea, until its writer has answered.

    `origin` is that of the idea it may become. Its words are kept only while it waits. An answer without a
    name leaves no row at all.
    """

    id: str
    channel: str
    session: str | None
    author: str  # who wrote the message, and is asked
    asked_by: str  # who would like to keep it
    kind: IdeaKind
    text: str
    origin: str
    state: ConsentState
    lapses_at: datetime
    idea: str | None = None  # what it became

    @property
    def waits(self) -> bool:
        """Whether its writer may still answer."""
        return self.state is ConsentState.WAITS


class Consents(Protocol):
    """What storage keeps of this noun."""

    def add(self, consent: Consent) -> None:
        """Raises Taken when the same message is asked about already."""

    def put(self, consent: Consent) -> None: ...
    def drop(self, consent: str) -> None: ...
    def get(self, consent: str) -> Consent | None: ...
    def from_origin(self, origin: str) -> Consent | None: ...
    def waiting_in(self, channel: str) -> list[Consent]:
        """Those of a programme that nobody has answered yet."""

    def waiting_for(self, author: str) -> list[Consent]:
        """Those that wait for this person's answer."""

    def asked_by(self, person: str) -> list[Consent]:
        """All that this person would like to keep, in whatever state."""

    def lapsed(self, now: datetime) -> list[Consent]:
        """Those that have waited long enough."""


def question(consent: Consent) -> Card:
    """The private question to the writer."""
    return Card(CONSENT, consent.id, consent.author)


def told_saver(consent: Consent) -> Card:
    """What tells who saved a message that its writer has taken the idea back."""
    return Card(SAVED_GONE, consent.id, consent.asked_by)


def settled(consent: Consent, state: ConsentState, idea: str | None = None) -> Consent:
    """The consent when nobody waits any more: its words are forgotten."""
    return replace(consent, state=state, idea=idea, text="")


def require_waiting(consent: Consent | None, by: str) -> Consent:
    """The consent that this person may answer now, or a Refusal that says what became of it."""
    if consent is None or consent.state is ConsentState.NAMED:
        raise Refusal(ANSWERED)
    if consent.author != by:
        raise Refusal("Only the person who wrote the message can answer this.")
    if consent.state is ConsentState.DECLINED:
        raise Refusal(
            "You have said no to this already, so nothing is shown. If you think otherwise now, "
            "open the menu of your message and choose “Save as idea”."
        )
    if not consent.waits:
        raise Refusal(
            "The time to answer has passed, so nothing is shown. If you would like to share it, "
            "open the menu of your message and choose “Save as idea”."
        )
    return consent
