// @ts-check
/**
 * The tray: the sizes picked for a comparison, kept for the visit. Explorer, model pages and the
 * comparison itself share it; whoever has an address for them passes `ids` and hears of changes.
 */

const KEY = "oma-compare";
const NAMES = "oma-compare-names";
export const MOST = 4;
const ID = /^[a-z0-9][a-z0-9.-]{0,80}$/;

/**
 * @typedef {object} TrayOptions
 * @property {string[]} [ids] what is picked at first; without it, what the visit has kept
 * @property {(id: string) => string | undefined} [name] the name of a size, where the page knows it
 * @property {(ids: string[]) => void} [onChange] called when the reader picks or drops, not by `set`
 *
 * @typedef {object} Tray
 * @property {(ids: string[]) => void} set
 * @property {(id: string) => void} toggle
 * @property {() => string[]} picked
 * @property {(places: Iterable<ParentNode>) => void} mark tick the boxes of rows that come into sight
 */

/**
 * Return ids in their order: well-formed, each once, at most four.
 *
 * @param {Iterable<unknown>} ids
 */
export function proper(ids) {
  const texts = [...new Set(ids)].filter((id) => typeof id === "string" && ID.test(id));
  return /** @type {string[]} */ (texts).slice(0, MOST);
}

/** Return what the visit has kept. @returns {string[]} */
export function kept() {
  const found = recall(KEY);
  return Array.isArray(found) ? proper(found) : [];
}

/** Return the names of what the visit has kept, as they were shown. @returns {Record<string, string>} */
export function keptNames() {
  return Object.fromEntries(Object.entries(recall(NAMES) ?? {}).map(([id, name]) => [id, String(name)]));
}

/**
 * Keep ids, and the names that are known, for the visit.
 *
 * @param {string[]} ids
 * @param {(id: string) => string | undefined} name
 */
export function keep(ids, name) {
  const before = keptNames();
  const names = Object.fromEntries(ids.map((id) => [id, name(id) ?? before[id] ?? id]));
  try {
    sessionStorage.setItem(KEY, JSON.stringify(ids));
    sessionStorage.setItem(NAMES, JSON.stringify(names));
  } catch {
    // Without storage the picks last as long as the page.
  }
}

/**
 * @param {string} key
 * @returns {any}
 */
function recall(key) {
  try {
    const found = JSON.parse(sessionStorage.getItem(key) ?? "null");
    return typeof found === "object" ? found : null;
  } catch {
    return null; // storage may be forbidden, or hold what others wrote
  }
}

/**
 * Show what is picked in the bar of a page.
 *
 * @param {HTMLElement} root holds `[data-part=tray]`
 * @param {TrayOptions} options
 * @param {AbortSignal} signal ends it
 * @returns {Tray}
 */
export function startTray(root, { ids: given, name: named, onChange }, signal) {
  const tray = /** @type {HTMLElement} */ (root.querySelector("[data-part=tray]"));
  const place = /** @type {HTMLElement} */ (tray.querySelector("[data-part=picked]"));
  const link = /** @type {HTMLAnchorElement} */ (tray.querySelector("[data-part=go]"));
  const message = tray.querySelector("[data-part=tray-message]");
  const stored = keptNames();
  let ids = proper(given ?? kept());

  /** @param {string} id */
  function name(id) {
    return named?.(id);
  }

  function show() {
    tray.hidden = ids.length === 0;
    place.textContent = ids.map((id) => name(id) ?? stored[id] ?? id).join(" · ");
    link.href = `${tray.dataset.address}?ids=${ids.join(",")}`;
    if (message) message.textContent = ids.length >= MOST ? (tray.dataset.most ?? "") : "";
    mark([root]);
  }

  /** @param {Iterable<ParentNode>} places */
  function mark(places) {
    for (const part of places) {
      for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (part.querySelectorAll("input[data-compare]"))) {
        box.checked = ids.includes(box.value);
        box.disabled = !box.checked && ids.length >= MOST;
      }
    }
  }

  /**
   * @param {string[]} next
   * @param {boolean} told whether the page is told of it
   */
  function set(next, told) {
    ids = proper(next);
    keep(ids, name);
    show();
    if (told) onChange?.([...ids]);
  }

  /** @param {string} id */
  function toggle(id) {
    if (ids.includes(id)) set(ids.filter((other) => other !== id), true);
    else if (ids.length < MOST) set([...ids, id], true);
  }

  root.addEventListener(
    "change",
    (event) => {
      const box = event.target;
      if (box instanceof HTMLInputElement && "compare" in box.dataset) toggle(box.value);
    },
    { signal },
  );
  tray.querySelector("[data-part=drop-all]")?.addEventListener("click", () => set([], true), { signal });
  show();

  return { set: (next) => set(next, false), toggle, picked: () => [...ids], mark };
}
