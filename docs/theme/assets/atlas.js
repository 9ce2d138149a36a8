// @ts-check
/**
 * The entry of every page: binds its parts to their scripts when it is loaded, and when the theme has put
 * another page in its place without loading (instant navigation). What a part listens to ends with its page.
 */

/** @typedef {(root: HTMLElement, signal: AbortSignal) => unknown} Start binds a part until the signal ends it */

/** @type {Map<string, Start>} */
const parts = new Map();
/** @type {WeakSet<Element>} */
const bound = new WeakSet();
let page = new AbortController();
let container = shownPage();
let pathname = globalThis.location?.pathname;
let hash = globalThis.location?.hash;

/**
 * Have a part bound wherever it appears, from now on.
 *
 * @param {string} selector of the part's element
 * @param {Start} start
 */
export function bind(selector, start) {
  parts.set(selector, start);
  renew(); // a script that came with a page may run before the theme tells of the page
  bindNow(selector, start);
}

/**
 * @param {string} selector
 * @param {Start} start
 */
function bindNow(selector, start) {
  const root = globalThis.document?.querySelector(selector);
  if (!(root instanceof HTMLElement) || bound.has(root)) return;
  bound.add(root);
  start(root, page.signal);
}

/** @type {Set<() => void>} */
const listeners = new Set();

/**
 * Have a part told when the reader goes back or forward within its page.
 *
 * @param {() => void} told
 * @param {AbortSignal} signal ends it
 */
export function onReturn(told, signal) {
  listeners.add(told);
  signal.addEventListener("abort", () => listeners.delete(told));
}

/** @param {PopStateEvent} event */
function goBack(event) {
  if (location.pathname !== pathname) return;
  // The theme would fetch the page anew, which is there; but places within the page it scrolls to.
  if (listeners.size && location.hash === hash) event.stopImmediatePropagation();
  hash = location.hash;
  for (const told of listeners) told();
}

/** End the parts of the page that was, and bind those of the page that is. */
function renew() {
  if (shownPage() === container) return;
  container = shownPage();
  pathname = location.pathname;
  page.abort();
  page = new AbortController();
  // The header stays when the page changes; its switch of languages has to lead to the new one's twin.
  const other = document.querySelector("meta[name=oma-other-language]")?.getAttribute("content");
  for (const link of document.querySelectorAll("a.oma-switch")) if (other) link.setAttribute("href", new URL(other, location.href).href);
  for (const [selector, start] of parts) bindNow(selector, start);
}

/** The theme puts this element anew for every page that it shows without loading. */
function shownPage() {
  return globalThis.document?.querySelector("[data-md-component=container]") ?? null;
}

function follow() {
  const shown = /** @type {{document$?: {subscribe(next: () => void): unknown}}} */ (/** @type {unknown} */ (globalThis)).document$;
  shown?.subscribe(renew);
}

/**
 * Make every address of the page whole, so that each leads where it did when another page's parts stand beside it.
 * But not those of stylesheets: a sheet whose address is written is read again, and the whole page styled anew.
 */
function makeWhole() {
  for (const name of /** @type {const} */ (["href", "src"])) {
    for (const element of document.querySelectorAll(`[${name}]:not([rel=stylesheet])`)) {
      const whole = Reflect.get(element, name);
      if (typeof whole === "string" && whole !== element.getAttribute(name)) element.setAttribute(name, whole);
    }
  }
}

/**
 * The theme does so when it starts, which takes a phone a tenth of a second; but no page changes without loading
 * before the list of all pages is there, and boot.js tells when that is asked for. So at its start it finds none.
 */
function putOffAddresses() {
  document.querySelectorAll = (/** @type {string} */ selector) => {
    if (selector !== "[href], [src]") return Document.prototype.querySelectorAll.call(document, selector);
    Reflect.deleteProperty(document, "querySelectorAll");
    document.addEventListener("oma-pages", makeWhole, { once: true });
    return new DocumentFragment().querySelectorAll(selector);
  };
  // By this the theme tells which elements of another page's head are here already.
  for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
    const whole = /** @type {HTMLLinkElement} */ (link.cloneNode());
    whole.setAttribute("href", whole.href);
    Object.defineProperty(link, "outerHTML", { get: () => whole.outerHTML });
  }
}

if (globalThis.document) putOffAddresses();
globalThis.document?.addEventListener("oma-theme", follow, { once: true }); // boot.js starts it after all modules
globalThis.addEventListener?.("popstate", goBack);
globalThis.addEventListener?.("hashchange", () => (hash = location.hash));
