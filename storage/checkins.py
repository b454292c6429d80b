"""How people arrived, and the secret that keeps anonymous arrivals anonymous."""

from sqlalchemy import select

from coproduction.checkins import CheckIn
from storage import tables
from storage.phrases import add, find, given, keep, remove
from storage.repository import Shelf, told
from storage.statements import Query

_secret, _checkin = tables.session_secret.c, tables.checkin.c

_KEEP_PEPPER = add(tables.session_secret)
_PEPPER = Query(bytes, select(_secret.pepper).where(given(_secret.session)))
_DESTROY_PEPPER = remove(tables.session_secret, given(_secret.session))
_GET = find(CheckIn, tables.checkin, given(_checkin.session), given(_checkin.voice))
_KEEP = keep(tables.checkin)
_CLEAR = remove(tables.checkin, given(_checkin.session))
_OF = find(CheckIn, tables.checkin, given(_checkin.session), order=[_checkin.voice])


class CheckIns(Shelf):
    """`coproduction.ports.CheckIns`."""

    def keep_pepper(self, session: str, pepper: bytes) -> None:
        """A second one is refused (Taken): one person would get two voices."""
        self._touch(_KEEP_PEPPER, session=session, pepper=pepper)

    def pepper(self, session: str) -> bytes | None:
        return self._one(_PEPPER, session=session)

    def destroy_pepper(self, session: str) -> None:
        self._touch(_DESTROY_PEPPER, session=session)

    def get(self, session: str, voice: str) -> CheckIn | None:
        return self._one(_GET, session=session, voice=voice)

    def put(self, checkin: CheckIn) -> None:
        self._touch(_KEEP, **told(checkin))

    def clear(self, session: str) -> None:
        self._touch(_CLEAR, session=session)

    def of(self, session: str) -> list[CheckIn]:
        """In the order of their voices, which tells nothing."""
        return self._all(_OF, session=session)
