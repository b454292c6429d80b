"""App Home: what is mine, in one place."""

from handlers.desk import Desk
from handlers.edge.heard import Event
from handlers.edge.listeners import OnEvent
from handlers.edge.reply import Reply
from handlers.pledges import belongings


async def opened(desk: Desk, event: Event) -> Reply:
    """Somebody opens the bot's Home tab."""
    if event.body.get("tab") != "home":
        return Reply()
    actor = await desk.directory.participant(event.person)
    mine = await belongings(desk, actor)
    return Reply(home={"type": "home", "blocks": list(mine.blocks)})


EVENTS = (OnEvent("app_home_opened", (), opened),)
