// “Fill the room”: people who come into a channel and act by themselves, and what they have done so far.
import { button, el, toast } from "./nodes.js";
import { get, order, state } from "./state.js";

const SIZES = [[5, "5 people"], [45, "45 people"], [300, "300 people"]];
const PACES = [[1, "As people do"], [5, "Five times as fast"], [20, "Twenty times as fast"]];
const LOOK_AGAIN = 1000; // milliseconds

const chosen = { channel: "", pace: "1" };
let shown = null; // where the panel that is open now tells of the crowd

const rooms = () => state.screen.channels.filter((each) => each.bot && each.kind !== "im" && !each.archived);
const roomOf = (id) => rooms().find((each) => each.id === id);

/** Where people come in: where one is now, if the app is there, or the first channel with the app. */
const usual = () => roomOf(chosen.channel) ?? roomOf(state.place) ?? rooms()[0];

function field(id, words, input) {
  input.id = id;
  return el("p", { class: "field" }, el("label", { for: id }, words), input);
}

function choice(name, options, value) {
  const list = el("select", { onchange: () => { chosen[name] = list.value; } }, options.map(([each, words]) => el("option", { value: each }, words)));
  list.value = String(value);
  return list;
}

async function fill(people) {
  const channel = usual();
  const answer = await order("crowd", { people, channel: channel.id, pace: Number(chosen.pace) });
  if (!answer) return;
  tell(answer);
  if (people && !answer.hint) toast(`${people} people are on their way to #${channel.name}.`, 6);
  else if (!people) toast("They have stopped. What they did stays.", 6);
}

// What they did

const many = (number, [one, more]) => (number === 1 ? one : more);

/** “38 of 45 have checked in · 12 ideas · 30 votes” */
function words(crowd) {
  const done = crowd.did.filter((each) => each.times).map((each) => each.first
    ? `${each.people} of ${crowd.people} ${many(each.people, each.says)}` : `${each.times} ${many(each.times, each.says)}`);
  return (done.length ? done : [`${crowd.arrived} of ${crowd.people} have arrived`]).join(" · ");
}

function troubles(crowd) {
  const found = [[crowd.unanswered, "the app did not answer"], [crowd.refused, "somebody was told no, or found a button gone: nothing is wrong, people do that"]];
  return found.filter(([times]) => times).map(([times, what]) => `${times === 1 ? "Once" : `${times} times`}, ${what}.`).join(" ");
}

function now(crowd) {
  const name = roomOf(crowd.channel)?.name ?? "a channel";
  if (crowd.hint && crowd.going) return `They are waiting in #${name}. ${crowd.hint}`;
  if (!crowd.going) return "Nobody acts by themselves at this moment.";
  return crowd.arrived < crowd.people ? `People are still coming into #${name}.` : `Everybody is in #${name}.`;
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function tell(crowd) {
  put(shown.now, crowd.people ? now(crowd) : "Nobody has come yet.");
  put(shown.line, crowd.people ? words(crowd) : "");
  put(shown.trouble, crowd.people ? troubles(crowd) : "");
  shown.trouble.className = crowd.unanswered ? "bad" : "quiet";
  shown.stop.disabled = !crowd.going;
}

/** Looks while this panel is on the page, and no longer. */
async function watch(mine) {
  while (mine === shown && mine.now.isConnected) {
    try {
      const crowd = await get("crowd");
      if (mine === shown) tell(crowd);
    } catch {
      put(mine.now, "The rehearsal does not answer. Is it still running?");
    }
    await new Promise((done) => setTimeout(done, LOOK_AGAIN));
  }
}

export function drawCrowd(box) {
  if (!usual()) {
    shown = null;
    return box.replaceChildren(el("p", {}, "The app is in none of your channels. Act as somebody who shares one with it."));
  }
  shown = {
    now: el("p", { role: "status" }), line: el("p", { class: "crowd-line" }), trouble: el("p", { class: "bad" }),
    stop: button("Stop", () => fill(0), { disabled: true }),
  };
  box.replaceChildren(
    el("p", {}, "Let people come into a channel and act by themselves: they check in, write ideas, support them, vote and answer. You stay who you are; nobody acts as you."),
    field("crowd-channel", "Where", choice("channel", rooms().map((each) => [each.id, `#${each.name}`]), usual().id)),
    field("crowd-pace", "How fast", choice("pace", PACES, chosen.pace)),
    el("div", { class: "doing", role: "group", "aria-label": "How many people come" }, SIZES.map(([people, text]) => button(text, () => fill(people))), shown.stop),
    el("section", { "aria-label": "The crowd" }, el("h3", {}, "What they have done"), shown.now, shown.line, shown.trouble),
    el("p", { class: "quiet" }, "More people than the cast has join the workspace under invented names. A new crowd takes the place of the one before."));
  watch(shown);
}

/** The lists in it are drawn again only when they would be different. */
export const crowdKey = () => JSON.stringify([state.me, state.place, rooms().map((each) => each.name)]);
