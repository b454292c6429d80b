// What was ordered to go wrong and still waits to happen, and the one button that calls it all off.
import { ordered } from "./fields.js";
import { t } from "./language.js";
import { button, el } from "./nodes.js";
import { get, state } from "./state.js";
import { TOKEN_ERRORS, waitingWords } from "./trouble-words.js";

const list = el("ul", { class: "plain", "aria-label": t("Trouble that is waiting to happen"), hidden: true });
const count = el("p", { role: "status" });
const limits = el("p", { class: "quiet" });
let told = -1; // up to which entry of the log
let drawn = null;
let asking = false;

function lines({ troubles, token, dead_tickets: tickets }) {
  const words = troubles.map(waitingWords);
  if (token) words.unshift(`${t("The app’s token is refused")}. ${TOKEN_ERRORS[token]}`);
  if (tickets) words.push(tickets === 1 ? t("The next address to connect to is dead") : t("The next {n} addresses to connect to are dead", { n: tickets }));
  return words;
}

function counted(number) {
  if (!number) return t("No trouble ahead.");
  return number === 1 ? t("1 trouble ahead.") : t("{n} troubles ahead.", { n: number });
}

function draw(answer) {
  limits.textContent = answer.rates ? t("The limits are on.") : t("The limits are off.");
  const words = lines(answer);
  if (words.join("\n") === drawn) return; // said aloud only when it is different
  drawn = words.join("\n");
  list.replaceChildren(...words.map((each) => el("li", {}, each)));
  list.hidden = words.length === 0;
  count.textContent = counted(words.length);
}

/** Asks again only when something has happened since. */
export async function refreshOrders() {
  if (asking || told === state.screen.seq) return;
  asking = true;
  const seq = state.screen.seq;
  try {
    draw(await get("troubles"));
    told = seq;
  } catch {
    count.textContent = t("The rehearsal does not answer.");
  } finally {
    asking = false;
  }
  if (state.screen && seq !== state.screen.seq) refreshOrders();
}

/** A line that stays in sight, and the list below it. */
export function waiting() {
  const stop = button(t("Stop all trouble"), () => ordered("undisturb", {}, t("Calm. What has happened stays as it is.")), { class: "primary" });
  return [el("div", { class: "waiting" }, count, stop), list];
}

/** Says whether an app that calls too often is told to wait. */
export const limitsLine = limits;
