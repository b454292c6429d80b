"""The memory of one workspace during one unit of work."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from coproduction.hours import no_holidays
from coproduction.searches import Searches
from storage import across
from storage.agendatemplates import AgendaTemplates
from storage.allowances import Allowances
from storage.askings import Askings
from storage.board import Boards
from storage.bodies import Bodies
from storage.breakouts import Breakouts
from storage.callers import Callers
from storage.cardturns import CardTurns
from storage.checkins import CheckIns
from storage.conditions import Conditions
from storage.consents import Consents
from storage.corrections import Corrections
from storage.digests import Digests
from storage.drafts import Drafts
from storage.endings import Endings
from storage.followups import FollowUps
from storage.gathering import Gathering
from storage.heartbeats import Heartbeats
from storage.helpcalls import HelpCalls
from storage.helprequests import HelpRequests
from storage.ideas import Ideas
from storage.initiatives import Initiatives
from storage.keys import PASSING
from storage.members import Members
from storage.messages import Messages
from storage.notes import Notes
from storage.people import People
from storage.planned import PlannedSessions
from storage.plans import Plans
from storage.pledges import Pledges
from storage.polls import Polls
from storage.progress import ProgressStore
from storage.recurring import Recurrences
from storage.reports import Reports
from storage.repository import Scope
from storage.rests import Rests
from storage.running import RunningSessions
from storage.sessions import Sessions
from storage.shortlists import Shortlists
from storage.splits import Splits
from storage.takingpart import TakingPart
from storage.telling import Newsroom
from storage.tencards import TenCards
from storage.themes import Themes
from storage.ties import Ties
from storage.turns import Turns
from storage.unnamed import Unnamed
from storage.worked import WorkedStore
from storage.yousaid import Months

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from coproduction.due import Due
    from coproduction.effects import Effects
    from coproduction.hours import Holidays
    from coproduction.messages import Card
    from coproduction.usage import By, Use
    from storage.keys import Key


class SqlMemory(Gathering):
    """`coproduction.ports.Memory`: a repository for each noun, each made when it is first asked for."""

    def __init__(
        self, connection: Connection, workspace: str, key: Key = PASSING, holidays: Holidays = no_holidays
    ) -> None:
        self._scope = Scope(connection, workspace, key)
        self._connection = connection
        self.is_holiday = holidays
        self.searches = Searches()

    def rehearsed(self) -> SqlMemory:
        """Itself, with time only as callers tell it: the database's own clock knows nothing of a fake one."""
        self._scope.is_rehearsed = True
        return self

    @property
    def workspace(self) -> str:
        return self._scope.workspace

    def due(self, now: datetime) -> frozenset[Due]:
        return across.steps_due(self._connection, now, self.workspace)

    @cached_property
    def people(self) -> People:
        return People(self._scope)

    @cached_property
    def callers(self) -> Callers:
        return Callers(self._scope)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self._scope)

    @cached_property
    def planned(self) -> PlannedSessions:
        return PlannedSessions(self._scope)

    @cached_property
    def running(self) -> RunningSessions:
        return RunningSessions(self._scope)

    @cached_property
    def corrections(self) -> Corrections:
        return Corrections(self._scope)

    @cached_property
    def endings(self) -> Endings:
        return Endings(self._scope)

    @cached_property
    def agenda_templates(self) -> AgendaTemplates:
        return AgendaTemplates(self._scope)

    @cached_property
    def turns(self) -> Turns:
        return Turns(self._scope)

    @cached_property
    def taking_part(self) -> TakingPart:
        return TakingPart(self._scope)

    @cached_property
    def checkins(self) -> CheckIns:
        return CheckIns(self._scope)

    @cached_property
    def breakouts(self) -> Breakouts:
        return Breakouts(self._scope)

    @cached_property
    def help_calls(self) -> HelpCalls:
        return HelpCalls(self._scope)

    @cached_property
    def ideas(self) -> Ideas:
        return Ideas(self._scope)

    @cached_property
    def boards(self) -> Boards:
        return Boards(self._scope)

    @cached_property
    def conditions(self) -> Conditions:
        return Conditions(self._scope)

    @cached_property
    def themes(self) -> Themes:
        return Themes(self._scope)

    @cached_property
    def shortlists(self) -> Shortlists:
        return Shortlists(self._scope)

    @cached_property
    def progress(self) -> ProgressStore:
        return ProgressStore(self._scope)

    @cached_property
    def bodies(self) -> Bodies:
        return Bodies(self._scope)

    @property
    def initiatives(self) -> Initiatives:
        return Initiatives(self._scope)

    @cached_property
    def news(self) -> Newsroom:
        return Newsroom(self._scope)

    @cached_property
    def worked(self) -> WorkedStore:
        return WorkedStore(self._scope)

    @cached_property
    def months(self) -> Months:
        return Months(self._scope)

    @cached_property
    def ties(self) -> Ties:
        return Ties(self._scope)

    @cached_property
    def consents(self) -> Consents:
        return Consents(self._scope)

    @cached_property
    def polls(self) -> Polls:
        return Polls(self._scope)

    @cached_property
    def splits(self) -> Splits:
        return Splits(self._scope)

    @cached_property
    def unnamed(self) -> Unnamed:
        return Unnamed(self._scope)

    @cached_property
    def ten_cards(self) -> TenCards:
        return TenCards(self._scope)

    @cached_property
    def drafts(self) -> Drafts:
        return Drafts(self._scope)

    @cached_property
    def pledges(self) -> Pledges:
        return Pledges(self._scope)

    @cached_property
    def plans(self) -> Plans:
        return Plans(self._scope)

    @cached_property
    def askings(self) -> Askings:
        return Askings(self._scope)

    @cached_property
    def follow_ups(self) -> FollowUps:
        return FollowUps(self._scope)

    @cached_property
    def recurrences(self) -> Recurrences:
        return Recurrences(self._scope)

    @cached_property
    def allowances(self) -> Allowances:
        return Allowances(self._scope)

    @cached_property
    def help_requests(self) -> HelpRequests:
        return HelpRequests(self._scope)

    @cached_property
    def notes(self) -> Notes:
        return Notes(self._scope)

    @cached_property
    def digests(self) -> Digests:
        return Digests(self._scope)

    @cached_property
    def reports(self) -> Reports:
        return Reports(self._scope)

    @cached_property
    def members(self) -> Members:
        return Members(self._scope)

    @cached_property
    def rests(self) -> Rests:
        return Rests(self._scope)

    @cached_property
    def heartbeats(self) -> Heartbeats:
        return Heartbeats(self._scope)

    @cached_property
    def card_turns(self) -> CardTurns:
        return CardTurns(self._scope)

    @cached_property
    def messages(self) -> Messages:
        return Messages(self._scope)

    def changed(self, *cards: Card) -> None:
        self._scope.effects.changed(*cards)

    def misleads(self, *cards: Card) -> None:
        self._scope.effects.misleads(*cards)

    def forgets(self) -> None:
        self._scope.effects.forgets()

    def happened(self, use: Use, by: By | None = None, **counts: int) -> None:
        self._scope.effects.happened(use, by, **counts)

    def take_effects(self) -> Effects:
        """`storage.bridge.UnitOfWork`."""
        return self._scope.effects.take()

    def new_id(self) -> str:
        return uuid4().hex
