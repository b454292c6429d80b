"""How a content of a message looks, whichever kind of message shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coproduction.askings import ANSWERED, ASKING
from coproduction.board import BOARD
from coproduction.breakouts import (
    GROUP_CARD,
    MOVE_NOTE,
    RECALL,
    ROUND_CARD,
    SEAT_CHANGES,
    SEAT_NOTE,
    SILENT,
    STILL_HERE,
    TAKEN_OUT,
    UNMET,
)
from coproduction.breakouts.helpcalls import HELP_CALL
from coproduction.champions import ANSWERED as CHAMPION_ANSWERED
from coproduction.champions import INVITED as CHAMPION_INVITED
from coproduction.champions import SUGGESTED as CHAMPION_SUGGESTED
from coproduction.conditions import CONDITIONS
from coproduction.consents import CONSENT, SAVED_GONE, Consent
from coproduction.corrections import CORRECTION, CORRECTION_ANSWERED
from coproduction.digests import DIGEST, WeeklySummary
from coproduction.documents import Document
from coproduction.followups import NUDGE
from coproduction.ideas import IDEA_CARD, IdeasCard
from coproduction.leadoffers import HANDOVER, OFFER_ANSWERED
from coproduction.notes import KEPT_WORDS
from coproduction.planned import INVITATION
from coproduction.pledges import PLEDGE_SHARED
from coproduction.polls import POLL_CARD, Tally
from coproduction.reports import REPORT
from coproduction.running import STEP_CARD, STEP_WARNING
from coproduction.service.announcing import Invitation
from coproduction.service.askings import Answer, AskedAbout
from coproduction.service.board import Board
from coproduction.service.breakouts.cards import GroupNote, NoSeat, Older, RoomCard, RoundCard, TimeNote
from coproduction.service.breakouts.helpcalls import HandWanted
from coproduction.service.breakouts.rollcall import Question, SeatChanges, Silent, TakenOut
from coproduction.service.breakouts.unmet import Unmet
from coproduction.service.champions import InvitationAnswered, Inviting, Suggested
from coproduction.service.conditions import Heard
from coproduction.service.consents import Asking
from coproduction.service.corrections import Replied, Told
from coproduction.service.leadoffers import Answered, Offered
from coproduction.service.nudgecards import NudgeNote
from coproduction.service.running import Standing
from coproduction.service.sessioncards import SessionCard, Summary
from coproduction.service.sharing import Shown
from coproduction.service.stakeholders import OnList
from coproduction.service.stepcards import StepShown
from coproduction.service.talk import Kept
from coproduction.service.yousaid import YouSaid
from coproduction.sessions import SESSION_CARD, SUMMARY
from coproduction.stakeholders import TOLD as STAKEHOLDER_TOLD
from coproduction.yousaid import YOU_SAID_DRAFT
from handlers.sending.showing import DRAWINGS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from handlers.blocks.kit import Drawing
    from handlers.voice import Voice

_KINDS: dict[type[Any], str] = {
    SessionCard: SESSION_CARD,
    Invitation: INVITATION,
    StepShown: STEP_CARD,
    Standing: STEP_WARNING,
    Summary: SUMMARY,
    Told: CORRECTION,
    Replied: CORRECTION_ANSWERED,
    Offered: HANDOVER,
    Answered: OFFER_ANSWERED,
    OnList: STAKEHOLDER_TOLD,
    Inviting: CHAMPION_INVITED,
    InvitationAnswered: CHAMPION_ANSWERED,
    Suggested: CHAMPION_SUGGESTED,
    IdeasCard: IDEA_CARD,
    Board: BOARD,
    Heard: CONDITIONS,
    Asking: CONSENT,
    Consent: SAVED_GONE,
    Tally: POLL_CARD,
    NudgeNote: NUDGE,
    WeeklySummary: DIGEST,
    Kept: KEPT_WORDS,
    Shown: PLEDGE_SHARED,
    AskedAbout: ASKING,
    Answer: ANSWERED,
    Document: REPORT,
    YouSaid: YOU_SAID_DRAFT,
    RoundCard: ROUND_CARD,
    RoomCard: GROUP_CARD,
    GroupNote: SEAT_NOTE,
    NoSeat: MOVE_NOTE,
    Older: SEAT_NOTE,
    TimeNote: RECALL,
    Question: STILL_HERE,
    TakenOut: TAKEN_OUT,
    Silent: SILENT,
    SeatChanges: SEAT_CHANGES,
    Unmet: UNMET,
    HandWanted: HELP_CALL,
}
Content = (
    SessionCard
    | Invitation
    | StepShown
    | Standing
    | Summary
    | Told
    | Replied
    | Offered
    | Answered
    | OnList
    | Inviting
    | InvitationAnswered
    | Suggested
    | IdeasCard
    | Board
    | Heard
    | Asking
    | Consent
    | Tally
    | NudgeNote
    | WeeklySummary
    | Kept
    | Shown
    | AskedAbout
    | Answer
    | Document
    | YouSaid
    | RoundCard
    | RoomCard
    | GroupNote
    | NoSeat
    | Older
    | TimeNote
    | Question
    | TakenOut
    | Silent
    | SeatChanges
    | Unmet
    | HandWanted
)


def draw(say: Voice, content: Content, names: Mapping[str, str]) -> Drawing:
    """As the sender draws it."""
    return DRAWINGS[_KINDS[type(content)]].draw(say, content, names)


def people_in(content: Content) -> list[str]:
    """Whose names are needed to draw it."""
    return list(DRAWINGS[_KINDS[type(content)]].people_in(content))
