"""App Home: what is mine, in one place."""

from handlers.desk import Desk
from handlers.heard import Event
from handlers.listeners import OnEvent
from handlers.pledges import belongings
from handlers.reply import Reply


async def opened(desk: Desk, event: Event) -> Reply:
    """Somebody opens the bot's Home tab."""
    if event.body.get("tab") != "home":
        return Reply()
    actor = await desk.directory.participant(event.person)
    mine = await belongings(desk, actor)
    return Reply(home={"type": "home", "blocks": list(mine.blocks)})


EVENTS = (OnEvent("app_home_opened", (), opened),)
