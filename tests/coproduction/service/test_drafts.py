"""Composing a poll: kept for one person and channel, asked as it was seen, and begun with templates."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from coproduction.drafts import (
    KEPT_FOR,
    MOST_QUESTIONS,
    Composed,
    Question,
    added,
    as_asked,
    began_with,
    filled,
    frozen,
    moved_up,
    removed,
    thawed,
)
from coproduction.levels import Level
from coproduction.polls import DOTS, OPEN_TEXT, SCALE, SEVERAL, Invited
from coproduction.service import drafts, members, templateplaces
from tests.coproduction.town import (
    ADA,
    ANA,
    BO,
    DAY,
    HALL,
    MINUTE,
    NO_LIVE_SESSION,
    NOW,
    ONLY_FACILITATORS,
    PARK,
    Town,
    refusal,
)

ASKED = {"words": "When to meet?", "options": "Morning\n\nEvening\n"}
UNSEEN = (
    "Nothing was asked yet. The draft was changed in another window, or a session has started or ended "
    "since. This is how it is now. Please look at it again."
)
GONE = (
    "This draft is gone: it was asked or thrown away in another window. Nothing was asked now. "
    "To begin again, type /poll."
)


def written(town: Town, channel: str = HALL, **values: str) -> Composed:
    """Ana writes this into the form of the first question."""
    told = {**ASKED, **values}
    return town.do(drafts.keep, NOW, ANA, channel, lambda composed: filled(composed, "1", told)).composed


def test_a_draft_is_kept_for_its_person_and_channel(any_town: Town) -> None:
    any_town.start()
    any_town.start(channel=PARK)
    composed = written(any_town)
    found = any_town.do(drafts.begin, ANA, HALL)
    assert (found.composed, found.kept_since) == (composed, NOW)
    assert found.composed.here == Question("1", words="When to meet?", options=ASKED["options"])
    for actor, channel in ((ANA, PARK), (ADA, HALL)):
        other = any_town.do(drafts.begin, actor, channel)
        assert (other.composed, other.kept_since) == (Composed(), None)


def test_what_nobody_has_touched_is_not_kept(town: Town) -> None:
    town.start()
    before = town.rows()
    town.do(drafts.keep, NOW, ANA, HALL, lambda composed: composed)
    assert town.do(drafts.put_away, NOW, ANA, HALL, lambda it: filled(it, "1", {"kind": DOTS})) is False
    assert town.rows() == before
    assert town.do(drafts.put_away, NOW, ANA, HALL, lambda it: filled(it, "1", ASKED)) is True
    assert town.memory.drafts.get(ANA.id, HALL)


def test_only_facilitators_compose_and_only_in_a_programme(town: Town) -> None:
    assert town.refusal(drafts.begin, ANA, HALL) == (NO_LIVE_SESSION, None)
    town.start()
    no = (ONLY_FACILITATORS.format("open a poll"), None)
    assert town.refusal(drafts.begin, BO, HALL) == no
    assert town.refusal(drafts.keep, NOW, BO, HALL, lambda composed: composed) == no
    assert town.refusal(drafts.preview, NOW, BO, HALL) == no
    assert town.refusal(drafts.ask, NOW, BO, HALL, "x", "form:1") == no
    assert town.refusal(drafts.discard, BO, HALL) == no
    assert town.refusal(drafts.save_template, BO, HALL, "Ours") == no
    written(town)
    saved = town.do(drafts.save_template, ANA, HALL, "Ours")
    assert town.refusal(drafts.delete_template, BO, saved.id) == no


def test_what_was_seen_is_asked_once_and_the_draft_is_gone(any_town: Town) -> None:
    session = any_town.start()
    written(any_town, level="anonymous", minutes="10")
    before = any_town.rows()
    seen = any_town.do(drafts.preview, NOW, ANA, HALL)
    assert any_town.rows() == before

    poll = any_town.do(drafts.ask, NOW + MINUTE, ANA, HALL, seen.seen, "form:1")

    asked = replace(seen.poll, id=poll.id, origin="form:1", asked_by=ANA.id)
    assert replace(asked, closes_at=None, remind_at=None) == replace(poll, closes_at=None, remind_at=None)
    assert (poll.options, poll.level, poll.session) == (("Morning", "Evening"), Level.ANONYMOUS, session.id)
    assert poll.closes_at == NOW + 11 * MINUTE
    assert any_town.memory.drafts.get(ANA.id, HALL) is None
    after = any_town.rows()
    assert any_town.do(drafts.ask, NOW + MINUTE, ANA, HALL, seen.seen, "form:1") == poll
    assert any_town.refusal(drafts.ask, NOW + MINUTE, ANA, HALL, seen.seen, "form:2") == (GONE, None)
    assert any_town.rows() == after


def test_what_was_changed_in_another_window_is_not_asked_unseen(town: Town) -> None:
    town.start()
    written(town)
    seen = town.do(drafts.preview, NOW, ANA, HALL).seen
    written(town, words="When shall we meet?")
    before = town.rows()
    assert town.refusal(drafts.ask, NOW, ANA, HALL, seen, "form:1") == (UNSEEN, None)
    assert town.rows() == before
    written(town)  # as it was seen
    town.do(drafts.ask, NOW, ANA, HALL, seen, "form:1")


def test_a_session_that_ended_meanwhile_is_seen_first(town: Town) -> None:
    town.start()
    written(town)
    seen = town.do(drafts.preview, NOW, ANA, HALL).seen
    town.end()
    assert town.refusal(drafts.ask, NOW, ANA, HALL, seen, "form:1") == (UNSEEN, None)
    again = town.do(drafts.preview, NOW, ANA, HALL)
    assert town.do(drafts.ask, NOW, ANA, HALL, again.seen, "form:1").session is None


def test_a_draft_that_is_refused_is_kept(town: Town) -> None:
    town.start()
    composed = written(town, options="Morning")
    assert town.refusal(drafts.preview, NOW, ANA, HALL)[1] == "options"
    assert town.do(drafts.begin, ANA, HALL).composed == composed


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"words": " \u200b "}, "question"),
        ({"words": "x" * 251}, "question"),
        ({"options": ""}, "options"),
        ({"options": "\n".join(map(str, range(40)))}, "options"),
        ({"options": "Yes\nYеs"}, "options"),
        ({"options": f"Yes\n{'x' * 3_000}"}, "options"),
        ({"options": "A\nB\nC\nD\nE", "level": "anonymous"}, "level"),
        ({"kind": SEVERAL, "most": "many"}, "most"),
        ({"kind": SEVERAL, "most": ""}, "most"),
        ({"kind": DOTS, "dots": "99"}, "most"),
        ({"kind": DOTS, "most": "3"}, "most"),
        ({"kind": SCALE, "lowest": "Not sure"}, "options"),
        ({"kind": SCALE, "words": "¿Cambiará algo con esto?", "level": "named"}, "level"),
        ({"kind": "riddle"}, "kind/0"),
        ({"minutes": "99999999"}, "minutes"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(town: Town, values: dict[str, str], field: str) -> None:
    town.start()
    written(town, **values)
    before = town.rows()
    assert town.refusal(drafts.preview, NOW, ANA, HALL)[1] == field
    assert town.rows() == before


def test_a_draft_goes_thirty_days_after_the_last_change(any_town: Town) -> None:
    any_town.start()
    any_town.end()
    written(any_town)
    assert any_town.passes(NOW + KEPT_FOR - timedelta(microseconds=1)) == ["end of a poll"]
    assert any_town.passes(NOW + 30 * DAY) == ["forgotten draft"]
    assert any_town.memory.drafts.get(ANA.id, HALL) is None


def test_a_template_is_there_for_all_who_facilitate_until_it_is_deleted(any_town: Town) -> None:
    any_town.start()
    composed = written(any_town, level="anonymous")
    saved = any_town.do(drafts.save_template, ANA, HALL, " Where do  we stand? ")
    assert saved.name == "Where do we stand?"
    found = any_town.do(drafts.begin, ADA, HALL)
    assert [each.name for each in found.templates] == ["Where do we stand?"]
    assert began_with(found.composed, thawed(saved.content) or Composed()) == composed

    twice = ("There is a template of this name already. Please choose another name.", "name")
    assert any_town.refusal(drafts.save_template, ANA, HALL, "WHERE do we stand?") == twice
    assert any_town.refusal(drafts.save_template, ANA, HALL, " ") == (
        "Please give the template a name.",
        "name",
    )
    form = any_town.do(drafts.named_template, ADA, HALL, "where do we stand?", "command:1")
    assert form
    assert (form.question, form.options, form.level, form.origin) == (
        *("When to meet?", ["Morning", "Evening"], Level.ANONYMOUS),
        "command:1",
    )
    assert any_town.do(drafts.named_template, ADA, HALL, "Another", "command:1") is None
    any_town.do(members.read, HALL, [ADA.id, ANA.id], is_private=True)
    found_from = [
        any_town.do(templateplaces.elsewhere, actor, channel, name)
        for actor, channel, name in (
            (BO, PARK, "where DO we stand?"),
            (ADA, PARK, "where DO we stand?"),
            (ADA, PARK, "Another"),
            (ADA, HALL, "where do we stand?"),
        )
    ]
    assert found_from == [None, HALL, None, None]

    any_town.do(drafts.delete_template, ADA, saved.id)
    assert any_town.do(drafts.begin, ANA, HALL).templates == ()
    gone = ("This template is gone. Somebody has deleted it.", None)
    assert any_town.refusal(drafts.delete_template, ADA, saved.id) == gone


@pytest.mark.parametrize("name", ["power", "Poder", "END", "priorities", "Power check", " power  CHECK "])
def test_no_template_takes_a_name_of_ours_so_that_a_typed_name_means_one(town: Town, name: str) -> None:
    town.start()
    written(town)
    assert town.refusal(drafts.save_template, ANA, HALL, name) == (
        "I have a template of that name myself, and whoever types it gets mine. Please choose another name.",
        "name",
    )
    assert town.do(drafts.begin, ANA, HALL).templates == ()


def test_a_template_is_of_its_channel(town: Town) -> None:
    town.start()
    town.start(channel=PARK)
    written(town)
    town.do(drafts.save_template, ANA, HALL, "Ours")
    assert town.do(drafts.begin, ANA, PARK).templates == ()
    written(town, PARK)
    town.do(drafts.save_template, ANA, PARK, "Ours")


def test_questions_are_added_removed_and_moved_and_each_keeps_what_was_typed() -> None:
    one = filled(Composed(), "1", {"words": "One?", "options": "A\nB"})
    two = filled(added(one), "2", {"words": "Two?", "kind": SCALE})
    three = filled(added(two), "3", {"words": "Three?", "kind": OPEN_TEXT})
    assert [each.words for each in three.questions] == ["One?", "Two?", "Three?"]
    assert (three.at, three.place) == ("3", 2)
    moved = moved_up(three, "3")
    assert [each.key for each in moved.questions] == ["1", "3", "2"]
    assert moved_up(moved, "1") == moved
    left = removed(moved, "3")
    assert ([each.words for each in left.questions], left.at) == (["One?", "Two?"], "1")
    assert removed(removed(left, "1"), "2").is_blank
    assert thawed(frozen(three)) == three


def test_how_many_one_may_choose_is_no_number_of_dots_nor_the_other_way_round() -> None:
    numbers = {"words": "What first?", "options": "A\nB\nC", "kind": SEVERAL, "most": "3"}
    several = filled(Composed(), "1", numbers)
    dots = filled(several, "1", {"kind": DOTS})
    assert (several.here.number, dots.here.number) == ("3", "")
    both = filled(filled(dots, "1", {"dots": "7"}), "1", {"kind": SEVERAL})
    assert (both.here.number, filled(both, "1", {"kind": DOTS}).here.number) == ("3", "7")
    assert filled(both, "1", {"kind": OPEN_TEXT}).here.number == ""
    old = frozen(replace(dots, questions=(replace(dots.here, most="9"),))).replace(', "dots": ""', "")
    assert (read := thawed(old))
    assert (read.here.number, read.here.most) == ("9", "")


def test_a_number_that_stands_in_a_form_at_first_is_nothing_that_somebody_typed() -> None:
    usual = filled(Composed(), "1", {"kind": SEVERAL, "most": "2", "dots": "5"})
    assert usual.is_blank
    assert not filled(usual, "1", {"most": "3"}).is_blank


def test_a_template_behind_own_words_brings_its_title_and_takes_none() -> None:
    theirs = Composed((Question(words="Sure?"),), title="Power check")
    one = filled(Composed(), "1", {"words": "When?"})
    both = began_with(one, theirs)
    assert ([each.words for each in both.questions], both.title) == (["When?", "Sure?"], "Power check")
    assert began_with(replace(one, title="Mine"), theirs).title == "Mine"


@pytest.mark.parametrize(
    ("chosen", "kind", "of_template", "asked_as"),
    [
        (Level.ANONYMOUS, SCALE, Level.NAMED, Level.ANONYMOUS),
        (Level.ANONYMOUS, SCALE, Level.CONFIDENTIAL, Level.ANONYMOUS),
        (Level.ANONYMOUS, DOTS, Level.NAMED, Level.CONFIDENTIAL),  # which the form says at the level
        (Level.CONFIDENTIAL, SCALE, Level.NAMED, Level.NAMED),  # it stands there at first
        (Level.NAMED, SCALE, Level.CONFIDENTIAL, Level.CONFIDENTIAL),
        (Level.CONFIDENTIAL, SCALE, Level.ANONYMOUS, Level.ANONYMOUS),
    ],
)
def test_a_template_keeps_a_stricter_level_that_was_chosen_before(
    chosen: Level, kind: str, of_template: Level, asked_as: Level
) -> None:
    theirs = Composed((Question(kind=kind, words="Sure?"),), level=of_template.value)
    begun = began_with(filled(Composed(), "1", {"level": chosen.value}), theirs)
    assert as_asked(begun, is_live=True).level == asked_as


@pytest.mark.parametrize(
    ("kind", "values", "told"),
    [
        (DOTS, {"dots": "0"}, "How many dots has each person? Please say 2 to 20."),
        (DOTS, {"dots": "three"}, "“How many?” takes a number, such as 3. Please write it in digits."),
        (SEVERAL, {"most": "99"}, "How many may each person choose? Of these options: 2 to 3."),
        (SEVERAL, {"most": "2", "dots": "99"}, None),
        (SEVERAL, {"most": "99", "options": "A"}, None),  # what it could be is not known yet
        (SCALE, {"most": "99"}, None),
    ],
)
def test_a_wrong_number_is_known_before_the_poll_is_looked_at(
    kind: str, values: dict[str, str], told: str | None
) -> None:
    question = filled(Composed(), "1", {"options": "A\nB\nC", "kind": kind, **values}).here
    words = drafts.number_amiss(question)
    assert (str(words) if words else None) == told


def test_a_question_that_was_removed_in_another_window_comes_back_with_what_is_typed_there() -> None:
    two = filled(added(filled(Composed(), "1", {"words": "One?"})), "2", {"words": "Two?"})
    gone = removed(two, "2")
    assert filled(gone, "2", {"words": ""}).questions == gone.questions
    back = filled(gone, "2", {"words": "Two, again?"})
    assert [each.words for each in back.questions] == ["One?", "Two, again?"]


def test_there_are_ten_questions_at_most() -> None:
    many = Composed(tuple(Question(str(n), words=f"{n}?") for n in range(MOST_QUESTIONS)))
    assert refusal(added, many) == (
        "A poll has 10 questions at most. Take one out to add another.",
        None,
    )


def test_what_does_not_go_together_is_not_asked_and_comes_back_when_it_does() -> None:
    wish = Composed(
        (Question(words="?"),),
        level="anonymous",
        results="live",
        invited=Invited.LIVED.value,
        closes_when_all=True,
        may_add=True,
    )
    asked = as_asked(wish, is_live=True)
    assert (asked.results, asked.closes_when_all, asked.may_add, asked.invited) == (
        *("hidden", False, False),
        Invited.LIVED.value,
    )
    dots = replace(wish, questions=(Question(words="?", kind=DOTS),))
    shown = as_asked(dots, is_live=False)
    assert (shown.level, shown.results, shown.invited) == ("confidential", "live", "everybody")
    assert (shown.closes_when_all, shown.may_add) == (False, False)
    assert as_asked(replace(wish, level="named"), is_live=True) == replace(wish, level="named")
