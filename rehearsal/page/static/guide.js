// What to do here, for somebody who has never done it: steps that do what they say, and tick themselves off.
import { t } from "./language.js";
import { button, el } from "./nodes.js";
import { suggestWords } from "./composer.js";
import { choosePerson } from "./people.js";
import { guide } from "./scenery.js";
import { toNext } from "./skipping.js";
import { changed, get, go, hashFor, state } from "./state.js";
import { Progress, STEPS } from "./steps.js";

const MOST = 50_000; // entries of the record that a new tab looks through: all that there are

let progress = new Progress();
let asking = false;

// Who and where

/** The people of the steps, by the names that the steps have for them; nobody is two of them. */
function cast() {
  const found = {};
  for (const [name, { role, number }] of Object.entries(guide.players)) {
    const taken = Object.values(found);
    const those = state.screen.people.filter((each) => each.role === role && !each.deleted && !each.is_bot);
    found[name] = those[number] ?? those.find((each) => !taken.includes(each));
  }
  return found;
}

/** The second channel with the app in it: in the first one something may have begun already. */
function rooms() {
  const found = state.screen.channels.filter((each) => each.bot && each.kind === "public" && !each.archived);
  return { first: found[0], place: found[1] ?? found[0] ?? state.screen.channels[0] };
}

const short = (person) => person.real_name.split(" ")[0];

function becomes(person, place) {
  document.body.dataset.pane = "talk";
  go({ me: person.id, place: place.id });
}

// Steps

function buttons(step, people, place) {
  const says = (words) => button([`${t("As {name}, type", { name: short(people[step.who]) })} `, el("code", {}, words)], () => {
    becomes(people[step.who], place);
    suggestWords(words);
  }, { class: "typing" });
  const plays = (role) => button(t("Be {name}", { name: short(people[role]) }), () => becomes(people[role], place), { disabled: people[role].id === state.me && place.id === state.place });
  return [
    step.skips ? button(t("To the next reminder"), () => toNext(step.skips)) : null,
    (step.says ?? []).map(says), (step.plays ?? []).map(plays)].flat();
}

function drawStep(step, index, people, place) {
  const done = progress.isDone(index);
  return el("li", { class: done ? "done" : null },
    el("h3", {}, step.title, done ? el("span", { class: "hidden" }, ` ${t("(done)")}`) : null),
    el("p", {}, step.words), el("div", { class: "doing" }, buttons(step, people, place)));
}

function drawCast(people, place) {
  return el("ul", { class: "players" }, Object.entries(guide.players).map(([role, { words }]) => el("li", {},
    el("strong", {}, people[role].real_name), ` ${words} `,
    people[role].id === state.me ? el("span", { class: "quiet" }, t("(you, in this tab)"))
      : el("a", { href: hashFor(people[role].id, place.id), target: "_blank", rel: "noopener", "aria-label": t("{name} in a new tab", { name: people[role].real_name }) }, t("new tab")))));
}

export function drawGuide(box) {
  const people = cast();
  if (Object.values(people).includes(undefined)) return box.replaceChildren(el("p", {}, t("There is nobody here to try this with.")));
  const { first, place } = rooms();
  const apart = first && first !== place ? ` ${t("You do so in #{place}. What you find in #{first} is there to look at.", { place: place.name, first: first.name })}` : "";
  return box.replaceChildren(
    el("p", {}, guide.words + apart),
    drawCast(people, place),
    el("ol", { class: "steps" }, STEPS.map((step, index) => drawStep(step, index, people, place))),
    el("h3", {}, t("Good to know")),
    el("ul", { class: "plain" },
      guide.good_to_know.map((words) => el("li", {}, words)),
      el("li", {}, t("“⋯” beside a message has its reactions, replies and the app’s own lines; your own messages you can edit and delete there.")),
      el("li", {}, t("What is “only visible to you” is gone when you load the page anew, as in Slack.")),
      el("li", {}, t("Another tab can be another person. Both see the same workspace.")),
      el("li", {}, t("“What if…” lets things go wrong and moves the clock; “Inspector” shows what the app and the workspace said to each other."))),
    el("p", {}, button(t("Choose any other person"), choosePerson)));
}

/** Look what was done since, by anybody in any tab; the guide is drawn again when that changes it. */
export async function refreshGuide() {
  if (asking || progress.since === state.screen.seq) return;
  asking = true;
  try {
    const before = ticks();
    const since = Math.max(progress.since, state.screen.seq - MOST, 0);
    const asked = [{ kind: "deed" }, { kind: "call", method: "chat.postMessage" }, { kind: "reset" }, { kind: "guide" }];
    const [deeds, posts, ...begun] = await Promise.all(asked.map((each) => get("log", { ...each, since })));
    const begins = Math.max(0, ...begun.flatMap(({ entries }) => entries.map((each) => each.seq)));
    if (begins) progress = new Progress(); // the first day again, or the end of what was only shown
    progress.since = Math.min(deeds.seq, posts.seq); // what is seen twice counts once
    deeds.entries.filter((each) => each.seq > begins).forEach((each) => progress.take(each));
    posts.entries.filter((each) => each.seq > begins).forEach((each) => progress.posted(each));
    if (ticks() !== before) changed();
  } catch {
    // The page itself says when the rehearsal does not answer.
  } finally {
    asking = false;
  }
}

const ticks = () => STEPS.map((_, index) => (progress.isDone(index) ? "x" : ".")).join("");

/** What the guide depends on: it is drawn again only when this is different. */
export const guideKey = () => JSON.stringify([state.me, state.place, ticks(), state.screen.channels.map((each) => [each.id, each.archived, each.bot]), state.screen.people.map((each) => [each.real_name, each.deleted])]);
