"""People's words are kept as they wrote them, but for what nobody can see."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from coproduction.texts import optional, required, tidy, tidy_lines
from coproduction.words import Text
from tests.coproduction.town import refusal

TRICKY = (
    "a \t\n\0\x7f\x9f\u0301e\u200b\u200c\u200d\u200e\u200f\u061c\u180e"
    "\u2028\u202a\u202e\u2066\u2069\u206f\ufeff\ud800"
)
BIDI = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
MARKS = {"\u200e", "\u200f", "\u061c"}  # they turn text too, but their bidi class is a letter's
ZERO_WIDTH = {"\u200b", "\u2060", "\ufeff", "\u180e"}

texts = st.text() | st.text(st.characters() | st.sampled_from(TRICKY))


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("A buddy for every new parent", "A buddy for every new parent"),
        ("  two\n\nlines\tand   gaps ", "two lines and gaps"),
        ("e\u0301cole", "école"),
        ("e\u200b\u0301cole", "école"),
        ("pay \u202eXAT\u202c now", "pay XAT now"),
        ("\u2066a\u2069\u200eb\u200fc\u061cd", "abcd"),
        ("hid\u200b\u2060\ufeff\u180e\u2063den", "hidden"),
        ("nul\0bell\a", "nul bell"),
        ("soft\u00ad \u3164hyphen\u2800", "soft hyphen"),
        ("\u3164\u2800 \ufe0f", ""),
        ("h\u030b\u030b\u030b\u030b\u030bi", "h\u030b\u030bi"),
        ("half \ud83d of an emoji", "half ? of an emoji"),
        ("a family: 👩‍👩‍👧", "a family: 👩‍👩‍👧"),
        ("می‌خواهم", "می‌خواهم"),
        ("<!channel> & *bold*", "<!channel> & *bold*"),
        ("only \u200d\u200c a joiner", "only a joiner"),
        ("\u200d \u200c", ""),
        ("", ""),
    ],
)
def test_a_text_is_kept_without_what_nobody_can_see(written: str, kept: str) -> None:
    assert tidy(written) == kept


@given(texts)
@example("e\u200b\u0301")
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)


@given(texts)
def test_nothing_stays_that_controls_turns_or_hides_the_text(text: str) -> None:
    kept = tidy(text)
    assert {c for c in kept if unicodedata.category(c) in {"Cc", "Cs"}} == set()
    assert {c for c in kept if unicodedata.bidirectional(c) in BIDI} == set()
    assert set(kept) & (MARKS | ZERO_WIDTH) == set()


@given(texts)
def test_a_tidy_text_can_be_stored_and_has_single_spaces_between_words(text: str) -> None:
    kept = tidy(text)
    kept.encode()
    assert kept.split() == [word for word in kept.split(" ") if word]
    assert unicodedata.is_normalized("NFC", kept)


@given(texts)
def test_tidying_never_makes_a_text_longer_than_its_normal_form(text: str) -> None:
    assert len(tidy(text)) <= len(unicodedata.normalize("NFC", text))


@given(
    st.text(
        st.characters(
            categories=["L", "N", "P", "S"], exclude_characters="\u115f\u1160\u180e\u2800\u3164\uffa0"
        )
    ).map(str.strip)
)
def test_visible_words_are_never_changed(text: str) -> None:
    visible = unicodedata.normalize("NFC", text)
    assert tidy(visible) == visible


def test_a_required_text_is_tidied_before_it_is_measured() -> None:
    assert required(" 12\u200b345 ", most=5, field="word", empty=Text("Empty.")) == "12345"


@pytest.mark.parametrize("nothing", ["", "   ", "\n\t", "\u200b", "\u202e", "\u200d"])
def test_a_required_text_of_nothing_visible_is_refused_as_empty(nothing: str) -> None:
    assert refusal(required, nothing, most=5, field="word", empty=Text("Say it.")) == ("Say it.", "word")
    assert optional(nothing, most=5, field="word") is None


def test_a_text_that_is_too_long_is_refused_with_both_numbers_and_never_cut() -> None:
    words = "This is 1,234 characters long and 1,000 fit. Please shorten it and send it again."
    assert refusal(required, "x" * 1_234, most=1_000, field="text", empty=Text("Empty.")) == (words, "text")
    assert refusal(optional, "x" * 1_234, most=1_000, field="text") == (words, "text")


def test_an_optional_text_may_be_left_out() -> None:
    assert optional(None, most=5, field="word") is None
    assert optional(" hope ", most=5, field="word") == "hope"


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("One\nTwo\r\nThree", "One\nTwo\nThree"),
        ("\n\n  One  \n\n\n\n two  words\t\n", "One\n\ntwo words"),
        ("One\u2028Two\x0bThree\x85Four", "One\nTwo\nThree\nFour"),
        ("\u200b\n\u3164\n", ""),
    ],
)
def test_lines_stay_lines(written: str, kept: str) -> None:
    assert tidy_lines(written) == kept


@given(texts)
def test_tidying_lines_twice_is_tidying_them_once(text: str) -> None:
    assert tidy_lines(tidy_lines(text)) == tidy_lines(text)


@given(texts)
def test_lines_together_say_what_one_line_says(text: str) -> None:
    assert " ".join(tidy_lines(text).split()) == tidy(text)
