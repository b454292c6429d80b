// What if people and channels change, a stranger comes, or everything begins again?
import { agreed } from "./elements.js";
import { box, choice, field, ordered, part, text, typed } from "./fields.js";
import { button, el, toast } from "./nodes.js";
import { go, order, state, surroundings } from "./state.js";

const ZONES = ["Europe/London", "Europe/Warsaw", "Africa/Lagos", "Asia/Kolkata", "America/New_York", "Pacific/Auckland"];
const plainly = (text) => ({ type: "plain_text", text });
const QUESTION = {
  title: plainly("Begin again?"), text: plainly("Everything that was said here goes away."),
  confirm: plainly("Yes, begin"), deny: plainly("Keep it all"),
};
const refills = []; // what to do when people or channels are others than before

function everybody() {
  return state.screen.people.filter((each) => !each.is_bot).map((each) => {
    const notes = [each.deleted ? "left" : "", each.is_admin ? "admin" : ""].filter(Boolean).join(", ");
    return [each.id, notes ? `${each.real_name} (${notes})` : each.real_name];
  });
}

const rooms = () => state.screen.channels.filter((each) => each.kind !== "im").map((each) => [each.id, `#${each.name}${each.archived ? " (archived)" : ""}`]);

function filled(words, entries) {
  const made = choice(words, entries());
  refills.push(() => made.fill(entries()));
  return made;
}

/** Menus name the people and channels there are now. */
export const refreshWorld = () => refills.forEach((refill) => refill());

export function people() {
  const who = filled("Who", everybody);
  const name = text();
  const zones = choice("Time zone", ZONES.map((each) => [each, each]));
  const change = (changes, words) => ordered("person", { person: who.select.value, changes }, words);
  const rename = () => {
    const called = typed(name);
    if (called) change({ real_name: called }, "Renamed.");
  };
  return part("Somebody changes", [
    who.node,
    el("div", { class: "doing" },
      button("Leaves the workspace", () => change({ deleted: true }, "Gone.")),
      button("Comes back", () => change({ deleted: false }, "Back.")),
      button("Becomes an admin", () => change({ is_admin: true }, "An admin now.")),
      button("Is no admin any more", () => change({ is_admin: false }, "No admin any more."))),
    field("New name", name), button("Rename", rename),
    zones.node, button("Move there", () => change({ tz: zones.select.value }, "Moved.")),
  ]);
}

export function stranger() {
  const name = text();
  const where = filled("Into which channel", rooms);
  const come = async () => {
    const called = typed(name);
    const answer = called && (await order("stranger", { name: called, channel: where.select.value }));
    if (answer) toast([`${called} has come from another organisation. `, button(`Act as ${called}`, () => go({ me: answer.id, place: where.select.value }))], 30);
  };
  return part("A stranger comes in", [
    el("p", {}, "A channel can be shared with another organisation. Its people see and say what everybody there does."),
    field("Name of the stranger", name), where.node, button("Let them in", come),
  ]);
}

export function channels() {
  const which = filled("Which channel", rooms);
  const who = filled("Who comes or goes", everybody);
  const name = text({ placeholder: "small-letters" });
  const secret = box("Private");
  const change = (what, words, more = {}) => ordered("channel", { channel: which.select.value, what, ...more }, words);
  const create = () => {
    const channel = typed(name);
    const kind = secret.input.checked ? "private" : "public";
    if (channel) ordered("channel", { channel, what: "create", kind }, "There it is, with everybody but the app in it.");
  };
  return part("A channel changes", [
    which.node,
    el("div", { class: "doing" },
      button("Archive it", () => change("archive", "Archived.")), button("Open it again", () => change("unarchive", "Open again.")),
      button("Remove the app", () => change("kick", "The app is out.", { person: "bot" })), button("Invite the app", () => change("invite", "The app is in.", { person: "bot" }))),
    who.node,
    el("div", { class: "doing" },
      button("Bring them in", () => change("invite", "In.", { person: who.select.value })), button("Take them out", () => change("kick", "Out.", { person: who.select.value }))),
    field("Name of a new channel", name), secret.node, button("Make it", create),
  ]);
}

export function beginning() {
  const again = async (grid, words) => {
    if (!(await agreed(QUESTION, surroundings("message")))) return;
    const answer = await ordered("reset", { grid }, words);
    if (answer) go({ me: state.me.replace(/^[UW]/, grid ? "W" : "U"), place: "" });
  };
  return part("Everything begins again", [
    el("p", {}, "All messages and changes go, and the clock tells today’s time. The app keeps its own records; for an app that knows nothing either, stop the rehearsal and start it anew."),
    el("div", { class: "doing" },
      button("Begin again", () => again(false, "The first day.")),
      button("Begin again on an Enterprise Grid", () => again(true, "The first day, in an organisation of many workspaces."))),
    el("p", { class: "quiet" }, "On an Enterprise Grid the workspace belongs to an organisation, and everybody has another id, which begins with W."),
  ]);
}
