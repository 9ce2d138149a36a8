// @ts-check
/** On a narrow screen the filters are a sheet over the table: opened, used, closed, the focus with it. */

/**
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
