"""The people of a programme: who they are to it, never more than it needs."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coproduction.errors import Refusal
from coproduction.hours import ASK_AT, instant
from coproduction.texts import optional
from coproduction.words import LANGUAGES, Text

SECTOR_NAMES = {
    "parents": Text("parents"),
    "family": Text("family members"),
    "primary-care": Text("primary care"),
    "churches": Text("churches"),
    "schools": Text("schools"),
    "charities": Text("charities"),
    "council": Text("the council"),
    "communications": Text("communications, arts and culture"),
    "mental-health": Text("mental health"),
    "entrepreneurs": Text("entrepreneurs in tech and hygiene"),
}
OTHER, UNSAID = "other", "unsaid"
OBSERVER = "observer"  # what can be told instead of a perspective: they take no part, and look on
MARKED = "marked_observer"  # what is told to whom those who lead made an observer, or none
# What is told to whom somebody else made a facilitator, or none.
LEADS_NOW, LEADS_NO_MORE = "leads_now", "leads_no_more"
# What can be told instead of a sector; nobody is shown it, and groups are mixed as if nothing was known.
UNTOLD_NAMES = {OTHER: Text("something else"), UNSAID: Text("rather not say")}
IN_GROUPS, LEADS = "in groups", "leads"  # where somebody is during a round who may lead
PLACES = (IN_GROUPS, LEADS)
SECTORS = tuple(SECTOR_NAMES)  # as they are stored
# Endings of English and Spanish words, after at least three letters: a caption, captions, captioning.
_ENDING = re.compile(
    r"(?<=\w{3})(?:ations?|ators?|at(?:es?|ed|ing)|ings?|ers?|ed|es?|s|acion(?:es)?|ad[ao]s?|ando|[ao]s?)$"
)
_SAY_NOTHING = frozenset(
    {"a", "an", "the", "of", "in", "into", "for", "with", "to", "from", "some", "help"}
    | {"un", "una", "de", "del", "en", "con", "el", "la", "los", "las", "para", "ayuda"}
)
# What people write around a kind of help and do not mean by it.
_COURTESY = frozenset(
    {"please", "thanks", "thank", "you", "i", "need", "kindly"}
    | {"por", "favor", "gracias", "muchas", "yo", "necesito"}
)
_MARKUP = re.compile(r"<[^<>]*>|@(?:here|channel|everyone)\b")  # Slack's, and what it is shown as
HELP_LENGTH, MOST_HELP = 40, 5  # characters of one kind of help, and how many kinds
HOME_ZONE = "Europe/London"  # for a person whose time zone Slack does not tell


class Perspective(StrEnum):
    """From where a person knows the service."""

    LIVED = "lived"
    FRONT_LINE = "front"
    GOVERNING = "governing"


class Rhythm(StrEnum):
    """How often a person is asked about what they promised."""

    LIGHT = "light"
    STANDARD = "standard"
    NONE = "none"


PERSPECTIVE_NAMES = {
    Perspective.LIVED: Text("lived experience"),
    Perspective.FRONT_LINE: Text("front line"),
    Perspective.GOVERNING: Text("governing body"),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting now, as Slack vouches for them. `zone` is an IANA name, None when Slack was not asked.

    `locale` is the language and region in which Slack speaks to them, such as "es-ES". `here` is the channel
    in which Slack saw them act, None where that was in none.
    """

    id: str
    is_admin: bool = False
    zone: str | None = None
    locale: str | None = None
    here: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """What is remembered of a person: no name, which stays Slack's to tell."""

    id: str
    zone: str = HOME_ZONE
    sector: str | None = None
    perspective: Perspective | None = None
    is_facilitator: bool = False
    wants_reminders: bool = True
    conversation: str | None = None  # the direct conversation with the bot, once opened
    needs: tuple[str, ...] = ()  # what makes taking part possible, in their own words: captions, Polish
    offers: tuple[str, ...] = ()  # with what they can help others
    language: str | None = None  # in which we speak to them, once they have chosen
    takes_part: bool = False  # sits in groups also where they lead
    wants_few: bool = False  # of the reminders that they want
    back_on: date | None = None  # until then they are away, and are asked nothing
    ask_at: int | None = None  # the hour at which they chose to be asked
    is_observer: bool = False  # sees a session, and has no ballot and no seat in it
    notice: str | None = None  # the version of the notice that they were shown when they arrived
    noticed_on: date | None = None
    decides_on: int | None = None  # the weekday that they chose to be asked for their bodies, 0 for Monday

    @property
    def has_profile(self) -> bool:
        """Whether sector and perspective were asked, which is done once; who rather not said has answered."""
        return self.sector is not None

    @property
    def known_sector(self) -> str | None:
        """The sector, where they told one."""
        return None if self.sector in UNTOLD_NAMES else self.sector

    @property
    def rhythm(self) -> Rhythm:
        """How often they are asked; "stop" is none, and keeps what they chose before."""
        if not self.wants_reminders:
            return Rhythm.NONE
        return self.often

    @property
    def often(self) -> Rhythm:
        """The same without "stop": what is planned then is as they chose when they start again."""
        return Rhythm.LIGHT if self.wants_few else Rhythm.STANDARD


