"""Signs that Slack reads as markup stay signs in what people wrote, wherever it is shown."""

from __future__ import annotations

from datetime import UTC, datetime

from coproduction.sessions import Session, SessionState
from handlers.blocks.partings import ended_by_itself
from handlers.blocks.sessions import left_open
from rehearsal.texts import markup_texts
from tests.judges.words import of
from tests.speaking import SAY
from tests.words.test_abroad import everything

MARKED = "*Qq* _Qq_ ~Qq~ `Qq` "
BOLD = {"preview_form"}  # there a group's name is a heading, and bold


def test_what_people_wrote_is_nowhere_markup() -> None:
    drawn = everything(SAY, of(MARKED, full=False))
    read = {each.name for each in drawn if any("Qq" in text for text in markup_texts(each.whole))}
    assert read - BOLD == set()


def test_a_title_is_shown_as_it_was_typed_to_who_should_end_its_session() -> None:
    session = Session("s", "C1", "Who can *host*?", SessionState.LIVE, "U1", datetime(2027, 3, 3, tzinfo=UTC))
    for blocks in (left_open(SAY, session), list(ended_by_itself(SAY, session, {}).blocks)):
        assert "“Who can *host*?”" in blocks[0]["text"]["text"]
        assert [text for text in markup_texts(blocks) if "host" in text] == []
