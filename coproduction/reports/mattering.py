"""What matters to people, as a chapter of the report."""

from collections.abc import Iterable

from coproduction.breakouts.sayings import MOST_IN_REPORT, more
from coproduction.documents import Chapter
from coproduction.ideas import so_many_that_matter
from coproduction.reports.figures import Mattering
from coproduction.words import Text


def that_matters(mattering: Mattering) -> Iterable[Chapter]:
    """What matters to people, and in their own words what no idea answers so far."""
    if not mattering.number:
        return []
    said = Text(
        "{matters} to people. Without an idea so far: {open}.",
        matters=so_many_that_matter(mattering.number),
        open=len(mattering.open),
    )
    shown = mattering.open[:MOST_IN_REPORT]
    left = [more(len(mattering.open) - len(shown))] if len(shown) < len(mattering.open) else []
    return [Chapter(Text("What matters to people"), (said, *shown, *left))]
