"""Polls as somebody composes them: every form that this takes, filled with anybody's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from coproduction.drafts import MOST_QUESTIONS, Composed, Question, Template
from coproduction.levels import Level
from coproduction.polls import SCALE, Invited
from coproduction.service import pollforms
from coproduction.service.drafts import Composing, Preview, form_of
from coproduction.words import Text
from handlers.blocks.drafts import composer as drafts
from handlers.blocks.drafts import preview as previews
from handlers.blocks.drafts.question import KINDS
from handlers.blocks.kit import View
from handlers.voice import Voice

CHANNEL = "C0PARENT0"
SINCE = datetime(2026, 11, 28, 12, tzinfo=UTC)


def composers(say: Voice, question: str, options: str = "One\nTwo") -> Iterator[View]:
    """The form of a new poll: empty, with each kind of question, each level, and as full as it can be."""
    name = question[:60] or "x"
    templates = (Template("t", CHANNEL, name, "{}", "U1"),)
    yield drafts.composer(say, Composing(Composed(), templates, "s"), CHANNEL)
    yield drafts.composer(say, Composing(Composed(), (), None), CHANNEL, previews.ONLY_A_PREVIEW)
    for kind in KINDS:
        one = Question("1", kind, question, options, question, question, "3")
        for level in Level:
            told = Composed(
                (one,), level=level.value, invited=Invited.CHECKED_IN.value, minutes="7", template="t"
            )
            yield drafts.composer(say, Composing(told, templates, "s", SINCE), CHANNEL)
    many = tuple(Question(str(n), SCALE, question, options) for n in range(MOST_QUESTIONS))
    yield drafts.composer(say, Composing(Composed(many, title=question), (), None), CHANNEL)
    yield drafts.name_form(say, CHANNEL, "seen")


def previewed(say: Voice, question: str, options: str = "One\nTwo") -> Iterator[View]:
    """What is shown before it is asked: one question of each level, and several."""
    one = Question("1", words=question, options="\n".join(options.splitlines()[:4]))  # what can be anonymous
    several = (one, Question("2", SCALE, question, is_optional=True))
    for level in Level:
        yield _preview(say, Composed((one,), level=level.value, minutes="10"), "s")
        yield _preview(say, Composed((one,), level=level.value), None)
    yield _preview(say, Composed(several, title=question[:100]), "s")
    with_note = replace(Composed((one,)), invited=Invited.LIVED.value, closes_when_all=True)
    yield _preview(say, with_note, "s", previews.ONLY_A_PREVIEW)


def _preview(say: Voice, composed: Composed, session: str | None, note: Text | None = None) -> View:
    form = form_of(composed, "", is_live=session is not None)
    polls = pollforms.asked_in(CHANNEL, session, form, SINCE, iter("abcdefghij").__next__)
    return previews.preview(say, Preview(tuple(polls), form.minutes, "seen"), CHANNEL, note)
