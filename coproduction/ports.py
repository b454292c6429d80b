"""What the method needs of the outside, in its own words. `storage` keeps these promises."""

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Protocol, TypeVar

from coproduction.agendatemplates import AgendaTemplates
from coproduction.askings import Askings
from coproduction.atend import AtEnd
from coproduction.board import Boards
from coproduction.bodies import Bodies
from coproduction.breakouts import Breakouts
from coproduction.breakouts.helpcalls import HelpCalls
from coproduction.budget import Allowances
from coproduction.callers import Callers
from coproduction.cardturns import CardTurns
from coproduction.chairs import WishedChairs
from coproduction.champions import Champions
from coproduction.checkins import CheckIns
from coproduction.conditions import Conditions
from coproduction.consents import Consents
from coproduction.corrections import Corrections
from coproduction.digests import Digests
from coproduction.drafts import Drafts
from coproduction.due import Due
from coproduction.effects import Done
from coproduction.followups import FollowUps
from coproduction.heartbeats import Heartbeats
from coproduction.helprequests import HelpRequests
from coproduction.hours import Holidays
from coproduction.ideas import Ideas
from coproduction.initiatives import Initiatives
from coproduction.leadoffers import LeadOffers
from coproduction.listeningnotes import Listening
from coproduction.members import Members
from coproduction.messages import Card
from coproduction.notes import Notes
from coproduction.outbox import Messages
from coproduction.people import People
from coproduction.planned import PlannedSessions
from coproduction.plans import Plans
from coproduction.pledges import Pledges
from coproduction.polls import Polls
from coproduction.progress import ProgressStore
from coproduction.recurring import Recurrences
from coproduction.reopening import Endings
from coproduction.reports import Reports
from coproduction.rests import Rests
from coproduction.running import RunningSessions
from coproduction.searches import Searches
from coproduction.sessions import Sessions
from coproduction.shortlists import Shortlists
from coproduction.splits import Splits
from coproduction.stakeholders import Stakeholders
from coproduction.takingpart import TakingPart
from coproduction.telling import Newsroom
from coproduction.tencards import TenCards
from coproduction.themes import Themes
from coproduction.ties import Ties
from coproduction.turns import Turns
from coproduction.unnamed import Unnamed
from coproduction.usage import By, Use
from coproduction.worked import WorkedStore
from coproduction.yousaid import Months

Clock = Callable[[], datetime]  # aware, UTC
T = TypeVar("T")


class Memory(Protocol):
    """One open unit of work over what one workspace remembers; nothing of another can be reached.

    `put` replaces what is there and raises LookupError when nothing is; people and check-ins are stored
    either way.
    """

    searches: Searches  # what takes long to find, and has been found outside this unit of work

    @property
    def workspace(self) -> str: ...
    @property
    def is_holiday(self) -> Holidays:
        """Which days are public holidays, as whoever runs the bot has set it."""

    def due(self, now: datetime) -> frozenset[Due]:
        """What may be due by now, in one look: nothing that is due is missing."""

    @property
    def people(self) -> People: ...
    @property
    def callers(self) -> Callers: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def at_end(self) -> AtEnd: ...
    @property
    def planned(self) -> PlannedSessions: ...
    @property
    def running(self) -> RunningSessions: ...
    @property
    def corrections(self) -> Corrections: ...
    @property
    def lead_offers(self) -> LeadOffers: ...
    @property
    def chairs(self) -> WishedChairs: ...
    @property
    def listening(self) -> Listening: ...
    @property
    def stakeholders(self) -> Stakeholders: ...
    @property
    def champions(self) -> Champions: ...
    @property
    def endings(self) -> Endings: ...
    @property
    def agenda_templates(self) -> AgendaTemplates: ...
    @property
    def turns(self) -> Turns: ...
    @property
    def taking_part(self) -> TakingPart: ...
    @property
    def checkins(self) -> CheckIns: ...
    @property
    def breakouts(self) -> Breakouts: ...
    @property
    def help_calls(self) -> HelpCalls: ...
    @property
    def ideas(self) -> Ideas: ...
    @property
    def boards(self) -> Boards: ...
    @property
    def conditions(self) -> Conditions: ...
    @property
    def themes(self) -> Themes: ...
    @property
    def shortlists(self) -> Shortlists: ...
    @property
    def progress(self) -> ProgressStore: ...
    @property
    def bodies(self) -> Bodies: ...
    @property
    def initiatives(self) -> Initiatives: ...
    @property
    def news(self) -> Newsroom: ...
    @property
    def worked(self) -> WorkedStore: ...
    @property
    def months(self) -> Months: ...
    @property
    def ties(self) -> Ties: ...
    @property
    def consents(self) -> Consents: ...
    @property
    def polls(self) -> Polls: ...
    @property
    def splits(self) -> Splits: ...
    @property
    def unnamed(self) -> Unnamed: ...
    @property
    def ten_cards(self) -> TenCards: ...
    @property
    def drafts(self) -> Drafts: ...
    @property
    def pledges(self) -> Pledges: ...
    @property
    def plans(self) -> Plans: ...
    @property
    def askings(self) -> Askings: ...
    @property
    def follow_ups(self) -> FollowUps: ...
    @property
    def recurrences(self) -> Recurrences: ...
    @property
    def allowances(self) -> Allowances: ...
    @property
    def help_requests(self) -> HelpRequests: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def reports(self) -> Reports: ...
    @property
    def members(self) -> Members: ...
    @property
    def rests(self) -> Rests: ...
    @property
    def heartbeats(self) -> Heartbeats: ...
    @property
    def card_turns(self) -> CardTurns: ...
    @property
    def messages(self) -> Messages: ...

    def changed(self, *cards: Card) -> None:
        """These cards show something else now: they are redrawn once this unit of work is stored."""

    def misleads(self, *cards: Card) -> None:
        """The same, and who reads them believes what is wrong now: they are redrawn before others."""

    def forgets(self) -> None:
        """A secret is destroyed in this unit of work: once it is stored, no copy may stay behind."""

    def happened(self, use: Use, by: By | None = None, **counts: int) -> None:
        """The bot is used so, with so many of what: a line in the log once this unit of work is stored."""

    def new_id(self) -> str:
        """A fresh id that says nothing about when or by whom it was made."""


class Storage(Protocol):
    """The bridge: units of work from the asynchronous side."""

    @property
    def is_shared(self) -> bool:
        """Whether other processes may be at work on the same database."""

    async def write(self, workspace: str, work: Callable[[Memory], T]) -> T:
        """Run `work` in its own savepoint, commit, then return its value; what it raises undoes only it."""

    async def perform(self, workspace: str, work: Callable[[Memory], T]) -> Done[T]:
        """The same, with the effects that others must hear of."""

    async def read(self, workspace: str, work: Callable[[Memory], T]) -> T:
        """Run `work` over a reader that waits for no writer."""

    def rehearse(self) -> None:
        """From now on time is only what callers say: they follow a clock that can be moved."""

    async def due(self, now: datetime, workspaces: Collection[str]) -> Collection[str]:
        """Those of these workspaces in which anything is due: the one question that crosses them."""

    async def let_secrets_go(self, now: datetime) -> None:
        """Destroy each secret that outlived its session, in whichever workspace: some are served no more."""

    def forget(self) -> None:
        """A secret was destroyed: at the next `scrub` that succeeds, no copy of it may stay."""

    async def scrub(self) -> bool:
        """Let nothing deleted stay readable in the files, if that was asked for; False when it must wait."""
