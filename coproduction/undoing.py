"""How long there is a way back from what can be undone."""

from datetime import timedelta

WAY_BACK = timedelta(minutes=10)
