"""How many acts wait for their acknowledgement. While many do, the garbage collector waits with them."""

import gc

RUSH = 20  # so many acts at once are a rush: what nobody waits for is done when it is over


class BeingHeard:
    """The acts of which Slack has no acknowledgement yet: each is in here (`with`) until it is answered.

    In a rush all that waits looks like garbage worth tracing, and none of it is. Each act is answered before
    Slack gives up, so the collector never waits for long.
    """

    def __init__(self) -> None:
        self.count = 0

    def __enter__(self) -> None:
        self.count += 1
        if self.count == RUSH:
            gc.disable()

    def __exit__(self, *_fault: object) -> None:
        if self.count == RUSH:
            gc.enable()
        self.count -= 1
