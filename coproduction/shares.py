"""A share of people or things: always shown with its denominator."""

from collections.abc import Iterable
from dataclasses import dataclass

from coproduction.words import Text

ROUNDED = Text("Each share is rounded, so together they may not make 100 %.")


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded half up to whole percent; None of nobody."""
        return (200 * self.part + self.whole) // (2 * self.whole) if self.whole else None


def told(share: Share) -> Text:
    """A share as people say it: "85 % (34 of 40)". There must be somebody of whom it is a share."""
    return Text(
        "{percent} % ({part} of {whole})",
        percent=share.percent or 0,
        part=share.part,
        whole=share.whole,
    )


def adds_up(shares: Iterable[Share]) -> bool:
    """Whether the percentages of a whole, as they are shown, make 100; those of nobody are not shown."""
    shown = [share.percent for share in shares if share.percent is not None]
    return not shown or sum(shown) == 100
