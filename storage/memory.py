"""The memory of one workspace during one unit of work."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from uuid import uuid4

from storage.breakouts import Breakouts
from storage.checkins import CheckIns
from storage.followups import FollowUps
from storage.ideas import Ideas
from storage.messages import Messages
from storage.people import People
from storage.pledges import Pledges
from storage.polls import Polls
from storage.repository import Reach
from storage.sessions import Sessions

if TYPE_CHECKING:
    from sqlalchemy import Connection


class SqlMemory:
    """`coproduction.ports.Memory`: nine shelves, each made when it is first asked for."""

    def __init__(self, connection: Connection, workspace: str) -> None:
        self._reach = Reach(connection, workspace)

    @property
    def workspace(self) -> str:
        return self._reach.workspace

    @cached_property
    def people(self) -> People:
        return People(self._reach)

    @cached_property
    def sessions(self) -> Sessions:
        return Sessions(self._reach)

    @cached_property
    def checkins(self) -> CheckIns:
        return CheckIns(self._reach)

    @cached_property
    def breakouts(self) -> Breakouts:
        return Breakouts(self._reach)

    @cached_property
    def ideas(self) -> Ideas:
        return Ideas(self._reach)

    @cached_property
    def polls(self) -> Polls:
        return Polls(self._reach)

    @cached_property
    def pledges(self) -> Pledges:
        return Pledges(self._reach)

    @cached_property
    def follow_ups(self) -> FollowUps:
        return FollowUps(self._reach)

    @cached_property
    def messages(self) -> Messages:
        return Messages(self._reach)

    def new_id(self) -> str:
        return uuid4().hex
