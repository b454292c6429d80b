// What the page says itself: by its English, in the language that the server has written on it.

const language = document.documentElement.lang;
const told = language === "en" ? {} : await (await fetch(`/page/words-${language}.json`)).json();

/** In which days and hours are written. */
export const locale = language === "en" ? "en-GB" : language;

/** `t("{n} people", { n: 3 })`; in English where nobody has told it in that language. */
export const t = (english, values = {}) => (told[english] ?? english).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
