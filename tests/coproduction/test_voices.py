"""A voice without a name counts once, and leads back to nobody afterwards."""

from __future__ import annotations

from itertools import count

from coproduction.checkins import CheckIn
from coproduction.voices import resealed, secret, tag

PEPPER = bytes(range(32))


def everything(_said: CheckIn) -> bool:
    """All of it was shown."""
    return True


def test_a_voice_is_the_same_for_the_same_person_and_different_for_all_else() -> None:
    one = tag(PEPPER, "T1", "bo")
    assert tag(PEPPER, "T1", "bo") == one
    others = {
        tag(PEPPER[::-1], "T1", "bo"),
        tag(PEPPER, "T2", "bo"),
        tag(PEPPER, "T1", "cy"),
    }
    assert len(others | {one}) == 4


def test_a_voice_is_the_standard_keyed_hash_so_that_no_upgrade_splits_a_person_in_two() -> None:
    known = "bddd1d479dc19697aaf840fda59443b07040db574840ea8807c6804c517cf161"  # by openssl dgst -mac HMAC
    assert tag(PEPPER, "T1", "bo") == known


def test_a_secret_is_long_and_no_other_is_like_it() -> None:
    assert {len(secret()) for _ in range(50)} == {32}
    assert len({secret() for _ in range(50)}) == 50


def test_resealing_changes_the_voices_of_the_unnamed_and_nothing_else() -> None:
    said = [CheckIn("s1", f"{n}", is_named=n % 2 == 0, mood=1 + n % 5, word=f"word {n}") for n in range(60)]
    new = count()
    told = resealed(said, lambda: f"new {next(new)}", everything, keeps_names=True)
    assert {each for each in told if each.is_named} == {each for each in said if each.is_named}
    unnamed = [each for each in told if not each.is_named]
    assert [each.voice for each in unnamed] == [f"new {n}" for n in range(30)]
    assert {(each.mood, each.word) for each in unnamed} == {
        (each.mood, each.word) for each in said if not each.is_named
    }


def test_resealing_leaves_the_order_to_chance() -> None:
    said = [CheckIn("s1", f"{n}", is_named=True, mood=3) for n in range(60)]
    orders = {
        tuple(each.voice for each in resealed(said, str, everything, keeps_names=True)) for _ in range(5)
    }
    assert len(orders | {tuple(each.voice for each in said)}) == 6


def test_an_unnamed_answer_that_was_never_shown_is_deleted() -> None:
    said = [CheckIn("s1", f"{n}", is_named=n < 3, mood=1 + n % 2) for n in range(6)]

    def is_shown(checkin: CheckIn) -> bool:
        return checkin.mood == 1

    with_names = resealed(said, lambda: "new", is_shown, keeps_names=True)
    without = resealed(said, lambda: "new", is_shown, keeps_names=False)
    assert sorted(each.voice for each in with_names) == ["0", "1", "2", "new"]
    assert [(each.voice, each.is_named, each.mood) for each in without] == [("new", False, 1)] * 3
