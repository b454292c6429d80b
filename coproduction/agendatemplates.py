"""What an agenda begins with: ours, each with ten minutes free, and those that a programme has saved."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from coproduction import steps
from coproduction.agendas import Agenda, laid_out
from coproduction.errors import Refusal
from coproduction.looks import alike
from coproduction.texts import required
from coproduction.words import LANGUAGES, Text

NAME_LENGTH = 60
MOST_TEMPLATES = 50  # of one programme: a menu of Slack's takes a hundred with ours
USUAL_LENGTH, SHORT_LENGTH = 110, 60  # minutes
_TAKEN = Text("There is an agenda of this name already. Please choose another name.")


@dataclass(frozen=True, slots=True)
class OurTemplate:
    """An agenda of ours; `minutes` is how long such a session is."""

    title: Text
    agenda: Agenda
    minutes: int = USUAL_LENGTH


@dataclass(frozen=True, slots=True)
class AgendaTemplate:
    """An agenda of a programme's own. `made_by` is None when that person is forgotten."""

    id: str
    channel: str
    name: str
    agenda: Agenda
    minutes: int
    made_by: str | None


class AgendaTemplates(Protocol):
    """What storage keeps of this noun."""

    def add(self, template: AgendaTemplate) -> None:
        """Raises Taken when the channel has one of this name."""

    def get(self, template: str) -> AgendaTemplate | None: ...
    def of(self, channel: str) -> list[AgendaTemplate]:
        """Those of a channel, by name."""

    def delete(self, template: str) -> bool:
        """Delete one; False when it is gone."""


FIRST: Final = "first"
FOLLOW_UP: Final = "followup"
SHORT: Final = "short"
BLANK: Final = "blank"

TEMPLATES: Mapping[str, OurTemplate] = {
    FIRST: OurTemplate(
        Text("First session"),
        laid_out(
            {
                steps.CHECK_IN: 10,
                steps.BREAKOUT: 25,
                steps.IDEAS: 20,
                steps.BREAK: 10,
                steps.CARDS: 15,
                steps.TALK: 10,
                steps.CLOSING: 10,
            }
        ),
    ),
    FOLLOW_UP: OurTemplate(
        Text("Follow-up session"),
        laid_out(
            {
                steps.REVIEW: 20,
                steps.CHECK_IN: 10,
                steps.BREAKOUT: 25,
                steps.BREAK: 10,
                steps.IDEAS: 15,
                steps.TALK: 10,
                steps.CLOSING: 10,
            }
        ),
    ),
    SHORT: OurTemplate(
        Text("Short session of one hour"),
        laid_out({steps.CHECK_IN: 5, steps.BREAKOUT: 20, steps.IDEAS: 15, steps.CLOSING: 10}),
        SHORT_LENGTH,
    ),
    BLANK: OurTemplate(Text("Blank"), ()),
}


def name_of(typed: str, others: Sequence[AgendaTemplate]) -> str:
    """The name of a new template, or a Refusal."""
    name = required(typed, most=NAME_LENGTH, field="name", empty=Text("Please give the agenda a name."))
    if len(others) >= MOST_TEMPLATES:
        raise Refusal(
            "There are {most} agendas here already. Please delete one first.", "name", most=MOST_TEMPLATES
        )
    ours = [each.title for each in TEMPLATES.values()]
    if any(alike([name, language.pattern(text)]) for text in ours for language in LANGUAGES.values()):
        raise Refusal("I have an agenda of that name myself. Please choose another name.", "name")
    if any(alike([name, other.name]) for other in others):
        raise taken()
    return name


def taken() -> Refusal:
    """There is one of this name."""
    return Refusal(_TAKEN, "name")