@dataclass(frozen=True, slots=True)
class InSession:
    """What somebody is in a session: whether they are on the list of those who lead, sit in groups also where
    they lead, only look on, or have planned it.
    """

    person: str
    is_facilitator: bool = False
    takes_part: bool = False
    is_observer: bool = False
    has_planned: bool = False


class People(Protocol):
    """What storage keeps of this noun: the people of a workspace."""

    def get(self, person: str) -> Person | None: ...
    def some(self, people: Collection[str]) -> dict[str, Person]:
        """Those of these people of whom something is remembered, by id, in one look."""

    def in_session(self, session: str, people: Collection[str]) -> dict[str, InSession]:
        """What each of these is in this session, in one look; nothing of whom nothing is remembered."""

    def put(self, person: Person, *only: str) -> None:
        """Remember somebody; with `only`, these fields, and of the others what anybody else has put."""

    def all(self) -> list[Person]: ...
    def settle(self, people: Collection[str]) -> None:
        """Store these anew, so that nothing tells any more in which order they came."""


def help_named(text: str | None, field: str) -> tuple[str, ...]:
    """A few kinds of help, apart by commas or lines, in the words as they were typed, each once.

    The "please" in "captions, please" is none.
    """
    listed = (optional(each, most=HELP_LENGTH, field=field) for each in re.split(r"[,;\n]", text or ""))
    found = tuple({each.casefold(): each for each in listed if each and not _is_courtesy(each)}.values())
    if len(found) > MOST_HELP:
        raise Refusal("Please name {most} at most, the most important ones.", field, most=MOST_HELP)
    return found


def alike(named: Iterable[str]) -> dict[str, str]:
    """For each of these kinds of help the one wording of all that mean the same, the shortest: "captioning"
    and "Captions, please" are one kind, and people say it in different words. No other word may differ: "live
    captions" are not promised by who offers captions.
    """
    wordings: dict[tuple[str, ...], str] = {}
    kinds = {each: _stems(each) for each in named}
    for each in sorted(kinds, key=lambda words: (len(words), words)):
        wordings.setdefault(kinds[each], each)
    return {each: wordings[kind] for each, kind in kinds.items()}


def _stems(words: str) -> tuple[str, ...]:
    """What is left of words without markup, accents, endings and what says nothing."""
    said = [word for word in _plain_words(words) if word not in _SAY_NOTHING | _COURTESY]
    return tuple(_ENDING.sub("", word) for word in said) or (words,)


def _is_courtesy(words: str) -> bool:
    """Whether nothing is named by it. A picture of an ear, which has no letters, may name something."""
    said = _plain_words(words)
    return _COURTESY.issuperset(said) if said else not _MARKUP.sub("", words).strip()


def _plain_words(words: str) -> list[str]:
    apart = unicodedata.normalize("NFKD", _MARKUP.sub(" ", words).casefold())
    return re.findall(r"\w+", "".join(sign for sign in apart if not unicodedata.combining(sign)))


def known_zone(name: str | None) -> str:
    """The IANA zone `name`, or the programme's home zone when it is missing or unknown here."""
    try:
        return ZoneInfo(name).key if name else HOME_ZONE
    except (ZoneInfoNotFoundError, ValueError):
        return HOME_ZONE


def zone_of(person: Person) -> ZoneInfo:
    """The person's time zone, ready for arithmetic."""
    return ZoneInfo(person.zone)


def hour_of(person: Person) -> time:
    """The hour at which they are asked: ten, unless they chose another."""
    return ASK_AT if person.ask_at is None else time(person.ask_at)


def asked_on(day: date, person: Person) -> datetime:
    """When they are asked on that day: at their hour, where they live."""
    return instant(day, zone_of(person), hour_of(person))


def sector_named(text: str) -> str:
    """The sector of that name, or what was told instead of one, or a Refusal."""
    if text not in SECTORS and text not in UNTOLD_NAMES:
        raise Refusal("Please choose who you are here as.", "sector")
    return text


def perspective_named(text: str) -> Perspective | None:
    """The perspective of that name, None for who rather not says, or a Refusal."""
    if text in {UNSAID, OBSERVER}:
        return None
    try:
        return Perspective(text)
    except ValueError:
        raise Refusal("Please choose from where you know the service.", "perspective") from None


def language_named(code: str | None) -> str | None:
    """The language of that code, None when none was chosen, or a Refusal."""
    if code and code not in LANGUAGES:
        raise Refusal("Please choose a language from the list.", "language")
    return code or None


def takes_part_named(text: str | None, before: bool) -> bool:
    """Whether who leads sits in groups; what they said before when they were not asked, or a Refusal."""
    if text not in (None, "", *PLACES):
        raise Refusal("Please choose whether you sit in a group.", "takes_part")
    return text == IN_GROUPS if text else before
