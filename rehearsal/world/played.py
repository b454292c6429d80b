"""Whom somebody plays by hand: which people are open on a page, so that a crowd leaves them alone."""

from __future__ import annotations


class Played:
    """Each page shows one person at a time, under a name that it gives itself.

    Who is looked at without a page's name (by a test, by a tool) is played from then on.
    """

    def __init__(self) -> None:
        self._by_page: dict[str, str] = {}
        self._by_others: set[str] = set()

    def __contains__(self, person: str) -> bool:
        return person in self._by_others or person in self._by_page.values()

    def opens(self, person: str, page: str | None) -> None:
        """This page shows them from now on, and nobody else any more."""
        if page:
            self._by_page[page] = person
        else:
            self._by_others.add(person)

    def closes(self, page: str) -> None:
        """The page has gone. One that went without a word goes on counting."""
        self._by_page.pop(page, None)
