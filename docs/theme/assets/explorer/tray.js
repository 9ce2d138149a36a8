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
 * Put a box beside the name of every row, and show what is ticked.
 *
 * @param {HTMLElement} root
 * @param {Map<string, HTMLTableRowElement>} lines
 * @param {AbortSignal} signal ends it
 * @returns {(ids: Iterable<string>) => void} prepares rows that come into sight
 */
export function startTray(root, lines, signal) {
  const tray = /** @type {HTMLElement} */ (root.querySelector("[data-part=tray]"));
  const picked = /** @type {HTMLElement} */ (tray.querySelector("[data-part=picked]"));
  const link = /** @type {HTMLAnchorElement} */ (tray.querySelector("[data-part=go]"));
  let ids = kept().filter((id) => lines.has(id));

  function show() {
    tray.hidden = ids.length === 0;
    picked.textContent = ids.map((id) => name(id)).join(" · ");
    link.href = `${tray.dataset.address}?ids=${ids.join(",")}`;
    for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (root.querySelectorAll("input[data-compare]"))) {
      box.checked = ids.includes(box.value);
      box.disabled = !box.checked && ids.length >= MOST;
    }
  }

  /** @param {string} id */
  function name(id) {
    return lines.get(id)?.cells[0].textContent?.trim() ?? id;
  }

  root.addEventListener(
    "change",
    (event) => {
      const box = event.target;
      if (!(box instanceof HTMLInputElement) || !("compare" in box.dataset)) return;
      ids = box.checked ? [...ids, box.value].slice(0, MOST) : ids.filter((id) => id !== box.value);
      keep(ids);
      show();
    },
    { signal },
  );
  show();
  return (visible) => {
    for (const id of visible) {
      const cell = lines.get(id)?.cells[0];
      if (!cell || cell.querySelector("input")) continue;
      const box = document.createElement("input");
      box.type = "checkbox";
      box.value = id;
      box.dataset.compare = "";
      box.setAttribute("aria-label", `${tray.dataset.add}: ${name(id)}`);
      box.checked = ids.includes(id);
      box.disabled = !box.checked && ids.length >= MOST;
      cell.prepend(box);
    }
  };
}
