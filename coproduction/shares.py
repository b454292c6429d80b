"""A share of people or things: always shown with its denominator."""

from dataclasses import dataclass

from coproduction.words import Text


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
