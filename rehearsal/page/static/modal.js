/* The visible modal: a native <dialog>, so that Tab stays inside and Escape closes. */

import { drawBlocks, valuesIn } from "./blocks.js";
import { dismiss } from "./elements.js";
import { t } from "./language.js";
import { el, plain } from "./text.js";

/* Everything about the modal on the screen; `typed` keeps, per view, what its person changed. */
let dialog = null, env = {}, shown = { view: {}, key: "", drawn: {} }, hasSent = false, opener = null;
const typed = new Map();

/** Show this view, or show it anew: what was typed stays where block_id and action_id stayed. */
export function showModal(view, surroundings) {
  env = surroundings;
  const { blocks, title, submit, close, id } = view;
  const key = JSON.stringify([id, title, submit, close, blocks, env.errors, env.values, env.depth, env.heard]);
  const isNews = hasSent && Object.keys(env.errors ?? {}).length > 0;
  if (dialog && key === shown.key && !isNews) return;
  remember();
  const isSame = dialog !== null && (shown.view.id === id || shown.view.id === undefined);
  shown = { view, key, drawn: {}, isHeard: env.heard };
  hasSent = false;
  keepingFocus(opened(), () => draw(view, isSame));
  settle(isSame, isNews);
}

/** Take the modal away and forget what was typed in it. */
export function hideModal() {
  if (!dialog) return;
  const gone = dialog;
  dialog = null;
  typed.clear();
  gone.close();
  dismiss(gone);
  const place = again(opener);
  place?.blur(); // closing has put the keyboard there while all was still inert: it would take no letters
  place?.focus({ preventScroll: true });
}

/** What opened the modal; when its message was drawn anew meanwhile, the same words there, or that message. */
function again({ node, ts, words }) {
  if (node.isConnected) return node;
  const article = [...document.querySelectorAll("article")].find((each) => each.dataset.ts === ts);
  return [...(article?.querySelectorAll("button") ?? [])].find((each) => each.textContent === words) ?? article;
}

function opened() {
  if (dialog) return dialog;
  const node = document.activeElement;
  opener = { node, ts: node.closest("article")?.dataset.ts, words: node.textContent };
  dialog = el("dialog", { class: "block-modal", "aria-labelledby": "block-modal-title" });
  dialog.addEventListener("cancel", (event) => {
    if (event.target !== dialog) return; // a file field says "cancel" too
    event.preventDefault(); // the server decides what closing leaves on the screen
    env.onClose?.(valuesIn(dialog));
  });
  dialog.addEventListener("close", (event) => {
    if (event.target !== dialog) return; // hidden by us, or a question inside was answered
    const values = valuesIn(dialog);
    hideModal(); // a second Escape closes a dialog whatever the page says
    env.onClose?.(values);
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Keep what differs from what was drawn: the rest is the app's, and may be changed by it. */
function remember() {
  if (!dialog || shown.isHeard) return; // nothing can be typed where only the words are drawn
  const kept = {};
  for (const [block, actions] of Object.entries(valuesIn(dialog))) {
    for (const [action, state] of Object.entries(actions)) {
      if (JSON.stringify(state) !== JSON.stringify(shown.drawn[block]?.[action])) (kept[block] ??= {})[action] = state;
    }
  }
  typed.set(shown.view.id, kept);
}

function merged(values, mine) {
  const all = { ...values };
  for (const [block, actions] of Object.entries(mine ?? {})) all[block] = { ...all[block], ...actions };
  return all;
}

function draw(view, isSame) {
  const scrolled = isSame ? dialog.querySelector(".block-body")?.scrollTop : 0;
  const surroundings = { ...env, surface: "modal", onAction: (action) => env.onAction?.(action, valuesIn(dialog)) };
  const drawing = (values) => drawBlocks(view.blocks, { ...surroundings, values });
  shown.drawn = valuesIn(drawBlocks(view.blocks, { ...surroundings, heard: false, errors: {} }));
  const body = el("div", { class: "block-body" }, drawing(merged(env.values, typed.get(view.id))));
  const form = el("form", { class: "block-form", novalidate: true }, head(view), body, foot(view));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
  dialog.querySelector(":scope > form")?.remove();
  dialog.prepend(form);
  body.scrollTop = scrolled ?? 0;
}

function head(view) {
  const title = el("h2", { id: "block-modal-title", tabindex: -1 }, plain(view.title?.text));
  const [sign, says] = env.depth > 1 ? [`‹ ${t("Back")}`, t("Back to the form before")] : ["✕", t("Close")];
  const close = el("button", { type: "button", class: "block-button block-close", "aria-label": says, onclick: () => env.onClose?.(valuesIn(dialog)) }, sign);
  return el("header", { class: "block-head" }, ...(env.depth > 1 ? [close, title] : [title, close]));
}

function foot(view) {
  const words = plain(view.close?.text) || (view.submit ? t("Cancel") : t("Close"));
  const close = el("button", { type: "button", class: "block-button", onclick: () => env.onClose?.(valuesIn(dialog)) }, words);
  const submit = view.submit && el("button", { type: "submit", class: "block-button block-primary" }, plain(view.submit.text));
  return el("footer", { class: "block-foot" }, close, submit);
}

/** Once at a time: an impatient second press must not send the form twice. */
async function send(form) {
  if (!shown.view.submit || form.getAttribute("aria-busy") === "true") return;
  form.setAttribute("aria-busy", "true");
  hasSent = true;
  try {
    await env.onSubmit?.(env.heard ? merged(shown.drawn, typed.get(shown.view.id)) : valuesIn(form));
  } finally {
    form.removeAttribute("aria-busy");
    // the same errors once more: nothing was drawn anew, and yet one must hear that it was not sent
    if (hasSent && dialog?.contains(form)) settle(true, true);
  }
}

const FIELDS = "input:not([disabled]), select, textarea, summary";

/** Where the keyboard is after a drawing: the first error, else where it was, else the first field. */
function settle(isSame, isNews) {
  const wrong = dialog.querySelector(".block-wrong");
  const error = wrong?.querySelector(FIELDS);
  if (error && (isNews || !isSame || !dialog.contains(document.activeElement))) return error.focus();
  if (isSame && dialog.contains(document.activeElement) && document.activeElement !== dialog) return undefined;
  const first = dialog.querySelector("[data-focus-first]") ?? dialog.querySelector(`.block-body :is(${FIELDS})`);
  return (first ?? dialog.querySelector("#block-modal-title")).focus();
}

const places = (home) => (home.matches(FIELDS) || home.tagName === "BUTTON" ? [home] : [...home.querySelectorAll(`${FIELDS}, button`)]);

/** Redraw without taking the keyboard from whoever is in one of the elements: found again by its ids. */
export function keepingFocus(root, redraw) {
  const active = root.contains(document.activeElement) ? document.activeElement : null;
  const home = active?.closest("[data-action-id]");
  const mark = home && { ...home.dataset, at: places(home).indexOf(active), from: active.selectionStart, to: active.selectionEnd,
    isOpen: home.querySelector("details")?.open };
  redraw();
  const same = mark && [...root.querySelectorAll("[data-action-id]")].find(({ dataset }) =>
    dataset.blockId === mark.blockId && dataset.actionId === mark.actionId);
  if (!same) return;
  if (mark.isOpen && same.querySelector("details")) same.querySelector("details").open = true;
  const field = places(same)[mark.at] ?? places(same)[0];
  field?.focus({ preventScroll: true });
  if (typeof mark.from === "number" && typeof field?.selectionStart === "number") field.setSelectionRange(mark.from, mark.to);
}
