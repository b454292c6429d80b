// Steps to try, as the rehearsal was given them, and how far people have come.
import { guide } from "./scenery.js";

export const STEPS = (guide?.steps ?? []).map((step) => ({
  ...step, signs: step.signs.map((sign) => new RegExp(sign)), shows: step.shows ? new RegExp(step.shows, "m") : null,
}));

const SAYS = ["say", "types"], PRESSES = ["press", "clicks"], SENDS = ["submit", "submits"];

/** Which steps were done, going by what people did: on a page, from a terminal, or in a crowd. */
export class Progress {
  constructor() {
    this.since = 0;
    this.seen = STEPS.map(() => new Set());
    this.opened = new Map(); // person -> the step whose form they may be filling in
  }

  isDone(index) {
    return this.seen[index].size === STEPS[index].signs.length + (STEPS[index].shows ? 1 : 0);
  }

  /** One entry of the record; what the app never took does not count. */
  take({ person, deed, details, acked, closed }) {
    if (!acked) return;
    if (SENDS.includes(deed) && closed && this.opened.has(person)) return void this.mark(this.opened.get(person), 0);
    if (![...SAYS, ...PRESSES].includes(deed)) return;
    const words = details.text?.text ?? details.text;
    if (typeof words !== "string") return;
    STEPS.forEach((step, index) => step.signs.forEach((sign, number) => {
      if (!sign.test(words)) return;
      if (step.form) this.opened.set(person, index);
      else this.mark(index, number);
    }));
  }

  /** One message that the app posted. */
  posted({ ok, arguments: { text } }) {
    if (!ok || typeof text !== "string") return;
    STEPS.forEach((step, index) => {
      if (step.shows?.test(text)) this.mark(index, "shows");
    });
  }

  mark(index, number) {
    this.seen[index].add(number);
  }
}
