/* The small elements under an answer: was it good, and away with it. */

import { keep, newId, tell } from "./elements.js";
import { t } from "./language.js";
import { el, plain } from "./text.js";

const told = ({ text, value }) => ({ text, ...(value === undefined ? {} : { value }) });

function feedback(place) {
  const { positive_button: good, negative_button: bad } = place.element;
  const side = (each, sign) => el("button", {
    type: "button", class: "block-button", "aria-label": each.accessibility_label, onclick: () => tell(place, told(each)),
  }, el("span", { "aria-hidden": "true" }, sign, " "), plain(each.text.text));
  return keep(el("span", { class: "block-actions", role: "group", "aria-label": t("Was this good?"), id: newId() }, side(good, "👍"), side(bad, "👎")), place);
}

/** Some see it and some do not: where the app names people, only these. */
function icon(place) {
  const { element, env } = place;
  const { visible_to_user_ids: people } = element;
  if (people && env.me && !people.includes(env.me)) return el("span", { hidden: true });
  const about = { type: "button", class: "block-button", "aria-label": element.accessibility_label, onclick: () => tell(place, told(element)) };
  return keep(el("button", about, el("span", { "aria-hidden": "true" }, "🗑 "), plain(element.text.text)), place);
}

export const SMALL = { feedback_buttons: feedback, icon_button: icon };
