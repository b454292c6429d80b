// Acting as anyone: a searchable list, and links that open another person in another tab.
import { button, el } from "./nodes.js";
import { roles } from "./scenery.js";
import { go, hashFor, person, state, unread } from "./state.js";

const roleOf = (each) => roles.find((role) => role.name === each.role);
const factOf = (each) => each.facts[roleOf(each)?.fact];

let dialog = null;

function group(each) {
  const title = roleOf(each)?.title ?? each.role;
  return factOf(each) ? `${title}: ${factOf(each)}` : title;
}

/** `[title, people]`, in the order of the cast's roles. */
function grouped(people) {
  const rank = (each) => roles.indexOf(roleOf(each)) + 1 || roles.length + 1;
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
  const fits = people.filter((each) => [each.real_name, each.role, ...Object.values(each.facts)].join(" ").toLocaleLowerCase().includes(words));
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
    el("label", { for: "who" }, "Name, role or what else is known of them"), search, count, list,
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
  const role = factOf(me) ? `${me.role}, ${factOf(me)}` : me.role;
  opener.replaceChildren(el("span", { class: "quiet" }, "Acting as "), el("strong", {}, me.real_name), el("span", { class: "role" }, ` · ${role}`), " ▾");
  document.title = `${unread() ? `(${unread()}) ` : ""}${me.real_name} · Rehearsal, not Slack`;
}
