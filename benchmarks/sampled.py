"""The whole bot with a sampler in it: `python -m benchmarks.sampled`, for `votes --profile`.

SIGUSR1 begins the sampling and SIGUSR2 ends it and writes what was seen. A second thread looks every half
millisecond where the main thread stands. That bends the picture less than a tracing profiler, which makes
small functions look dear. The garbage collector is timed apart, because it runs inside whatever function
allocates at the wrong moment; the threads are timed by their own clocks.
"""

import gc
import json
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path
from types import FrameType

from bot.__main__ import main

SEEN = Path("seen.json")  # in the working directory of the process
_EVERY = 0.0005

# The innermost frame whose path holds one of these says where the time goes.
_PLACES = {
    "/json/": "JSON",
    "/slack_bolt/": "Bolt: middleware, matching, arguments",
    "/slack_sdk/web/": "Bolt: a Web API client for each request",
    "/slack_sdk/socket_mode/": "Socket Mode client",
    "/aiohttp/": "WebSocket",
    "selector_events.py": "network, and the interpreter back from the writer",
    "/storage/": "handing over to the writer, and back",
    "/handlers/": "our listeners",
    "/coproduction/": "our listeners",
    "/bot/": "our listeners",
    "/asyncio/": "event loop",
    "/benchmarks/": "",  # the collector, seen in our callback: timed apart
}


class Sampler:
    """Counts where the main thread stands while it does anything."""

    def __init__(self) -> None:
        self._places: Counter[str] = Counter()
        self._collecting = self._collecting_since = 0.0
        self._before: dict[str, float] = {}
        self._end = threading.Event()

    def begin(self, *_signal: object) -> None:
        """From now on."""
        sys.setswitchinterval(_EVERY)  # or the main thread would be seen only where it waits
        gc.callbacks.append(self._collection)
        self._before = _seconds_by_thread()
        threading.Thread(target=self._sample, name="sampler", daemon=True).start()

    def end(self, *_signal: object) -> None:
        """Until now."""
        self._end.set()
        spent = {name: now - self._before.get(name, 0.0) for name, now in _seconds_by_thread().items()}
        seen = {"places": self._places, "threads": spent, "collecting": self._collecting}
        SEEN.write_text(json.dumps(seen))

    def _sample(self) -> None:
        ident = threading.main_thread().ident or 0
        while not self._end.wait(_EVERY):
            place = _place(sys._current_frames().get(ident))
            if place:
                self._places[place] += 1

    def _collection(self, phase: str, _about: dict[str, int]) -> None:
        if phase == "start":
            self._collecting_since = time.thread_time()
        else:
            self._collecting += time.thread_time() - self._collecting_since


def _place(frame: FrameType | None) -> str:
    """Nothing while the event loop waits for something to happen."""
    if frame and frame.f_code.co_name == "select":
        return ""
    while frame:
        for part, name in _PLACES.items():
            if part in frame.f_code.co_filename:
                return name
        frame = frame.f_back
    return "other"


def _seconds_by_thread() -> dict[str, float]:
    return {
        each.name: time.clock_gettime(time.pthread_getcpuclockid(each.ident))
        for each in threading.enumerate()
        if each.ident
    }


if __name__ == "__main__":
    sampler = Sampler()
    signal.signal(signal.SIGUSR1, sampler.begin)
    signal.signal(signal.SIGUSR2, sampler.end)
    sys.exit(main())
