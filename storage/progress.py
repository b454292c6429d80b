"""What became of ideas, step by step."""

from datetime import datetime

from sqlalchemy import Column, Date, Index, UniqueConstraint, select

from coproduction.progress import Move, State, Step
from storage.columns import belongs_to, integers, maybes, moment, noun, texts, who, words
from storage.ideas import idea
from storage.phrases import add, change, find, given, value
from storage.register import Register
from storage.repository import Repository, values_of
from storage.statements import within

idea_step = noun(
    "idea_step",
    Register(
        whose="whoever did the step, and whoever has the idea in hand",
        why="so that everybody can see what became of an idea, and why",
        kept="as long as the programme",
        export="one's own steps",
        erasure="the person is forgotten, the step stays",
    ),
    *texts("idea"),
    *integers("number"),
    *words("step", Step),
    *words("state", State),
    moment("at"),
    *who(*maybes("by", "owner")),
    *maybes("words", "body", "how", "source", "asked_in"),
    Column("until", Date),
    moment("wake_at", nullable=True),
    *integers("reminded"),
    belongs_to("idea", "idea"),
    belongs_to("body", "body"),
    UniqueConstraint("workspace", "idea", "number"),
    Index("ix_idea_step_workspace_body_idea_number", "workspace", "body", "idea", "number"),
    Index("ix_idea_step_workspace_owner_idea_number", "workspace", "owner", "idea", "number"),
    Index("ix_idea_step_workspace_wake_at", "workspace", "wake_at"),
)

_step = idea_step.c
_in_order = [_step.idea, _step.number]

_ADD = add(idea_step)
_CHANGE = change(idea_step)
_GET = find(Move, idea_step, given(_step.id))
_OF = find(Move, idea_step, given(_step.idea), order=[_step.number])
_OF_CHANNEL = find(
    Move,
    idea_step,
    _step.idea.in_(within(select(idea.c.id).where(given(idea.c.channel)))),
    order=_in_order,
)
_OF_BODY = find(Move, idea_step, given(_step.body), order=_in_order)
_NAMING = find(Move, idea_step, given(_step.owner), order=_in_order)
_DUE = find(Move, idea_step, _step.wake_at <= value(_step.wake_at, "now"), order=_in_order)


class ProgressStore(Repository):
    """`coproduction.progress.ProgressStore`."""

    def add(self, move: Move) -> None:
        self._touch(_ADD, **values_of(move))

    def put(self, move: Move) -> None:
        self._change(_CHANGE, move)

    def get(self, move: str) -> Move | None:
        return self._one(_GET, id=move)

    def of(self, idea: str) -> list[Move]:
        return self._all(_OF, idea=idea)

    def of_channel(self, channel: str) -> list[Move]:
        return self._all(_OF_CHANNEL, channel=channel)

    def of_body(self, body: str) -> list[Move]:
        return self._all(_OF_BODY, body=body)

    def naming(self, owner: str) -> list[Move]:
        return self._all(_NAMING, owner=owner)

    def due(self, now: datetime) -> list[Move]:
        return self._all(_DUE, now=now)
