"""How long the bot waits for what is not its own."""

from dataclasses import dataclass, field

from bot.entrance import SocketPatience
from bot.preflight import Pauses
from handlers.slack.patience import SlackPatience


@dataclass(frozen=True, slots=True)
class Patience:
    """Each part goes to whom it concerns; a slow machine, or a test, may hand in another."""

    start: Pauses = field(default_factory=Pauses)
    socket: SocketPatience = field(default_factory=SocketPatience)
    slack: SlackPatience = field(default_factory=SlackPatience)


PATIENT = Patience()
