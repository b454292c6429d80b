"""What the method says when it says no."""

from collections.abc import Mapping
from typing import Self

from coproduction.words import Text, Value


class Refusal(Exception):  # noqa: N818 (a refusal is an answer, not an error)
    """A no that a person can read: `words` says what to do next.

    `field` names the input it is about (a key of the form, such as ``"by"``), so that a form can show
    the words under that input; None when it is about the whole act.
    """

    def __init__(self, words: str | Text, field: str | None = None, **values: Value) -> None:
        self.words = words if isinstance(words, Text) else Text(words, **values)
        self.field = field
        self.about: Value = ""  # the question of the poll that it is about, where its words do not name it
        self.started_by = ""  # who has started what it is about; their name is said where it is read
        super().__init__(str(self.words))

    def begun_by(self, person: str) -> Self:
        """The same no, with who was quicker and has started what it is about."""
        self.started_by = person
        return self

    @property
    def fields(self) -> Mapping[str, Text]:
        """What is said about which input; "" where it is about none."""
        return {self.field or "": self.words}


class Unasked(Refusal):
    """A no to a question that misses something: where it was typed, an example says how it is written."""


class Refusals(Refusal):
    """A no to several inputs of one form at once: field to words, at least one."""

    def __init__(self, fields: Mapping[str, Text]) -> None:
        (field, words), *_ = fields.items()
        super().__init__(words, field)
        self._fields = fields

    @property
    def fields(self) -> Mapping[str, Text]:
        """What is said about which input."""
        return self._fields


class Over(Refusal):
    """A no for good: what was to be done has been done, or cannot be any more. A form that was sent for it,
    or in which it was pressed, says so and nothing else: what else it promised is not true any more.
    """


class NotNow(Refusal):
    """A no to the moment and not to the act: the same act may well succeed a little later."""


class Busy(NotNow):
    """Too much is waiting to be stored; nothing of this act was kept."""

    WORDS = Text("I am very busy this second, and this was not saved. Please press again.")

    def __init__(self) -> None:
        super().__init__(self.WORDS)


class Taken(Exception):  # noqa: N818 (a fact about the stored rows, for a service to turn into words)
    """A unique key was already there. `name` is the broken constraint or index, as the database calls it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
