// @ts-check
/** The comparison: two to four sizes as columns, named by the address. */

const MOST = 4;
/** Rows in which more or less is better whatever one needs. */
const BEST = { context: "most", fit4: "least", fit8: "least", fit16: "least" };

/**
 * Return the ids of an address: known in form, each once, at most four.
 *
 * @param {string} search
 */
export function read(search) {
  const given = (new URLSearchParams(search).get("ids") ?? "").split(",");
  return [...new Set(given)].filter((id) => /^[a-z0-9][a-z0-9.-]{0,80}$/.test(id)).slice(0, MOST);
}

/** @param {HTMLElement} root */
async function start(root) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-part=table]"));
  const table = /** @type {HTMLTableElement} */ (place.querySelector("table"));
  const message = /** @type {HTMLElement} */ (root.querySelector("[data-part=message]"));
  const add = /** @type {HTMLInputElement} */ (form.elements.namedItem("add"));
  const differences = /** @type {HTMLInputElement} */ (form.elements.namedItem("differences"));
  const lines = [.../** @type {NodeListOf<HTMLTableRowElement>} */ (table.querySelectorAll("tr[data-row]"))];
  const head = /** @type {HTMLTableRowElement} */ (table.tHead?.rows[0]);
  /** @type {Map<string, Document>} */
  const parts = new Map();

  /** @param {string} id */
  async function load(id) {
    if (!parts.has(id)) {
      const answer = await fetch(`${root.dataset.parts}${id}.txt`).catch(() => null);
      if (!answer?.ok) return false;
      parts.set(id, new DOMParser().parseFromString(await answer.text(), "text/html"));
    }
    return true;
  }

  /** @param {string[]} ids */
  function go(ids) {
    const address = ids.length ? `?ids=${ids.join(",")}` : location.pathname;
    history.pushState(history.state, "", address);
    show();
  }

  async function show() {
    const ids = read(location.search);
    /** @type {string[]} */
    const there = [];
    message.textContent = "";
    for (const id of ids) {
      if (await load(id)) there.push(id);
      else message.textContent = `${root.dataset.missing} ${id}`;
    }
    if (ids.join() !== read(location.search).join()) return; // a later choice has overtaken this one
    for (const line of [head, ...lines]) while (line.cells.length > 1) line.deleteCell(1);
    for (const id of there) {
      const part = /** @type {Document} */ (parts.get(id));
      const name = document.importNode(/** @type {Element} */ (part.querySelector('[data-row="name"] th')), true);
      const button = document.createElement("button");
      button.type = "button";
      button.className = "oma-drop";
      button.textContent = "×";
      button.setAttribute("aria-label", `${root.dataset.remove} ${name.textContent}`);
      button.addEventListener("click", () => go(there.filter((other) => other !== id)));
      name.append(" ", button);
      head.append(name);
      for (const line of lines) {
        const cell = part.querySelector(`[data-row="${line.dataset.row}"] td`);
        line.append(cell ? document.importNode(cell, true) : document.createElement("td"));
      }
    }
    for (const group of table.querySelectorAll(".oma-group th")) group.setAttribute("colspan", String(there.length + 1));
    for (const line of lines) mark(line);
    sift();
    place.hidden = there.length === 0;
    add.disabled = there.length >= MOST;
  }

  /** @param {HTMLTableRowElement} line */
  function mark(line) {
    const rule = BEST[/** @type {keyof typeof BEST} */ (line.dataset.row)];
    if (!rule) return;
    const cells = [...line.cells].slice(1);
    const known = cells.map((cell) => Number(cell.querySelector("data")?.getAttribute("value") ?? Number.NaN));
    const values = known.filter((value) => !Number.isNaN(value));
    const best = rule === "most" ? Math.max(...values) : Math.min(...values);
    if (values.length < 2 || values.every((value) => value === best)) return;
    cells.forEach((cell, at) => cell.classList.toggle("oma-best", known[at] === best));
  }

  /** Hide the rows in which all say the same, if that is asked for. */
  function sift() {
    for (const line of lines) {
      const texts = [...line.cells].slice(1).map((cell) => cell.textContent?.replace(/\s+/g, " ").trim());
      line.hidden = differences.checked && texts.length > 1 && new Set(texts).size === 1;
    }
  }

  differences.addEventListener("change", sift);
  form.addEventListener("submit", (event) => event.preventDefault());
  add.addEventListener("change", () => {
    const [id] = read(`ids=${encodeURIComponent(add.value.trim().toLowerCase())}`);
    add.value = "";
    if (id) go([...read(location.search), id].slice(0, MOST));
  });
  addEventListener("popstate", show);
  await show();
  root.dataset.ready = "true";
}

const root = globalThis.document?.querySelector("#compare");
if (root instanceof HTMLElement) start(root);
