"""Polls that somebody composes and has not asked yet, and a programme's own templates of polls."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint

from coproduction.drafts import Draft, Template
from storage.columns import fact, in_programme, key, maybes, moment, noun, texts, who
from storage.phrases import add, find, given, keep, remove, value
from storage.register import Register
from storage.repository import Repository, values_of

poll_draft = fact(
    "poll_draft",
    Register(
        whose="who composes the poll",
        why="so that nothing typed is lost before it is asked",
        kept="until it is asked or thrown away, else 30 days after the last change",
        export="whole, for who composes it",
        erasure="deleted",
    ),
    *who(key("person")),
    key("channel"),
    *texts("content"),
    moment("changed_at"),
    in_programme(),
    Index("ix_poll_draft_workspace_changed_at", "workspace", "changed_at"),
)

poll_template = noun(
    "poll_template",
    Register(
        whose="who made it",
        why="questions that a programme asks again and again",
        kept="until it is deleted, else as long as the programme",
        export="those that one made",
        erasure="stays; who made it is forgotten",
    ),
    *texts("channel", "name", "content"),
    *who(*maybes("made_by")),
    in_programme(),
    UniqueConstraint("workspace", "channel", "name"),
    Index("ix_poll_template_workspace_made_by", "workspace", "made_by"),
)

_draft, _template = poll_draft.c, poll_template.c
_of_person = given(_draft.person), given(_draft.channel)

_KEEP = keep(poll_draft)
_GET = find(Draft, poll_draft, *_of_person)
_DROP = remove(poll_draft, *_of_person, given(_draft.content))
_OLD = find(
    Draft,
    poll_draft,
    _draft.changed_at <= value(_draft.changed_at),
    order=[_draft.changed_at, _draft.person, _draft.channel],
)
_SAVE = add(poll_template)
_TEMPLATE = find(Template, poll_template, given(_template.id))
_TEMPLATES = find(Template, poll_template, given(_template.channel), order=[_template.name])
_DELETE = remove(poll_template, given(_template.id))


class Drafts(Repository):
    """`coproduction.drafts.Drafts`."""

    def keep(self, draft: Draft) -> None:
        self._touch(_KEEP, **values_of(draft))

    def get(self, person: str, channel: str) -> Draft | None:
        return self._one(_GET, person=person, channel=channel)

    def drop(self, draft: Draft) -> bool:
        return self._touch(_DROP, **values_of(draft)) == 1

    def old(self, before: datetime) -> list[Draft]:
        return self._all(_OLD, changed_at=before)

    def save(self, template: Template) -> None:
        self._touch(_SAVE, **values_of(template))

    def template(self, template: str) -> Template | None:
        return self._one(_TEMPLATE, id=template)

    def templates(self, channel: str) -> list[Template]:
        return self._all(_TEMPLATES, channel=channel)

    def delete(self, template: str) -> bool:
        return self._touch(_DELETE, id=template) == 1
