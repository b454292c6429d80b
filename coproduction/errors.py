"""What the method says when it says no."""


class Refusal(Exception):  # noqa: N818 (a refusal is an answer, not an error)
    """A no that a person can read: its text is shown as it is, and says what to do next.

    `field` names the input it is about (a key of the form, such as ``"by"``), so that a form can show
    the words under that input; None when it is about the whole act.
    """

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.field = field


class NotNow(Refusal):
    """A no to the moment and not to the act: the same act may well succeed a little later."""


class Busy(NotNow):
    """Too much is waiting to be stored; nothing of this act was kept."""

    def __init__(self) -> None:
        super().__init__("I am very busy this second, and this was not saved. Please press again.")


class Taken(Exception):  # noqa: N818 (a fact about the stored rows, for a service to turn into words)
    """A unique key was already there. `name` is the broken constraint or index, as the database calls it."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
