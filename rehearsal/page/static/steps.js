// A session in steps, for somebody who has never held one. Another app would bring its own.

/*
 * `title` and `words` are read; `says` is typed for the person who holds the role, `plays` are roles to act as.
 * `signs`: what is said or pressed when a step is done; `form`: a form must have been sent after it.
 */
export const STEPS = [
  {
    title: "Start a session", who: "facilitator",
    words: "The button writes into the message box for you. Read it, then press Send. A card appears.",
    says: ["/copro start \"Support for new parents\""], signs: [/^\/copro start ./],
  },
  {
    title: "Check in", plays: ["champion", "other"], form: true,
    words: "Press “Check in” on the session’s card and answer the questions. Do it as two people: groups and polls need company.",
    signs: [/^Check in$|^\/checkin/],
  },
  {
    title: "Make small groups", who: "facilitator", form: true,
    words: "Look at the groups the app proposes, and shuffle them if you like. Nobody is told before you press “Go”.",
    says: ["/copro breakout 3 \"What would have helped you?\""], signs: [/^\/copro breakout/],
  },
  {
    title: "Meet, and come back", plays: ["champion", "facilitator"],
    words: "The app tells each person alone who is in their group: press “I’m here” as one of them. Then call everybody back, with the button on the breakout’s card.",
    signs: [/^I'm here$/, /^Call everyone back$/],
  },
  {
    title: "Share an idea, support another", who: "champion", plays: ["other"],
    words: "Write an idea as one person, then press “Support” on its card as the other.",
    says: ["/idea A buddy for every new parent"], signs: [/^\/idea ./, /^Support$/],
  },
  {
    title: "Ask the room", who: "facilitator", plays: ["champion", "other"],
    words: "Everybody answers with one press on the poll’s card, and may change their mind.",
    says: ["/poll \"When shall we meet?\" \"Morning\" \"Evening\""], signs: [/^\/poll ./],
  },
  {
    title: "End, and ask for promises", who: "facilitator",
    words: "The app closes the poll, sums up, and asks everybody a last question.",
    says: ["/copro end"], signs: [/^\/copro end/],
  },
  {
    title: "Promise something", plays: ["champion"], form: true,
    words: "Press “Yes” under “Before you go”. Write one thing you will do, leave the date empty, and send the form.",
    signs: [/^Yes$|^\/pledge/],
  },
  {
    title: "Read the report", who: "facilitator",
    words: "It shows figures only: who took part, what was formed, how many promised something.",
    says: ["/copro report"], signs: [/^\/copro report/],
  },
  {
    title: "See the reminder", plays: ["champion"], skips: true,
    words: "Skip ahead to it, read it as the person who promised, and answer. Then read the report again.",
    signs: [/^Done$|^Working on it$|^Stuck$/],
  },
];

/** Which steps were done, going by what people did. */
export class Progress {
  constructor() {
    this.since = 0;
    this.seen = STEPS.map(() => new Set());
    this.opened = new Map(); // person -> the step whose form they may be filling in
  }

  isDone(index) {
    return this.seen[index].size === STEPS[index].signs.length;
  }

  /** One entry of the record; what the app never took does not count, nor what nobody did on this page. */
  take({ person, deed, details, acked, closed }) {
    if (!acked) return;
    if (deed === "submit" && closed && this.opened.has(person)) return void this.mark(this.opened.get(person), 0);
    if (!["say", "press"].includes(deed)) return;
    const words = details.text?.text ?? details.text;
    if (typeof words !== "string") return;
    STEPS.forEach((step, index) => step.signs.forEach((sign, number) => {
      if (!sign.test(words)) return;
      if (step.form) this.opened.set(person, index);
      else this.mark(index, number);
    }));
  }

  mark(index, number) {
    this.seen[index].add(number);
  }
}
