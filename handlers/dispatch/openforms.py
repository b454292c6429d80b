"""What stands in the forms that are open: of two drawings of one, the older never takes the newer's place.

Slack may hold a drawing back, and whoever waits for it goes on in the form meanwhile. So a drawing counts as
old as the answer that it shows. And Slack is told in place of which other one it belongs, because processes
that share the work do not know of each other's.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from math import inf
from time import monotonic

from slack_sdk.errors import SlackApiError

from handlers.blocks.kit import View
from handlers.slack.slack_errors import error_of

KEPT = 30 * 60.0  # seconds for which it is known what a form shows: longer than a drawing may be late
_ANOTHER = "hash_conflict"  # something else stands there than what the drawing was to replace

# A form, what it is to show, and in place of what; gives what Slack calls that drawing.
Update = Callable[[str, View, str], Awaitable[str]]


@dataclass(slots=True)
class _Shown:
    """The newest drawing of one form: when it was made, and what Slack calls it where it has said so."""

    made_at: float = -inf
    name: str = ""
    known_at: float = -inf


class OpenForms:
    """The newest drawing of each form, as far as this process has made it."""

    def __init__(self, update: Update) -> None:
        self._update = update
        self._of: dict[str, _Shown] = {}

    def answered(self, form: str, made_at: float) -> None:
        """What was made then is shown with an acknowledgement; Slack does not say what it calls that."""
        shown = self._last(form)
        if made_at >= shown.made_at:
            shown.made_at, shown.name = made_at, ""

    async def show(
        self, form: str, view: View, made_at: float, over: str = "", *, is_late: bool = False
    ) -> bool:
        """Show `view` in a form that is open; False where something newer stands there.

        `over`: what Slack calls the drawing in which was pressed. Where another one stands there by now, two
        presses came at once, and the newer is shown all the same. But what `is_late` replaces no unknown one.
        """
        shown, tried = self._last(form), {""} if is_late else set[str]()
        name: str | None = over or shown.name
        while name is not None and made_at >= shown.made_at:
            shown.made_at = made_at
            try:
                called = await self._update(form, view, name)
            except SlackApiError as fault:
                if error_of(fault) != _ANOTHER:
                    raise
            else:
                shown.name = called if made_at == shown.made_at else shown.name
                return True
            tried.add(name)
            name = next((each for each in (shown.name, "") if each not in tried), None)
        return False

    def _last(self, form: str) -> _Shown:
        """Of this form, which is the last of which anything is forgotten."""
        now = monotonic()
        shown = self._of[form] = self._of.pop(form, _Shown())
        shown.known_at = now
        while (first := next(iter(self._of))) and self._of[first].known_at < now - KEPT:
            del self._of[first]
        return shown
