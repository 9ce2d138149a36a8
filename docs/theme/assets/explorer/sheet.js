// @ts-check
/** What opens over the table and closes again, the focus with it: on a narrow screen the filters, and the columns. */

/**
 * Bind the filters, which are a sheet where the window is narrow: a dialog over the page, that keeps the focus
 * and closes by Escape or a press beside it. What is below is not made inert, and what tells that it is open is
 * no class of an element around the table: thousands of cells would be styled anew for either, the second because
 * of what the theme says of tables without a class. A slow phone takes a third of a second for it.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal ends it
 * @returns {() => void} closes the sheet
 */
export function startSheet(root, signal) {
  const opener = /** @type {HTMLButtonElement} */ (root.querySelector("[data-do=sheet]"));
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const isOpen = () => form.classList.contains("oma-filters--open");

  /** @param {boolean} open */
  function turn(open) {
    if (isOpen() === open) return;
    form.classList.toggle("oma-filters--open", open);
    opener.setAttribute("aria-expanded", String(open));
    for (const [name, value] of [["role", "dialog"], ["aria-modal", "true"]]) {
      if (open) form.setAttribute(name, value);
      else form.removeAttribute(name);
    }
    const next = open ? form.querySelector("[data-do=close]") : opener;
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }

  /**
   * Behind its last stop the focus comes to its first, and the other way round.
   *
   * @param {KeyboardEvent} event
   */
  function goRound(event) {
    const all = /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("button, input, select, summary"));
    const stops = [...all].filter((it) => it.getClientRects().length);
    const [from, to] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    if (document.activeElement !== from && form.contains(document.activeElement)) return;
    event.preventDefault();
    to?.focus();
  }

  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    const what = button?.getAttribute("data-do");
    if (what === "sheet") turn(true);
    if (what === "close") turn(false);
  }, { signal });
  document.addEventListener("click", (event) => {
    if (!isOpen() || !(event.target instanceof Node) || form.contains(event.target)) return;
    event.preventDefault();
    event.stopPropagation();
    turn(false);
  }, { capture: true, signal });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") turn(false);
    if (event.key === "Tab" && isOpen()) goRound(event);
  }, { signal });
  // A wider window has no sheet.
  matchMedia("(min-width: 60em)").addEventListener("change", () => turn(false), { signal });
  return () => turn(false);
}

/**
 * Bind the list of columns: it closes by Escape, and by whatever is done elsewhere.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal ends it
 */
export function startMenu(root, signal) {
  const menu = /** @type {HTMLDetailsElement} */ (root.querySelector(".oma-menu"));
  const leave = (/** @type {EventTarget | null} */ to) => {
    if (to instanceof Node && !menu.contains(to)) menu.open = false;
  };
  document.addEventListener("click", (event) => leave(event.target), { signal });
  menu.addEventListener("focusout", (event) => leave(event.relatedTarget), { signal });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  }, { signal });
}
