"""A strict local Slack to rehearse and test in. It shares no code with any bot; they share only the wire.

`rehearsal.server.Rehearsal` is the workspace, `rehearsal.driver.room.Room` the people in it.
"""
