"""Short in every check, long by hand: `make test-long` tests in full what a check tests with fewer cases."""

from __future__ import annotations

import os
from typing import TypeVar

import pytest

_Cases = TypeVar("_Cases")

IS_LONG = os.environ.get("LONG") == "1"
has_long_form = pytest.mark.long  # those that Hypothesis tries have one anyhow


def short_or_long(short: _Cases, by_hand: _Cases) -> _Cases:
    """How many cases, or which ones, are tested now."""
    return by_hand if IS_LONG else short
