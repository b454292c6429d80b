// The list of conversations, with what has not been read yet.
import { button, el, keepingFocus } from "./nodes.js";
import { HOME, go, state } from "./state.js";

let drawn = "";

function sign(room) {
  if (room.kind === "im") return "✉ ";
  return room.kind === "private" ? "🔒 " : "# ";
}

function label(room, bot) {
  return room.kind === "im" ? bot : room.name;
}

/** A count with what it counts; nothing when there is nothing. */
export function badge(count, words = "unread") {
  return count ? el("span", { class: "unread" }, String(count), el("span", { class: "hidden" }, ` ${words}`)) : null;
}

function line(id, mark, words, unread, notes = "") {
  const here = id === state.place;
  const news = here ? null : badge(unread);
  const note = notes ? el("span", { class: "quiet" }, ` ${notes}`) : null;
  const opener = button([el("span", { "aria-hidden": "true" }, mark), el("span", { class: "name" }, words), note, news], () => {
    go({ place: id });
    document.body.dataset.pane = "talk";
    document.getElementById("place").focus();
  }, { "aria-current": here ? "page" : null, class: news ? "new" : null });
  return el("li", {}, opener);
}

function notes(room) {
  if (room.archived) return "(archived)";
  return room.bot || room.kind === "im" ? "" : "(no app)";
}

export function drawPlaces(box) {
  const { screen } = state;
  const key = JSON.stringify([screen.channels, state.place, screen.has_home]);
  if (key === drawn) return;
  drawn = key;
  const bot = screen.people.find((each) => each.id === screen.bot).real_name;
  const rooms = screen.channels.filter((each) => each.kind !== "im");
  const direct = screen.channels.filter((each) => each.kind === "im");
  const all = (list) => list.map((each) => line(each.id, sign(each), label(each, bot), each.unread, notes(each)));
  keepingFocus(box, () => box.replaceChildren(
    el("h2", {}, "Channels"), el("ul", {}, all(rooms)),
    el("h2", {}, "The app"), el("ul", {}, all(direct), screen.has_home ? line(HOME, "⌂ ", `${bot}: Home`, 0) : null)));
}

/** The words above a conversation. */
export function titled() {
  const { screen } = state;
  const bot = screen.people.find((each) => each.id === screen.bot).real_name;
  if (state.place === HOME) return [`${bot}: Home`, "What the app shows to you alone."];
  const room = screen.channels.find((each) => each.id === state.place);
  if (!room) return ["…", ""];
  if (room.kind === "im") return [bot, "Your direct messages with the app. Nobody else sees them."];
  const app = room.bot ? `${bot} is here` : `${bot} is not in this channel`;
  return [`#${room.name}`, `${room.members} members · ${app}${room.archived ? " · archived" : ""}`];
}
