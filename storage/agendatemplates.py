"""A programme's own agendas to begin with."""

from sqlalchemy import Index, UniqueConstraint

from coproduction.agendatemplates import AgendaTemplate
from storage.agendas import agenda_column
from storage.columns import integers, maybes, noun, texts, who
from storage.phrases import add, find, given, remove
from storage.register import Register
from storage.repository import Repository, values_of

agenda_template = noun(
    "agenda_template",
    Register(
        whose="who made it",
        why="agendas that a programme uses again and again",
        kept="until it is deleted, else as long as the programme",
        export="those that one made",
        erasure="stays; who made it is forgotten",
    ),
    *texts("channel", "name"),  # a channel may plan its first session before it has a programme
    agenda_column(),
    *integers("minutes"),
    *who(*maybes("made_by")),
    UniqueConstraint("workspace", "channel", "name"),
    Index("ix_agenda_template_workspace_made_by", "workspace", "made_by"),
)

_template = agenda_template.c

_ADD = add(agenda_template)
_GET = find(AgendaTemplate, agenda_template, given(_template.id))
_OF = find(AgendaTemplate, agenda_template, given(_template.channel), order=[_template.name])
_DELETE = remove(agenda_template, given(_template.id))


class AgendaTemplates(Repository):
    """`coproduction.agendatemplates.AgendaTemplates`."""

    def add(self, template: AgendaTemplate) -> None:
        self._touch(_ADD, **values_of(template))

    def get(self, template: str) -> AgendaTemplate | None:
        return self._one(_GET, id=template)

    def of(self, channel: str) -> list[AgendaTemplate]:
        return self._all(_OF, channel=channel)

    def delete(self, template: str) -> bool:
        return self._touch(_DELETE, id=template) == 1
