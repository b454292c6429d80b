// The other tabs of this browser: it keeps six connections to one server, and each tab that waits holds one.

const WAITING = 3; // tabs that may hold one; the other three connections are for what people do
const BEAT = 4_000;

const channel = new BroadcastChannel("rehearsal");
export const mine = crypto.randomUUID(); // the name of this page
const others = new Map(); // who is in sight, and when it last said so

const inSight = () => [...others.values()].filter((at) => performance.now() - at < 3 * BEAT).length;

/** Whether so many tabs are in sight that this one should ask now and then, instead of waiting for news. */
export const crowded = () => inSight() + 1 > WAITING;

const say = (word) => channel.postMessage({ from: mine, word });
const tell = () => say(document.hidden ? "gone" : "here");

channel.addEventListener("message", ({ data: { from, word } }) => {
  const isNew = !others.has(from);
  if (word === "gone") others.delete(from);
  else others.set(from, performance.now());
  if (word === "here" && isNew && !document.hidden) tell(); // so that a new tab knows of the old ones at once
});
document.addEventListener("visibilitychange", tell);
addEventListener("pagehide", () => say("gone"));
addEventListener("pageshow", tell);
setInterval(tell, BEAT);
tell();
