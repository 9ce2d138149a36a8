// @ts-check
/** What opens over the table and closes again, the focus with it: on a narrow screen the filters, and the columns. */

/**
 * Bind the filters, which are a sheet where the window is narrow.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal ends it
 * @returns {() => void} closes the sheet
 */
export function startSheet(root, signal) {
  const opener = /** @type {HTMLButtonElement} */ (root.querySelector("[data-do=sheet]"));
  const beside = [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(":scope > :not(form)"))];

  /** @param {boolean} open */
  function turn(open) {
    if (root.classList.contains("oma-explorer--open") === open) return;
    root.classList.toggle("oma-explorer--open", open);
    opener.setAttribute("aria-expanded", String(open));
    for (const part of beside) part.inert = open;
    const next = open ? root.querySelector("form [data-do=close]") : opener;
    if (next instanceof HTMLElement) next.focus({ preventScroll: true });
  }

  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    const what = button?.getAttribute("data-do");
    if (what === "sheet") turn(true);
    if (what === "close") turn(false);
  }, { signal });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") turn(false);
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
