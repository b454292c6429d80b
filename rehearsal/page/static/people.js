// Acting as anyone: a searchable list, and links that open another person in another tab.
import { button, el } from "./nodes.js";
import { go, hashFor, person, state, unread } from "./state.js";

const ORDER = ["facilitator", "champion", "decision owner"];
const TITLES = { facilitator: "Facilitators", champion: "Champions", "decision owner": "Decision owners" };

let dialog = null;

function group(each) {
  const title = TITLES[each.role] ?? each.role;
  return each.role === "champion" && each.sector ? `${title}: ${each.sector}` : title;
}

/** `[title, people]`, facilitators first. */
function grouped(people) {
  const rank = (each) => (ORDER.indexOf(each.role) + 1 || 9);
  const groups = new Map();
  for (const each of [...people].sort((a, b) => rank(a) - rank(b))) {
    const title = group(each);
    groups.set(title, [...(groups.get(title) ?? []), each]);
  }
  return [...groups];
}

function becomes(id) {
  dialog.close();
  go({ me: id });
}

function line(each) {
  const now = each.id === state.me;
  const words = [each.real_name, now ? el("span", { class: "quiet" }, " (you, in this tab)") : null];
  return el("li", {},
    button(words, () => becomes(each.id), { "aria-current": now ? "true" : null, disabled: each.deleted }),
    el("a", {
      href: hashFor(each.id, state.place), target: "_blank", rel: "noopener", class: "quiet",
      "aria-label": `Act as ${each.real_name} in a new tab`,
    }, "New tab"));
}

function fill(list, count, wanted) {
  const people = (state.screen?.people ?? []).filter((each) => !each.is_bot);
  const words = wanted.toLocaleLowerCase().trim();
  const fits = people.filter((each) => `${each.real_name} ${each.role} ${each.sector ?? ""}`.toLocaleLowerCase().includes(words));
  list.replaceChildren(...grouped(fits).map(([title, those]) =>
    el("section", {}, el("h3", {}, title), el("ul", {}, those.map(line)))));
  count.textContent = fits.length === 1 ? "1 person" : `${fits.length} people`;
}

export function choosePerson() {
  const list = el("div", { class: "cast" });
  const count = el("p", { class: "quiet", role: "status" });
  const search = el("input", { type: "search", id: "who", autocomplete: "off", oninput: () => fill(list, count, search.value) });
  dialog?.remove();
  dialog = el("dialog", { class: "chooser", "aria-labelledby": "chooser-title" },
    el("h2", { id: "chooser-title" }, "Act as …"),
    el("p", { class: "quiet" }, "Everybody here is invented. Open a second tab to be two people at once."),
    el("label", { for: "who" }, "Name, role or sector"), search, count, list,
    button("Close", () => dialog.close()));
  search.addEventListener("keydown", (event) => {
    const first = list.querySelector("button:not([disabled])");
    if (event.key === "Enter" && search.value && first) first.click();
  });
  document.body.append(dialog);
  fill(list, count, "");
  dialog.showModal();
  search.focus();
}

export function drawActing(opener) {
  const me = person(state.me);
  if (!me) return;
  const role = me.role === "champion" && me.sector ? `champion, ${me.sector}` : me.role;
  opener.replaceChildren(el("span", { class: "quiet" }, "Acting as "), el("strong", {}, me.real_name), el("span", { class: "role" }, ` · ${role}`), " ▾");
  document.title = `${unread() ? `(${unread()}) ` : ""}${me.real_name} · Rehearsal, not Slack`;
}
