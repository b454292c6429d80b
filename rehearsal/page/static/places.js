// The list of conversations, with what has not been read yet.
import { t } from "./language.js";
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
export function badge(count, words = t("unread")) {
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
  if (room.archived) return t("(archived)");
  return room.bot || room.kind === "im" ? "" : t("(no app)");
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
    el("h2", {}, t("Channels")), el("ul", {}, all(rooms)),
    el("h2", {}, t("The app")), el("ul", {}, all(direct), screen.has_home ? line(HOME, "⌂ ", `${bot}: ${t("Home")}`, 0) : null)));
}

/** The words above a conversation. */
export function titled() {
  const { screen } = state;
  const bot = screen.people.find((each) => each.id === screen.bot).real_name;
  if (state.place === HOME) return [`${bot}: ${t("Home")}`, t("What the app shows to you alone.")];
  const room = screen.channels.find((each) => each.id === state.place);
  if (!room) return ["…", ""];
  if (room.kind === "im") return [bot, t("Your direct messages with the app. Nobody else sees them.")];
  const app = t(room.bot ? "{app} is here" : "{app} is not in this channel", { app: bot });
  return [`#${room.name}`, `${t("{n} members", { n: room.members })} · ${app}${room.archived ? ` · ${t("archived")}` : ""}`];
}
