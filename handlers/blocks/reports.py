"""How a report is drawn: as the document that it is; first for who asked for it."""

from collections.abc import Mapping, Sequence

from coproduction.reports import REPORT, Report
from coproduction.reports.document import document
from coproduction.service.places import Where
from coproduction.service.reports import Posted
from coproduction.words import Text
from handlers import ids
from handlers.blocks import documents
from handlers.blocks.fitting import fitting
from handlers.blocks.kit import Block, Drawing, MessageDrawing, View, actions, button, context, modal, section
from handlers.blocks.places import asks_where
from handlers.blocks.text import moment
from handlers.voice import Voice

_SAME = Text(
    "I have not posted it, because nothing has changed since the last report. That one is in {channel}, "
    "with the same figures ({when})."
)

_THERE = Text("This report is in the channel already. For new figures, type: {/report}")
_JUST_POSTED = Text(
    "{person} has just posted the report, so I did not post yours. For new figures, type: {/report}"
)


def preview(say: Voice, report: Report) -> Drawing:
    """A report for who asked for it, with the button that shows it to the channel."""
    shown = documents.card(say, document(report), {})
    ending: list[Block] = [
        context(say("Only you see this. The channel gets these figures when you post them.")),
        actions(button(say("Post to the channel"), ids.POST_REPORT, report.id, style="primary")),
    ]
    return Drawing.of(say, fitting([*shown.blocks, *ending], keep=len(ending)))


def there_already(say: Voice, posted: Posted, names: Mapping[str, str]) -> Drawing:
    """That it was posted before; that nothing has changed since another one was, and where that is; or who
    has just posted another one.
    """
    if posted.by:
        return Drawing.of_words(say, say(_JUST_POSTED, person=names[posted.by]))
    if posted.since is None:
        return Drawing.of_words(say, say(_THERE))
    words = say(_SAME, channel=f"<#{posted.channel}>", when=moment(say, posted.since))
    return Drawing.of(say, [section(words)])


def form(say: Voice, private: str, programmes: Sequence[Where]) -> View:
    """Of which programme? For who asks where none lives, and may mean several."""
    label = say("Which programme is it about?")
    return modal(
        say, say("Report"), ids.REPORT_FORM, say("Show it to me"), private, asks_where(say, programmes, label)
    )


DRAWINGS = (MessageDrawing(REPORT, documents.card),)
