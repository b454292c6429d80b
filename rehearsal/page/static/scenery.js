// What the page shows besides the workspace, as the rehearsal was given it: roles, steps to try, words for a crowd.

const response = await fetch("/page/scenery.json");

/** `roles` in their order; `guide` and `crowd` are null when there is none. */
export const { roles, guide, crowd } = await response.json();
