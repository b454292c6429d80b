// What if people and channels change, a stranger comes, or everything begins again?
import { agreed } from "./elements.js";
import { box, choice, field, ordered, part, text, typed } from "./fields.js";
import { t } from "./language.js";
import { button, el, toast } from "./nodes.js";
import { go, order, state, surroundings } from "./state.js";

const ZONES = ["Europe/London", "Europe/Warsaw", "Africa/Lagos", "Asia/Kolkata", "America/New_York", "Pacific/Auckland"];
const plainly = (text) => ({ type: "plain_text", text });
const QUESTION = {
  title: plainly(t("Begin again?")), text: plainly(t("Everything that was said here goes away.")),
  confirm: plainly(t("Yes, begin")), deny: plainly(t("Keep it all")),
};
const refills = []; // what to do when people or channels are others than before

function everybody() {
  return state.screen.people.filter((each) => !each.is_bot).map((each) => {
    const notes = [each.deleted ? t("left") : "", each.is_admin ? t("admin") : ""].filter(Boolean).join(", ");
    return [each.id, notes ? `${each.real_name} (${notes})` : each.real_name];
  });
}

const rooms = () => state.screen.channels.filter((each) => each.kind !== "im").map((each) => [each.id, `#${each.name}${each.archived ? ` ${t("(archived)")}` : ""}`]);

function filled(words, entries) {
  const made = choice(words, entries());
  refills.push(() => made.fill(entries()));
  return made;
}

/** Menus name the people and channels there are now. */
export const refreshWorld = () => refills.forEach((refill) => refill());

export function people() {
  const who = filled(t("Who"), everybody);
  const name = text();
  const zones = choice(t("Time zone"), ZONES.map((each) => [each, each]));
  const change = (changes, words) => ordered("person", { person: who.select.value, changes }, words);
  const rename = () => {
    const called = typed(name);
    if (called) change({ real_name: called }, t("Renamed."));
  };
  return part(t("Somebody changes"), [
    who.node,
    el("div", { class: "doing" },
      button(t("Leaves the workspace"), () => change({ deleted: true }, t("Gone."))),
      button(t("Comes back"), () => change({ deleted: false }, t("Back."))),
      button(t("Becomes an admin"), () => change({ is_admin: true }, t("An admin now."))),
      button(t("Is no admin any more"), () => change({ is_admin: false }, t("No admin any more.")))),
    field(t("New name"), name), button(t("Rename"), rename),
    zones.node, button(t("Move there"), () => change({ tz: zones.select.value }, t("Moved."))),
  ]);
}

export function stranger() {
  const name = text();
  const where = filled(t("Into which channel"), rooms);
  const come = async () => {
    const called = typed(name);
    const answer = called && (await order("stranger", { name: called, channel: where.select.value }));
    if (answer) toast([`${t("{name} has come from another organisation.", { name: called })} `, button(t("Act as {name}", { name: called }), () => go({ me: answer.id, place: where.select.value }))], 30);
  };
  return part(t("A stranger comes in"), [
    el("p", {}, t("A channel can be shared with another organisation. Its people see and say what everybody there does.")),
    field(t("Name of the stranger"), name), where.node, button(t("Let them in"), come),
  ]);
}

export function channels() {
  const which = filled(t("Which channel"), rooms);
  const who = filled(t("Who comes or goes"), everybody);
  const name = text({ placeholder: t("small-letters") });
  const secret = box(t("Private"));
  const change = (what, words, more = {}) => ordered("channel", { channel: which.select.value, what, ...more }, words);
  const create = () => {
    const channel = typed(name);
    const kind = secret.input.checked ? "private" : "public";
    if (channel) ordered("channel", { channel, what: "create", kind }, t("There it is, with everybody but the app in it."));
  };
  return part(t("A channel changes"), [
    which.node,
    el("div", { class: "doing" },
      button(t("Archive it"), () => change("archive", t("Archived."))), button(t("Open it again"), () => change("unarchive", t("Open again."))),
      button(t("Remove the app"), () => change("kick", t("The app is out."), { person: "bot" })), button(t("Invite the app"), () => change("invite", t("The app is in."), { person: "bot" }))),
    who.node,
    el("div", { class: "doing" },
      button(t("Bring them in"), () => change("invite", t("In."), { person: who.select.value })), button(t("Take them out"), () => change("kick", t("Out."), { person: who.select.value }))),
    field(t("Name of a new channel"), name), secret.node, button(t("Make it"), create),
  ]);
}

export function beginning() {
  const again = async (grid, words) => {
    if (!(await agreed(QUESTION, surroundings("message")))) return;
    const answer = await ordered("reset", { grid }, words);
    if (answer) go({ me: state.me.replace(/^[UW]/, grid ? "W" : "U"), place: "" });
  };
  return part(t("Everything begins again"), [
    el("p", {}, t("All messages and changes go, and the clock tells today’s time. The app keeps its own records; for an app that knows nothing either, stop the rehearsal and start it anew.")),
    el("div", { class: "doing" },
      button(t("Begin again"), () => again(false, t("The first day."))),
      button(t("Begin again on an Enterprise Grid"), () => again(true, t("The first day, in an organisation of many workspaces.")))),
    el("p", { class: "quiet" }, t("On an Enterprise Grid the workspace belongs to an organisation, and everybody has another id, which begins with W.")),
  ]);
}
