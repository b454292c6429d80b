// What to do here, for somebody who has never done it: steps that do what they say, and tick themselves off.
import { button, el } from "./nodes.js";
import { suggestWords } from "./composer.js";
import { choosePerson } from "./people.js";
import { toNextReminder } from "./skipping.js";
import { changed, get, go, hashFor, state } from "./state.js";
import { Progress, STEPS } from "./steps.js";

const MOST = 5_000; // entries of the record that a new tab looks through

let progress = new Progress();
let asking = false;

// Who and where

/** The people of the steps: somebody who leads, and two champions who are not alike. */
function cast() {
  const of = (role) => state.screen.people.filter((each) => each.role === role && !each.deleted && !each.is_bot);
  const champions = of("champion");
  return { facilitator: of("facilitator")[0], champion: champions[0], other: champions[3] ?? champions[1] };
}

/** The last channel with the app in it: in the first one something may have begun already. */
function rooms() {
  const found = state.screen.channels.filter((each) => each.bot && each.kind === "public" && !each.archived);
  return { first: found[0], place: found.at(-1) ?? state.screen.channels[0] };
}

const short = (person) => person.real_name.split(" ")[0];

function becomes(person, place) {
  document.body.dataset.pane = "talk";
  go({ me: person.id, place: place.id });
}

// Steps

function buttons(step, people, place) {
  const says = (words) => button([`As ${short(people[step.who])}, type `, el("code", {}, words)], () => {
    becomes(people[step.who], place);
    suggestWords(words);
  }, { class: "typing" });
  const plays = (role) => button(`Be ${short(people[role])}`, () => becomes(people[role], place), { disabled: people[role].id === state.me && place.id === state.place });
  return [
    step.skips ? button("To the next reminder", () => toNextReminder()) : null,
    (step.says ?? []).map(says), (step.plays ?? []).map(plays)].flat();
}

function drawStep(step, index, people, place) {
  const done = progress.isDone(index);
  return el("li", { class: done ? "done" : null },
    el("h3", {}, step.title, done ? el("span", { class: "hidden" }, " (done)") : null),
    el("p", {}, step.words), el("div", { class: "doing" }, buttons(step, people, place)));
}

function drawCast(people, place) {
  const roles = { facilitator: "leads the session", champion: "takes part", other: "takes part, too" };
  return el("ul", { class: "players" }, Object.entries(roles).map(([role, words]) => el("li", {},
    el("strong", {}, people[role].real_name), ` ${words} `,
    people[role].id === state.me ? el("span", { class: "quiet" }, "(you, in this tab)")
      : el("a", { href: hashFor(people[role].id, place.id), target: "_blank", rel: "noopener", "aria-label": `${people[role].real_name} in a new tab` }, "new tab"))));
}

export function drawGuide(box) {
  const people = cast();
  if (!people.facilitator || !people.other) return box.replaceChildren(el("p", {}, "There is nobody here to play a session with."));
  const { first, place } = rooms();
  const apart = first && first !== place ? ` Your session takes place in #${place.name}. What you find in #${first.name} is another one, to look at.` : "";
  return box.replaceChildren(
    el("p", {}, `Try a whole session before anybody is invited: you play everybody, and the app answers as it would in Slack.${apart}`),
    drawCast(people, place),
    el("ol", { class: "steps" }, STEPS.map((step, index) => drawStep(step, index, people, place))),
    el("h3", {}, "Good to know"),
    el("ul", { class: "plain" },
      el("li", {}, "Two people make a quiet session. “Fill the room” lets a crowd come in, which checks in, writes and votes by itself."),
      el("li", {}, "Type / in the message box to see all commands; ", el("code", {}, "/copro help"), " explains them."),
      el("li", {}, "“⋯” beside a message has its reactions, replies and the app’s own lines."),
      el("li", {}, "Another tab can be another person. Both see the same workspace."),
      el("li", {}, "“What if…” lets things go wrong and moves the clock; “Inspector” shows what the app and the workspace said to each other.")),
    el("p", {}, button("Choose any other person", choosePerson)));
}

/** Look what was done since, by anybody in any tab; the guide is drawn again when that changes it. */
export async function refreshGuide() {
  if (asking || progress.since === state.screen.seq) return;
  asking = true;
  try {
    const before = ticks();
    const since = Math.max(progress.since, state.screen.seq - MOST, 0);
    const [deeds, resets] = await Promise.all(["deed", "reset"].map((kind) => get("log", { kind, since })));
    if (resets.entries.length) progress = new Progress(); // the first day again
    progress.since = deeds.seq;
    deeds.entries.forEach((each) => progress.take(each));
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
