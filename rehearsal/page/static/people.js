// Acting as anyone: a searchable list, and links that open another person in another tab.
import { t } from "./language.js";
import { button, el } from "./nodes.js";
import { guide, roles } from "./scenery.js";
import { go, hashFor, person, state, unread } from "./state.js";

const roleOf = (each) => roles.find((role) => role.name === each.role);
const factOf = (each) => called(each.facts[roleOf(each)?.fact]);

/** A word of the cast, in another language where the guide tells it. */
const called = (word) => guide?.texts?.[word] ?? word;

let dialog = null;

function group(each) {
  const title = called(roleOf(each)?.title ?? each.role);
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
  const words = [each.real_name, now ? el("span", { class: "quiet" }, ` ${t("(you, in this tab)")}`) : null];
  return el("li", {},
    button(words, () => becomes(each.id), { "aria-current": now ? "true" : null, disabled: each.deleted }),
    el("a", {
      href: hashFor(each.id, state.place), target: "_blank", rel: "noopener", class: "quiet",
      "aria-label": t("Act as {name} in a new tab", { name: each.real_name }),
    }, t("New tab")));
}

function fill(list, count, wanted) {
  const people = (state.screen?.people ?? []).filter((each) => !each.is_bot);
  const words = wanted.toLocaleLowerCase().trim();
  const fits = people.filter((each) => [each.real_name, each.role, called(each.role), factOf(each), ...Object.values(each.facts)].join(" ").toLocaleLowerCase().includes(words));
  list.replaceChildren(...grouped(fits).map(([title, those]) =>
    el("section", {}, el("h3", {}, title), el("ul", {}, those.map(line)))));
  count.textContent = fits.length === 1 ? t("1 person") : t("{n} people", { n: fits.length });
}

export function choosePerson() {
  const list = el("div", { class: "cast" });
  const count = el("p", { class: "quiet", role: "status" });
  const search = el("input", { type: "search", id: "who", autocomplete: "off", oninput: () => fill(list, count, search.value) });
  dialog?.remove();
  dialog = el("dialog", { class: "chooser", "aria-labelledby": "chooser-title" },
    el("h2", { id: "chooser-title" }, t("Act as …")),
    el("p", { class: "quiet" }, t("Everybody here is invented. Open a second tab to be two people at once.")),
    el("label", { for: "who" }, t("Name, role or what else is known of them")), search, count, list,
    button(t("Close"), () => dialog.close()));
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
  const role = factOf(me) ? `${called(me.role)}, ${factOf(me)}` : called(me.role);
  opener.replaceChildren(el("span", { class: "quiet" }, `${t("Acting as")} `), el("strong", {}, me.real_name), el("span", { class: "role" }, ` · ${role}`), " ▾");
  document.title = `${unread() ? `(${unread()}) ` : ""}${me.real_name} · ${t("Rehearsal, not Slack")}`;
}
