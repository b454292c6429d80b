"""The part of a memory about who should be in the room, who leads there, and as whom people came."""

from storage.atend import AtEnd
from storage.chairs import WishedChairs
from storage.champions import Champions
from storage.leadoffers import LeadOffers
from storage.listeningnotes import Listening
from storage.repository import Scope
from storage.stakeholders import Stakeholders


class Gathering:
    """These repositories, each made when it is asked for."""

    _scope: Scope

    @property
    def at_end(self) -> AtEnd:
        return AtEnd(self._scope)

    @property
    def lead_offers(self) -> LeadOffers:
        return LeadOffers(self._scope)

    @property
    def chairs(self) -> WishedChairs:
        return WishedChairs(self._scope)

    @property
    def listening(self) -> Listening:
        return Listening(self._scope)

    @property
    def stakeholders(self) -> Stakeholders:
        return Stakeholders(self._scope)

    @property
    def champions(self) -> Champions:
        return Champions(self._scope)
