"""What a crowd has done so far, for whoever watches it."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from rehearsal.crowd.habits import Habits
from rehearsal.model import Json


@dataclass
class Tally:
    """Numbers only; who did what stands in the log."""

    arrived: int = 0
    left: int = 0
    refused: int = 0  # deeds that could not be done, or forms that the app sent back
    unanswered: int = 0  # deeds that the app did not acknowledge in time
    times: Counter[str] = field(default_factory=Counter)
    people: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def done(self, habit: str, person: str) -> None:
        """Somebody did it, and the app took it."""
        self.times[habit] += 1
        self.people[habit].add(person)

    def as_json(self, habits: Habits) -> Json:
        """For the control API: by habit, how often and by how many."""
        told = [
            {"name": each.name, "says": each.says, "first": each.first,
             "times": self.times[each.name], "people": len(self.people[each.name])}
            for each in habits.habits
        ]  # fmt: skip
        return {"arrived": self.arrived, "left": self.left, "refused": self.refused,
                "unanswered": self.unanswered, "did": told}  # fmt: skip
