// @ts-check
/** The entry: binds what a page has, and ends it when the page goes. */

/** @type {Record<string, () => Promise<{start: (root: HTMLElement, signal: AbortSignal) => Promise<void> | void}>>} */
const parts = {
  "#compare": () => import("./explorer/compare.js"),
  "#choose": () => import("./explorer/choose.js"),
  ".md-content:has(.oma-add)": () => import("./explorer/model.js"),
};

const ended = new AbortController();
for (const [selector, load] of Object.entries(parts)) {
  const root = document.querySelector(selector);
  if (root instanceof HTMLElement) load().then(({ start }) => start(root, ended.signal));
}
