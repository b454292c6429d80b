"""Figures as text and back, so that a report that is kept says tomorrow what it said today.

The text is JSON that begins with its version. Whoever changes what stands in it gives it another version.
"""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from coproduction.breakouts.encounters import Encounters
from coproduction.breakouts.sayings import Brought, Saying, Sayings
from coproduction.people import Perspective
from coproduction.reports.becoming import Becoming
from coproduction.reports.endings import NOBODY, UNTOLD, Ending
from coproduction.reports.figures import Closing, Figures, Mattering, SessionFigures
from coproduction.shares import Share

VERSION: Final = 1

_Json = dict[str, Any]

_APART = (
    "observers",
    "missing",
    "callers",
    "callers_ideas",
    "callers_pledges",
    "callers_seats",
    "callers_answers",
)


def frozen(figures: Figures) -> str:
    """The figures as JSON."""
    written = {
        "version": VERSION,
        "sessions": [_session(each) for each in figures.sessions],
        "champions": figures.champions,
        "sectors": figures.sectors,
        "perspectives": {each.value: number for each, number in figures.perspectives.items()},
        "ideas": figures.ideas,
        "collaborations": figures.collaborations,
        "between_sessions": figures.between_sessions,
        "closing": asdict(figures.closing),
        "pledges": figures.pledges,
        "pledgers": figures.pledgers,
        "follow_through": dict(figures.follow_through),
        "encounters": {  # what was not counted then is not kept, so that what is kept never changes
            name: count for name, count in asdict(figures.encounters).items() if count is not None
        },
    }
    return json.dumps(written | _told(figures), ensure_ascii=False)


def _told(figures: Figures) -> _Json:
    """What is kept only where there was any: reports of before it could be counted stay as they are."""
    written: _Json = {name: told for name in _APART if (told := getattr(figures, name))}
    if figures.becoming != Becoming():
        written["becoming"] = asdict(figures.becoming)
    if figures.mattering.number:
        written["mattering"] = asdict(figures.mattering)
    if figures.brought != Brought():  # as in reports that were made before anybody counted it
        written["brought"] = asdict(figures.brought)
    return written


def thawed(text: str) -> Figures | None:
    """The figures that were frozen; None when another version of us did that, in another way."""
    read: _Json = json.loads(text)
    if read.pop("version", None) != VERSION:
        return None
    told: _Json = {
        "sessions": tuple(map(_session_of, read["sessions"])),
        "perspectives": {Perspective(each): number for each, number in read["perspectives"].items()},
        "closing": _closing_of(read["closing"]),
        "missing": tuple(read.get("missing", ())),
        "encounters": Encounters(**read["encounters"]),
        "becoming": Becoming(**read.get("becoming", {})),
        "mattering": _mattering_of(read.get("mattering", {})),
        "brought": Brought(**{part: _sayings_of(said) for part, said in read.get("brought", {}).items()}),
    }
    return Figures(**{**read, **told})


def _mattering_of(read: _Json) -> Mattering:
    return Mattering(read.get("number", 0), tuple(read.get("open", ())))


def _sayings_of(read: _Json) -> Sayings:
    return Sayings(**{**read, "said": tuple(Saying(**each) for each in read["said"])})


def _session(figures: SessionFigures) -> _Json:
    """What nobody has said is not kept: so a report of before it could be asked stays as it is."""
    written = {**asdict(figures), "started_at": figures.started_at.isoformat()}
    unsaid = {"ending"} if figures.ending == UNTOLD else set[str]()
    nobody = set[str]() if figures.observers else {"observers"}
    for name in ("candid_before", "candid"):
        if getattr(figures.ending, name) == NOBODY:
            del written["ending"][name]
    return {name: value for name, value in written.items() if name not in unsaid | nobody}


def _session_of(read: _Json) -> SessionFigures:
    started_at = datetime.fromisoformat(read["started_at"])
    told = {"closing": _closing_of(read["closing"]), "ending": _ending_of(read.get("ending"))}
    return SessionFigures(**{**read, "started_at": started_at, **told})


def _ending_of(read: _Json | None) -> Ending:
    if read is None:
        return UNTOLD
    names = ("heard", "better", "candid_before", "candid")
    shares = {name: Share(**read[name]) for name in names if name in read}
    return Ending(**{**read, **shares})


def _closing_of(read: _Json) -> Closing:
    return Closing(**{name: Share(**share) for name, share in read.items()})
