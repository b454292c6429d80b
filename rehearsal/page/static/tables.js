/* Tables: the plain one, the one with figures, and the rows they share. */

import { t } from "./language.js";
import { rich } from "./rich.js";
import { el, plain } from "./text.js";

const content = (cell, env) =>
  cell.type === "rich_text" ? rich(cell, env) : document.createTextNode(plain(cell.text ?? String(cell.value ?? "")));

/** It scrolls sideways on a phone; only what has the focus can be scrolled by keyboard. */
export const scrolling = (whole, name) =>
  el("div", { class: "block-table", tabindex: 0, role: "region", "aria-label": name }, whole);

export function table({ rows, column_settings: settings = [] }, env) {
  const drawn = (tag, row) => el("tr", {}, ...row.map((each, index) => {
    const { align, is_wrapped: isWrapped } = settings[index] ?? {};
    const sides = { center: "block-center", right: "block-right" }[align] ?? "";
    const about = { scope: tag === "th" && "col", class: `${sides} ${isWrapped === false ? "block-unwrapped" : ""}`.trim() };
    return el(tag, about, content(each, env));
  }));
  const [first, ...rest] = rows;
  return scrolling(el("table", {}, el("thead", {}, drawn("th", first)), el("tbody", {}, ...rest.map((row) => drawn("td", row)))), t("Table"));
}

/** A heading, figures on the right, and one column that names its rows; in pages where there are many. */
export function dataTable({ rows: [first, ...rest], caption, page_size: size = 100, row_header_column_index: names }, env) {
  const head = el("tr", {}, ...first.map((each) => el("th", { scope: "col", class: figure(each) }, content(each, env))));
  const body = el("tbody");
  const whole = el("table", {}, el("caption", {}, caption), el("thead", {}, head), body);
  const lines = rest.map((row) => el("tr", {}, ...row.map((each, index) =>
    el(index === names ? "th" : "td", { scope: index === names && "row", class: figure(each) }, content(each, env)))));
  if (lines.length > size) return el("div", {}, scrolling(whole, caption), pages(body, lines, size));
  body.append(...lines);
  return scrolling(whole, caption);
}

const figure = ({ type }) => type === "raw_number" && "block-right";

function pages(body, lines, size) {
  let at = 0;
  const shown = el("span", { role: "status" });
  const turn = (by) => {
    if (at + by < 0 || at + by >= lines.length) return;
    at += by;
    body.replaceChildren(...lines.slice(at, at + size));
    shown.textContent = t("Rows {first} to {last} of {all}", { first: at + 1, last: Math.min(at + size, lines.length), all: lines.length });
    before.ariaDisabled = String(at === 0); // not `disabled`: that would take the keyboard away on the last page
    after.ariaDisabled = String(at + size >= lines.length);
  };
  const step = (words, by) => el("button", { type: "button", class: "block-button", onclick: () => turn(by) }, words);
  const [before, after] = [step(t("Previous rows"), -size), step(t("Next rows"), size)];
  turn(0);
  return el("div", { class: "block-pages" }, before, shown, after);
}
