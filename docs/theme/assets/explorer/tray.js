// @ts-check
/** The tray: the sizes ticked for a comparison, kept for the visit. */

const KEY = "oma-compare";
const MOST = 4;

/** @returns {string[]} */
function kept() {
  try {
    const found = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    return Array.isArray(found) ? found.filter((id) => typeof id === "string").slice(0, MOST) : [];
  } catch {
    return []; // storage may be forbidden, or hold what others wrote
  }
}

/** @param {string[]} ids */
function keep(ids) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Without storage the ticks last as long as the page.
  }
}

/**
 * Bind the ticks of a table, and show what is ticked.
 *
 * @param {HTMLElement} root
 * @param {object} options
 * @param {string[]} options.ids that the address tells; none means those of the visit
 * @param {Map<string, string>} options.names of all sizes
 * @param {(ids: string[]) => void} options.onChange is told what is ticked after each change
 * @param {AbortSignal} signal ends it
 */
export function startTray(root, { ids: told, names, onChange }, signal) {
  const tray = /** @type {HTMLElement} */ (root.querySelector("[data-part=tray]"));
  const picked = /** @type {HTMLElement} */ (tray.querySelector("[data-part=picked]"));
  const link = /** @type {HTMLAnchorElement} */ (tray.querySelector("[data-part=go]"));
  let ids = (told.length ? told : kept()).filter((id) => names.has(id));

  function show() {
    tray.hidden = ids.length === 0;
    picked.textContent = ids.map((id) => names.get(id)).join(" · ");
    link.href = `${tray.dataset.address}?ids=${ids.join(",")}`;
    mark([root]);
  }

  /** @param {Iterable<ParentNode>} places */
  function mark(places) {
    for (const place of places) {
      for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (place.querySelectorAll("input[data-compare]"))) {
        box.checked = ids.includes(box.value);
        box.disabled = !box.checked && ids.length >= MOST;
      }
    }
  }

  /** @param {string[]} next */
  function set(next) {
    ids = next.filter((id) => names.has(id)).slice(0, MOST);
    keep(ids);
    show();
  }

  root.addEventListener("change", (event) => {
    const box = event.target;
    if (!(box instanceof HTMLInputElement) || !("compare" in box.dataset)) return;
    set(box.checked ? [...ids, box.value] : ids.filter((id) => id !== box.value));
    onChange(ids);
  }, { signal });
  set(ids);
  return { ids: () => ids, mark, set };
}
