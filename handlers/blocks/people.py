"""Who a person is to the programme, and what helps them to take part."""

from collections.abc import Iterable

from coproduction.people import HELP_LENGTH, MOST_HELP, SECTORS, Perspective
from handlers import ids
from handlers.blocks.kit import Block, View, choice, modal, text_input

_PERSPECTIVES = {
    Perspective.LIVED: "I have lived it myself or in my family",
    Perspective.FRONT_LINE: "I work with people who use it",
    Perspective.GOVERNING: "I help to decide how it is run",
}


def profile_form(
    sector: str = "", perspective: str = "", needs: Iterable[str] = (), offers: Iterable[str] = ()
) -> View:
    """Who the person is to the programme, and what helps them to take part, to change."""
    only = "I use this only to seat you in small groups, and show nobody that it is yours."
    most = (HELP_LENGTH + 2) * MOST_HELP
    helping = [
        text_input(
            "needs",
            "What would help you to take part?",
            most=most,
            optional=True,
            initial=", ".join(needs),
            hint=f"For example: captions, Polish. {only}",
        ),
        text_input(
            "offers",
            "With what can you help others?",
            most=most,
            optional=True,
            initial=", ".join(offers),
            hint="For example: captions, Polish. I look for the same words.",
        ),
    ]
    return modal("About you", ids.PROFILE_FORM, "Save", "", [*profile_fields(sector, perspective), *helping])


def profile_fields(sector: str = "", perspective: str = "") -> list[Block]:
    """Asked once: it mixes the breakout groups, and the report counts by it."""
    return [
        choice(
            "sector",
            "Which sector do you come from?",
            {name: name[:1].upper() + name[1:] for name in SECTORS},
            initial=sector,
            hint="I use this to mix the small groups, and count it in the report. "
            "The people in your group see it. I ask only once.",
        ),
        choice(
            "perspective",
            "How do you know the service?",
            {perspective.value: words for perspective, words in _PERSPECTIVES.items()},
            initial=perspective,
            hint="So that nobody sits alone among others. Facilitators see it when they look at the groups.",
        ),
    ]
