// What to do here, for somebody who has never done it: five steps that fill the message box or change the person.
import { button, el } from "./nodes.js";
import { suggestWords } from "./composer.js";
import { choosePerson } from "./people.js";
import { go, hashFor, order, state } from "./state.js";

const of = (role, skip = 0) => state.screen.people.filter((each) => each.role === role && !each.deleted)[skip];

/** A channel with the app in it where all of these people are, the quieter ones first. */
function room() {
  const rooms = state.screen.channels.filter((each) => each.bot && each.kind === "public" && !each.archived);
  return rooms.sort((a, b) => a.members - b.members)[0] ?? state.screen.channels[0];
}

function asSomebody(each) {
  if (!each) return null;
  return el("span", { class: "pair" },
    button(`Act as ${each.real_name}`, () => go({ me: each.id }), { disabled: each.id === state.me }),
    el("a", { href: hashFor(each.id, state.place), target: "_blank", rel: "noopener" }, "in a new tab"));
}

function opens(words, place) {
  return button(words, () => {
    document.body.dataset.pane = "talk";
    go({ place });
  });
}

const type = (text) => button(["Type ", el("code", {}, text)], () => suggestWords(text), { class: "typing" });

function steps() {
  const lead = of("facilitator");
  const place = room();
  const dm = state.screen.channels.find((each) => each.kind === "im");
  return [
    ["Start a session, as a facilitator.", `Go to #${place.name}, let the button type for you, read it, and press Send.`,
      asSomebody(lead), opens(`Open #${place.name}`, place.id), type('/copro start "Support for new parents"')],
    ["Arrive, as a champion.", "Press “Check in” on the session’s card and answer the questions. Do it as two or three people.",
      asSomebody(of("champion")), asSomebody(of("champion", 3)), type("/checkin")],
    ["Share and support ideas.", "Write one as one champion, press “Support” as another.",
      type("/idea A buddy for every new parent"), type("/idea More benches on the way to the clinic")],
    ["Ask the room, then end, as the facilitator.", "Everybody can vote on the poll. Ending makes the report and asks people for a pledge.",
      asSomebody(lead), type('/poll "When shall we meet?" "Morning" "Evening"'), type("/copro end")],
    ["Promise something, and see the reminder.", "Make a pledge as a champion, skip ahead two weeks, then read what the app writes to you alone.",
      type("/pledge"), button("Skip ahead two weeks", () => order("clock", { forward: 14 * 86400 })),
      dm ? opens("Open my messages from the app", dm.id) : null],
  ];
}

export function drawGuide(box) {
  box.replaceChildren(
    el("p", {}, "Here you can try a whole session before anybody is invited. You play everybody; the app answers as it would in Slack."),
    el("ol", { class: "steps" }, steps().map(([title, words, ...doing]) =>
      el("li", {}, el("strong", {}, title), el("p", {}, words), el("div", { class: "doing" }, doing)))),
    el("h3", {}, "Good to know"),
    el("ul", { class: "plain" },
      el("li", {}, "Type / in the message box to see all commands; ", el("code", {}, "/copro help"), " explains them."),
      el("li", {}, "“⋯” beside a message has its reactions, replies and the app’s own lines."),
      el("li", {}, "Another tab can be another person. Both see the same workspace."),
      el("li", {}, "“What if…” lets things go wrong and moves the clock; “Inspector” shows what the app and the workspace said to each other.")),
    el("p", {}, button("Choose any other person", choosePerson)));
}

/** What the guide depends on: it is drawn again only when this is different. */
export const guideKey = () => JSON.stringify([state.me, state.place, state.screen.channels.map((each) => [each.id, each.archived, each.bot]), state.screen.people.map((each) => [each.real_name, each.deleted])]);
