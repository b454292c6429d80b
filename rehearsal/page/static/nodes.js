// Elements made from data. Text only ever becomes text: there is no way here to make markup from a string.

import { t } from "./language.js";

/** `el("button", { class: "x", onclick: f }, "words", child)`; `null` children are left out. */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "value") node.value = value;
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...children.flat().filter((each) => each !== null && each !== undefined));
  return node;
}

export function button(words, onclick, props = {}) {
  return el("button", { type: "button", onclick, ...props }, words);
}

const FOCUSABLE = "button, a[href], input, select, textarea, summary, [tabindex]";

/** Redraws something without taking the keyboard away from whoever is in it. */
export function keepingFocus(container, redraw) {
  const held = container.contains(document.activeElement) ? document.activeElement : null;
  const before = held ? [...container.querySelectorAll(FOCUSABLE)] : [];
  const place = before.indexOf(held);
  const words = held?.textContent;
  const fresh = redraw() ?? container;
  if (!held) return fresh;
  const after = [...fresh.querySelectorAll(FOCUSABLE)];
  const same = after[place]?.textContent === words ? after[place] : after.find((each) => each.textContent === words);
  (same ?? after[place])?.focus({ preventScroll: true });
  return fresh;
}

let open = null;

function shut(back) {
  if (!open) return;
  const { opener, list } = open;
  open = null;
  list.remove();
  opener.setAttribute("aria-expanded", "false");
  if (back) opener.focus();
}

function moved(event, items) {
  const now = items.indexOf(document.activeElement);
  const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: items.length - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    items[(to + items.length) % items.length].focus();
  } else if (event.key === "Escape" || event.key === "Tab") {
    if (event.key === "Escape") event.preventDefault();
    event.stopPropagation();
    shut(true);
  }
}

function unfold(opener, label, lines) {
  const items = lines().map(([words, run, spoken]) =>
    el("button", { type: "button", role: "menuitem", tabindex: "-1", "aria-label": spoken, onclick: () => { shut(true); run(); } }, words));
  const list = el("div", { role: "menu", class: "menu", "aria-label": label, onkeydown: (event) => moved(event, items) }, items);
  opener.after(list);
  opener.setAttribute("aria-expanded", "true");
  open = { opener, list };
  list.classList.toggle("up", list.getBoundingClientRect().bottom > window.innerHeight - 60);
  items[0]?.focus();
}

document.addEventListener("click", (event) => {
  if (open && !open.list.contains(event.target) && !open.opener.contains(event.target)) shut(false);
});

/** A button that unfolds a menu. `lines()` gives `[words, what to do, what a screen reader hears]`. */
export function menuButton(words, label, lines, props = {}) {
  const opener = button(words, () => {
    const mine = open?.opener === opener;
    shut(false);
    if (!mine) unfold(opener, label, lines);
  }, { "aria-haspopup": "menu", "aria-expanded": "false", "aria-label": label, ...props });
  return el("span", { class: "menu-place" }, opener);
}

const region = document.getElementById("toasts"); // kept: a modal that goes may take it along

/** Words that everybody must hear, also while a modal is open: the region moves into it. */
export function toast(words, seconds = 20) {
  const front = document.querySelector("dialog[open]") ?? document.body;
  if (region.parentNode !== front) front.append(region);
  const line = el("p", { class: "toast" }, el("span", {}, words), button(t("Dismiss"), () => line.remove()));
  region.append(line);
  setTimeout(() => line.remove(), seconds * 1000);
  return line;
}
