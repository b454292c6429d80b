/* Pictures: shown where they are on this machine, told in words where they are not. */

import { el } from "./text.js";

/** A picture from this machine; of any other only its alt text, since no request may leave. */
export function picture(element) {
  const source = element.image_url ?? "";
  const url = URL.canParse(source) ? new URL(source) : null; // Slack takes no relative address
  const isHere = url && (url.origin === location.origin || /^data:image\//i.test(source));
  const box = el("span", { class: "block-image block-absent", role: "img", "aria-label": element.alt_text },
    el("span", { "aria-hidden": "true" }, "🖼 ", element.alt_text));
  if (!isHere) return box;
  const shown = el("img", { src: url.href, class: "block-image", onerror: () => shown.replaceWith(box) });
  shown.alt = element.alt_text ?? "";
  return shown;
}
