"""Who a person is to the programme, what helps them to take part, and their language."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from coproduction.people import (
    HELP_LENGTH,
    IN_GROUPS,
    LEADS,
    MOST_HELP,
    OBSERVER,
    SECTOR_NAMES,
    UNSAID,
    UNTOLD_NAMES,
    Person,
    Perspective,
)
from coproduction.words import LANGUAGES, Language, Text
from handlers import ids
from handlers.blocks.fields import choice, text_input
from handlers.blocks.kit import Block, View, modal
from handlers.voice import Voice

_PERSPECTIVES = {
    Perspective.LIVED: Text("I have lived it myself or in my family"),
    Perspective.FRONT_LINE: Text("I work with people who use it"),
    Perspective.GOVERNING: Text("I help to decide how it is run"),
}
_USES = Text(
    "The people in your group will see it. I use it to mix the groups, and count it in the report. "
    "I ask only once."
)
_ALONE = Text(
    "So that you are not the only one like you in a group. The person who leads can see your answer. "
    "The report counts it together with at least four others."
)
_MOST = (HELP_LENGTH + 2) * MOST_HELP


def profile_form(
    say: Voice,
    person: Person,
    *,
    may_lead: bool = False,
    names: Mapping[str, str] = MappingProxyType({}),
) -> View:
    """Who the person is to the programme, what helps them to take part, and their language, to change.

    Who may lead is also asked whether they sit in the groups of a session that they lead.
    """
    untold = UNSAID if person.has_profile else ""
    perspective = OBSERVER if person.is_observer else person.perspective or untold
    known = profile_fields(
        say, person.sector or "", perspective, names=names, optional=not person.has_profile
    )
    about = say("In which language should I speak to you?")
    blocks = [*known, *_help_fields(say, person), language_field(say, about, say.language)]
    if may_lead:
        blocks.append(_place_field(say, person))
    return modal(say, say("About you"), ids.PROFILE_FORM, say("Save"), "", blocks)


def _place_field(say: Voice, person: Person) -> Block:
    places = {LEADS: say("I lead, and sit in no group"), IN_GROUPS: say("I take part, and sit in a group")}
    hint = say("This stays until you change it. For one round, the form of the groups can say otherwise.")
    initial = IN_GROUPS if person.takes_part else LEADS
    return choice(
        say, "takes_part", say("Where are you in small groups?"), places, initial=initial, hint=hint
    )


def _help_fields(say: Voice, person: Person) -> list[Block]:
    same = say(
        "For example: captions, Polish. I look for the same words: “Captions, please” fits “captions”, and "
        "“live captions” does not."
    )
    offers, given = say("With what can you help others?"), ", ".join(person.offers)
    return [
        needs_field(say, person.needs),
        text_input("offers", offers, most=_MOST, optional=True, initial=given, hint=same),
    ]


def needs_field(say: Voice, known: Iterable[str] = ()) -> Block:
    """What somebody needs to take part: asked for at the first check-in, and to change in the profile."""
    only = say(
        "For example: captions, Polish. "
        "I use this only to seat you in small groups, and show nobody that it is yours. "
        "If nobody here can help, I tell you alone. What two or more people need, whoever leads can see."
    )
    label = say("What would help you to take part?")
    return text_input("needs", label, most=_MOST, optional=True, initial=", ".join(known), hint=only)


def language_field(say: Voice, label: str, now: Language) -> Block:
    """The languages by their own names; the one that is spoken `now` is chosen."""
    names = {code: language.name for code, language in LANGUAGES.items()}
    return choice(say, "language", label, names, initial=now.code)


def profile_fields(
    say: Voice,
    sector: str = "",
    perspective: str = "",
    *,
    names: Mapping[str, str] = MappingProxyType({}),
    optional: bool = False,
) -> list[Block]:
    """Asked once: it mixes the breakout groups, and the report counts by it.

    `names`: what perspectives are called here. `optional`: who leaves it out would rather not say.
    """
    sectors = {code: capital(say(name)) for code, name in (SECTOR_NAMES | UNTOLD_NAMES).items()}
    known = {each.value: names.get(each, "") or say(words) for each, words in _PERSPECTIVES.items()}
    known[OBSERVER] = say("I only look on: I study or review this")
    known[UNSAID] = capital(say(UNTOLD_NAMES[UNSAID]))
    service = say("How do you know the service?")
    return [
        choice(
            say,
            "sector",
            say("Who are you here as?"),
            sectors,
            initial=sector,
            hint=say(_USES),
            optional=optional,
        ),
        choice(say, "perspective", service, known, initial=perspective, hint=say(_ALONE), optional=optional),
    ]


def capital(words: str) -> str:
    """The same as the beginning of a line."""
    return words[:1].upper() + words[1:]
