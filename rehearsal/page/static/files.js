/* file_input: files are uploaded as soon as they are chosen, as in Slack; what is sent are their descriptions. */

import { changed, content, keep, named, newId } from "./elements.js";
import { t } from "./language.js";
import { el } from "./text.js";

const MOST_BYTES = 2_500_000;
const size = (bytes) => (bytes < 1000 ? t("{n} bytes", { n: bytes }) : bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`);

/** Its content in base64, as the control API takes it. */
const read = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(",") + 1));
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(file);
});

function file(place) {
  const { element, env } = place;
  const most = element.max_files ?? 10;
  let held = content(place);
  const status = el("p", { role: "status", class: "block-note", id: newId() });
  const list = el("ul", { class: "block-files" });
  const about = { type: "file", class: "block-field", accept: (element.filetypes ?? []).map((each) => `.${each}`).join(","), multiple: most > 1 };
  const field = el("input", { ...named(place), ...about, "aria-describedby": [place.described, status.id].filter(Boolean).join(" ") });
  const frame = keep(el("div", { class: "block-written" }, field, status, list), place, () => held);
  const show = (words = "") => {
    list.replaceChildren(...held.map((each) => el("li", {}, `${each.name}, ${size(each.size)} `, remove(each))));
    status.textContent = words;
  };
  const remove = (gone) => el("button", { type: "button", class: "block-button", "aria-label": t("Remove {name}", { name: gone.name }), onclick: () => {
    held = held.filter((each) => each !== gone);
    show(t("{name} is removed.", { name: gone.name }));
    field.focus();
    changed(place, frame);
  } }, t("Remove"));
  field.addEventListener("change", async () => {
    const chosen = [...field.files];
    field.value = "";
    status.textContent = t("Uploading…");
    const problems = [];
    for (const each of chosen) {
      const problem = complaint(each, element, held.length >= most && most);
      const uploaded = problem ? null : await env.upload?.({ name: each.name, content: await read(each) });
      if (uploaded) held = [...held, uploaded];
      else problems.push(problem || t("{name} could not be uploaded.", { name: each.name }));
    }
    show(problems.join(" ") || t("Uploaded."));
    changed(place, frame);
  });
  show();
  return frame;
}

/** What Slack's own client does not take. */
function complaint({ name, size: bytes }, { filetypes }, isFull) {
  const kinds = filetypes?.map((each) => each.toLowerCase());
  if (isFull) return t(isFull > 1 ? "No more than {n} files fit." : "No more than {n} file fits.", { n: isFull });
  if (kinds?.length && !kinds.includes(name.split(".").pop().toLowerCase())) return t("{name} is not one of: {kinds}.", { name, kinds: filetypes.join(", ") });
  return bytes > MOST_BYTES ? t("{name} is too big for a rehearsal: it takes files up to {size}.", { name, size: size(MOST_BYTES) }) : "";
}

export const FILE = { file_input: file };
