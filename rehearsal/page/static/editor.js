/* rich_text_input: words with marks for bold and the like, and buttons that write the marks. */

import { changed, content, keep, named, newId } from "./elements.js";
import { speaks } from "./inputs.js";
import { t } from "./language.js";
import { el, plain } from "./text.js";
import { richOf, typedOf } from "./writing.js";

const AROUND = { Bold: "*", Italic: "_", Strikethrough: "~", Code: "`" };
const BEFORE = { "Bulleted list": () => "• ", "Numbered list": (index) => `${index + 1}. `, Quote: () => "> " };
const SIGNS = { Bold: "B", Italic: "I", Strikethrough: "S", Code: "‹›", "Bulleted list": "•", "Numbered list": "①", Quote: "❝" };

function editor(place) {
  const { element, env } = place;
  const initial = content(place), shown = typedOf(initial, env);
  const hint = el("p", { class: "block-note", id: newId() }, t("Marks make it *bold*, _italic_, ~struck~ or `code`; lines begin with • or 1. or > for lists and quotes."));
  const field = el("textarea", {
    ...named(place), class: "block-field", rows: 5, placeholder: plain(element.placeholder?.text),
    "aria-describedby": [place.described, hint.id].filter(Boolean).join(" "),
  });
  field.value = shown;
  const tools = el("div", { role: "group", "aria-label": t("Formatting"), class: "block-tools" },
    ...Object.entries(AROUND).map(([name, mark]) => tool(name, () => wrap(field, mark))),
    ...Object.entries(BEFORE).map(([name, lead]) => tool(name, () => begin(field, lead))));
  // what was not touched stays as the app wrote it, to the last property
  const frame = keep(el("div", { class: "block-written" }, tools, field, hint), place, () => (field.value === shown ? initial : richOf(field.value, env)));
  speaks(field, true, place, () => changed(place, frame));
  return frame;
}

const tool = (name, onclick) => el("button", { type: "button", class: "block-button", "aria-label": t(name), title: t(name), onclick }, el("span", { "aria-hidden": "true" }, SIGNS[name]));

/** The chosen words between two marks; without any, the place between them. */
function wrap(field, mark) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  field.setRangeText(mark + value.slice(from, to) + mark, from, to, "end");
  field.setSelectionRange(from + 1, to + 1);
  told(field);
}

/** Every chosen line begins with this. */
function begin(field, lead) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const start = value.lastIndexOf("\n", from - 1) + 1;
  const lines = value.slice(start, to).split("\n").map((line, index) => lead(index) + line);
  field.setRangeText(lines.join("\n"), start, to, "end");
  told(field);
}

function told(field) {
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

export const EDITOR = { rich_text_input: editor };
