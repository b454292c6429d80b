// “Fill the room”: people who come into a channel and act by themselves, and what they have done so far.
import { t } from "./language.js";
import { button, el, toast } from "./nodes.js";
import { crowd as about } from "./scenery.js";
import { get, order, state } from "./state.js";

const SIZES = [5, 45, 300].map((n) => [n, t("{n} people", { n })]);
const PACES = [[1, t("As people do")], [5, t("Five times as fast")], [20, t("Twenty times as fast")]];
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
  if (people && !answer.hint) toast(t("{n} people are on their way to #{channel}.", { n: people, channel: channel.name }), 6);
  else if (!people) toast(t("They have stopped. What they did stays."), 6);
}

// What they did

const many = (number, [one, more]) => (number === 1 ? one : more);

/** “38 of 45 have said hello · 12 questions · 30 answers” */
function words(crowd) {
  const done = crowd.did.filter((each) => each.times).map((each) => each.first
    ? t("{some} of {all} {did}", { some: each.people, all: crowd.people, did: many(each.people, each.says) }) : `${each.times} ${many(each.times, each.says)}`);
  return (done.length ? done : [t("{some} of {all} have arrived", { some: crowd.arrived, all: crowd.people })]).join(" · ");
}

function troubles(crowd) {
  const found = [[crowd.unanswered, t("the app did not answer")], [crowd.refused, t("somebody was told no, or found a button gone: nothing is wrong, people do that")]];
  return found.filter(([times]) => times).map(([times, what]) => t(times === 1 ? "Once, {what}." : "{n} times, {what}.", { n: times, what })).join(" ");
}

function now(crowd) {
  const name = roomOf(crowd.channel)?.name ?? t("a channel");
  if (crowd.hint && crowd.going) return `${t("They are waiting in #{channel}.", { channel: name })} ${crowd.hint}`;
  if (!crowd.going) return t("Nobody acts by themselves at this moment.");
  return crowd.arrived < crowd.people ? t("People are still coming into #{channel}.", { channel: name }) : t("Everybody is in #{channel}.", { channel: name });
}

function put(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function tell(crowd) {
  put(shown.now, crowd.people ? now(crowd) : t("Nobody has come yet."));
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
      put(mine.now, t("The rehearsal does not answer. Is it still running?"));
    }
    await new Promise((done) => setTimeout(done, LOOK_AGAIN));
  }
}

export function drawCrowd(box) {
  if (!usual()) {
    shown = null;
    return box.replaceChildren(el("p", {}, t("The app is in none of your channels. Act as somebody who shares one with it.")));
  }
  shown = {
    now: el("p", { role: "status" }), line: el("p", { class: "crowd-line" }), trouble: el("p", { class: "bad" }),
    stop: button(t("Stop"), () => fill(0), { disabled: true }),
  };
  box.replaceChildren(
    el("p", {}, about),
    field("crowd-channel", t("Where"), choice("channel", rooms().map((each) => [each.id, `#${each.name}`]), usual().id)),
    field("crowd-pace", t("How fast"), choice("pace", PACES, chosen.pace)),
    el("div", { class: "doing", role: "group", "aria-label": t("How many people come") }, SIZES.map(([people, text]) => button(text, () => fill(people))), shown.stop),
    el("section", { "aria-label": t("The crowd") }, el("h3", {}, t("What they have done")), shown.now, shown.line, shown.trouble),
    el("p", { class: "quiet" }, t("More people than the cast has join the workspace under invented names. A new crowd takes the place of the one before.")));
  watch(shown);
}

/** The lists in it are drawn again only when they would be different. */
export const crowdKey = () => JSON.stringify([state.me, state.place, rooms().map((each) => each.name)]);
