"""An agenda: steps that are added, changed, moved and taken out, and templates with time left in each."""

from __future__ import annotations

import pytest

from coproduction import steps
from coproduction.agendas import (
    MOST_STEPS,
    PROMPT_LENGTH,
    Agenda,
    Step,
    StepForm,
    added,
    changed,
    found,
    frozen,
    kept_aside,
    minutes_in,
    moved,
    put_back,
    removed,
    step_of,
    thawed,
)
from coproduction.agendatemplates import FIRST, FOLLOW_UP, TEMPLATES
from handlers.blocks.agendas import rows
from tests.coproduction.town import refusal
from tests.speaking import SAY

TWO: Agenda = (Step("a", steps.CHECK_IN, 10), Step("b", steps.TALK, 20, "What next?", "¿Y ahora?"))
GONE = "This step is gone: somebody has taken it out. This is the agenda as it is now."
MINUTES = "A step takes 1 to 120 minutes. Please write a number, such as 10."


def kinds(agenda: Agenda) -> list[str]:
    return [step.kind for step in agenda]


def test_a_further_step_comes_last_and_the_same_form_twice_adds_one() -> None:
    form = StepForm(steps.BREAK, "", " Tea \u202e", "Té")
    agenda = added(TWO, "c", form)
    assert agenda == (*TWO, Step("c", steps.BREAK, 10, "Tea", "Té"))
    assert added(agenda, "c", form) == agenda


def test_a_step_is_changed_and_taken_out_by_its_key_wherever_it_stands() -> None:
    agenda = changed(TWO, "a", StepForm(steps.POLL, "7"))
    assert agenda == (Step("a", steps.POLL, 7), TWO[1])
    assert removed(agenda, "a") == TWO[1:]


def test_a_step_moves_up_and_down_and_no_further_than_the_end() -> None:
    three = added(TWO, "c", StepForm(steps.BREAK, "5"))
    order = {by: [step.key for step in moved(three, "b", by)] for by in (-1, 1, 5, -5)}
    assert order == {-1: ["b", "a", "c"], 1: ["a", "c", "b"], 5: ["a", "c", "b"], -5: ["b", "a", "c"]}


def test_a_step_that_was_taken_out_is_put_back_where_it_was_once() -> None:
    three = added(TWO, "c", StepForm(steps.BREAK, "5"))
    aside = kept_aside(three, "b")
    assert put_back(removed(three, "b"), aside) == three
    assert put_back(three, aside) == three
    for forged in ("", "x", "0:", "1:{}", '0:{"steps": []}', '0:{"steps": [{"kind": "talk"}]}', "-:[]"):
        assert refusal(put_back, three, forged) == (GONE, None)


@pytest.mark.parametrize("act", [found, removed, lambda it, key: moved(it, key, 1)])
def test_what_somebody_else_has_taken_out_is_said(act: object) -> None:
    assert refusal(act, TWO, "z") == (GONE, None)  # type: ignore[arg-type]


def test_there_is_room_for_twenty_steps_and_not_for_a_hundred() -> None:
    agenda: Agenda = ()
    for key in range(MOST_STEPS):
        agenda = added(agenda, str(key), StepForm(steps.TALK, "1"))
    words = "An agenda has 20 steps at most. Take one out, or make one of two."
    assert refusal(added, agenda, "more", StepForm(steps.TALK, "1")) == (words, "kind")
    assert minutes_in(agenda) == MOST_STEPS


@pytest.mark.parametrize("minutes", ["0", "-5", "121", "400", "ten", "1e2", "0010999", "٣", "9" * 5000])
def test_minutes_are_a_number_that_a_step_can_take(minutes: str) -> None:
    assert refusal(step_of, "a", StepForm(steps.TALK, minutes)) == (MINUTES, "minutes")


def test_a_kind_that_nobody_knows_and_words_that_are_too_long_are_refused() -> None:
    unknown = ("Please choose what kind of step this is.", "kind")
    assert refusal(step_of, "a", StepForm("dance", "5")) == unknown
    words = "x" * (PROMPT_LENGTH + 1)
    longs = {"prompt": StepForm(steps.TALK, "5", words), "second": StepForm(steps.TALK, "5", second=words)}
    for field, long in longs.items():
        assert refusal(step_of, "a", long) == (
            "This is 301 characters long and 300 fit. Please shorten it and send it again.",
            field,
        )


@pytest.mark.parametrize("typed", ["How are you today?", "¿Cómo estás hoy?", ""])
def test_our_own_prompt_stays_ours_and_is_read_in_each_readers_language(typed: str) -> None:
    step = step_of("a", StepForm(steps.CHECK_IN, "", typed))
    assert step == Step("a", steps.CHECK_IN, 10)
    assert step.says == steps.KINDS[steps.CHECK_IN].prompt


def test_it_is_stored_whole_and_read_again_without_what_a_newer_version_adds() -> None:
    assert thawed(frozen(TWO)) == TWO
    newer = frozen((*TWO, Step("c", "from a newer version", 5)))
    assert thawed(newer) == TWO


@pytest.mark.parametrize("name", [name for name, each in TEMPLATES.items() if each.agenda])
def test_each_template_leaves_ten_minutes_free(name: str) -> None:
    template = TEMPLATES[name]
    assert template.minutes - minutes_in(template.agenda) == 10
    assert len({step.key for step in template.agenda}) == len(template.agenda)


def test_there_are_four_templates_and_a_follow_up_opens_with_what_was_promised() -> None:
    lengths = {SAY(each.title): (each.minutes, len(each.agenda)) for each in TEMPLATES.values()}
    assert lengths == {
        "First session": (110, 7),
        "Follow-up session": (110, 7),
        "Short session of one hour": (60, 4),
        "Blank": (110, 0),
    }
    assert kinds(TEMPLATES[FOLLOW_UP].agenda)[0] == steps.REVIEW
    assert kinds(TEMPLATES[FIRST].agenda)[0] == steps.CHECK_IN


def test_a_check_in_asks_what_the_plan_chose_and_no_other_step_does() -> None:
    hopes = step_of("a", StepForm(steps.CHECK_IN, "", asks=steps.HOPES))
    assert (hopes.asks, thawed(frozen((hopes,)))) == (steps.HOPES, (hopes,))
    words = "Only a check-in asks this. Please take it out, or choose the step “Check-in”."
    assert refusal(step_of, "a", StepForm(steps.TALK, "", asks=steps.HOPES)) == (words, "asks")
    no = refusal(step_of, "a", StepForm(steps.TALK, "", hides=True))
    assert (no[0].startswith("Only in the step “Ideas”"), no[1]) == (True, "hides")
    assert refusal(step_of, "a", StepForm(steps.CHECK_IN, "", asks="<!channel>")) == (
        "Please choose from the list what the check-in asks.",
        "asks",
    )
    assert "asks" not in frozen((step_of("a", StepForm(steps.CHECK_IN, "")),))


def test_the_plan_says_beside_each_step_what_was_chosen_for_it() -> None:
    hides = StepForm(steps.IDEAS, "", hides=True)
    agenda = (step_of("a", StepForm(steps.CHECK_IN, "", asks=steps.HOPES)), step_of("b", hides))
    asks, first = (row["text"]["text"] for row in rows(SAY, agenda))
    assert asks.endswith("The check-in asks: What do you hope for today? A word or a few.")
    assert first.endswith("\nWrite first, then see")
