"""How long we wait for Slack."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class SlackPatience:
    """Seconds for one call, and until nobody waits to hear who a person is; pauses before asking again."""

    call: float = 20.0  # less than the lease of a claimed message
    answer: float = 5.0  # at the address that came with an act: somebody looks at their screen
    surely: float = 1.5  # for an act that is acknowledged within three seconds and needs the answer
    soon: float = 1.0  # for an act that anybody may do, whoever they are
    eventually: float = 10.0  # for a message that is being drawn
    again_after: timedelta = timedelta(seconds=2)  # what is harmless to repeat: drawing a card, looking
    unnamed: timedelta = timedelta(seconds=15)  # until a card is drawn again for which Slack told no names
    no_access: timedelta = timedelta(minutes=1)  # the token is refused, until the operator mends it


PATIENT = SlackPatience()
