"""What people can do, one file for each noun.

Each public function is one unit of work over an open memory: `act(memory, now, actor, …)`. It either returns
what happened or raises a Refusal, and then nothing of it was stored. It opens nothing, reads no clock and
never speaks to Slack; what must be said is left in the outbox, in the same unit of work.
"""
