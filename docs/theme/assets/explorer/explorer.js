// @ts-check
/** The explorer: binds the form and the table of /models/ to a state that lives in the address. */

import { bind, onReturn } from "../atlas.js";
import { conditions } from "./conditions.js";
import { order, select } from "./filter.js";
import { filtersOf } from "./form.js";
import { rowMaker } from "./rows.js";
import { startMenu, startSheet } from "./sheet.js";
import { decode, empty, encode } from "./state.js";
import { startTray } from "./tray.js";

/** @typedef {import("./state.js").State} State */

/** How many rows are shown at first, and how many more at each press: thousands would stop a phone. */
const FIRST = 50;
const MORE = 400;
/** Milliseconds: twice as many rows come at once where the last ones took less, half where they took three times it. */
const TASK = 50;
/** How many rows come at once at first: what a screen holds, or on a slow machine what is in sight on a phone. */
const FAST = 24;
const SLOW = 4;
/** Milliseconds: a machine is fast if the explorer starts in less. */
const QUICK = 30;

/**
 * Bind the explorer.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal ends it
 */
function start(root, signal) {
  const begun = performance.now();
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const table = /** @type {HTMLTableElement} */ (root.querySelector("table"));
  const heads = [.../** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("thead th[data-column]"))];
  /** @type {import("./filter.js").Table} */
  const data = JSON.parse(/** @type {HTMLTemplateElement} */ (root.querySelector("[data-part=sizes]")).content.textContent ?? "");
  const filters = filtersOf(form, data);
  const rowOf = rowMaker(root);
  /** @type {Intl.Collator | undefined} */
  let words;
  /** @type {import("../memory.js").Coefficients | null} */
  let numbers = null;
  let state = decode(location.search, filters.known);
  let shown = FIRST;
  let turn = 0;
  let atOnce = SLOW;

  const told = state.compare.length ? state.compare : undefined; // else what the visit has kept
  const tray = startTray(root, { ids: told, name, onChange: ticked }, signal);
  if (told) tray.set(told);
  const closeSheet = startSheet(root, signal);
  startMenu(root, signal);

  /** @param {string} id */
  function name(id) {
    const known = data.rows.find(([it]) => it === id);
    return known && String(known[3][0]);
  }

  /**
   * Order words as the page's language does. A slow phone takes a fifteenth of a second to learn how.
   *
   * @param {string} a
   * @param {string} b
   */
  function compare(a, b) {
    words ??= new Intl.Collator(document.documentElement.lang, { numeric: true });
    return words.compare(a, b);
  }

  /** @param {string[]} compare */
  function ticked(compare) {
    state = { ...state, compare };
    keep(false);
    lead();
  }

  /** @param {string} name */
  function part(name) {
    return /** @type {HTMLElement} */ (root.querySelector(`[data-part=${name}]`));
  }

  /**
   * Show what the state asks for.
   *
   * @param {number} [from] the first row that is not there yet
   */
  function show(from = 0) {
    const found = select(data, state, numbers);
    const sorted = order(data, found.rows, state, compare);
    showRows(sorted.slice(0, shown).map(([id]) => id), from);
    filters.count(found.counts);
    tell((root.dataset.count ?? "{}").replace("{}", String(sorted.length)));
    const left = sorted.length - shown;
    part("more").hidden = left <= 0;
    part("more").textContent = (left > MORE ? root.dataset.further : root.dataset.more)?.replace("{}", String(left > MORE ? MORE : sorted.length)) ?? "";
    part("none").hidden = sorted.length > 0;
    const columns = state.columns ?? filters.known.usual;
    part("columns").textContent = `${columns.length}/${heads.length}`;
    heads.forEach((head, place) => {
      const mine = head.dataset.column === state.sort;
      head.setAttribute("aria-sort", mine ? (state.down ? "descending" : "ascending") : "none");
      table.classList.toggle(`oma-hide-${place + 1}`, !columns.includes(head.dataset.column ?? ""));
    });
    table.classList.toggle("oma-table--dense", state.dense);
    const asked = conditions(state, filters.label);
    part("chips").replaceChildren(...asked.map((condition) => chip(`${condition.name} ×`, `${root.dataset.drop} ${condition.name}`, condition.without)));
    part("clear").hidden = asked.length === 0;
    if (!sorted.length) loosen(asked);
    lead();
  }

  /**
   * Put rows into the table: those in sight, then the others by and by, so that nothing waits for them.
   *
   * @param {string[]} ids
   * @param {number} from
   */
  function showRows(ids, from) {
    const mine = (turn += 1);
    // The room of the rows that are to come, so that what stands below does not move twice.
    /** @type {HTMLElement} */ (table.parentElement).style.minHeight = `min(100vh, ${ids.length * 1.7}rem)`;
    const go = () => {
      if (mine !== turn || signal.aborted) return;
      const begin = performance.now();
      const rows = ids.slice(from, from + atOnce).flatMap((id) => rowOf(id) ?? []);
      tray.mark(rows);
      if (from) table.tBodies[0].append(...rows);
      else table.tBodies[0].replaceChildren(...rows);
      from += atOnce;
      table.setAttribute("aria-busy", String(from < ids.length));
      if (from < ids.length) {
        requestAnimationFrame(() => setTimeout(() => {
          const took = performance.now() - begin;
          if (took < TASK) atOnce *= 2;
          else if (took > 3 * TASK) atOnce = Math.max(SLOW, atOnce >> 1);
          go();
        }));
      }
    };
    go();
  }

  /** @param {string} words */
  function tell(words) {
    // What is said again is announced again.
    for (const place of root.querySelectorAll("[data-part=count]")) if (place.textContent !== words) place.textContent = words;
  }

  /**
   * Return a button that leads to another state.
   *
   * @param {string} name
   * @param {string} spoken
   * @param {State} to
   */
  function chip(name, spoken, to) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "oma-chip";
    button.textContent = name;
    button.setAttribute("aria-label", spoken);
    button.addEventListener("click", () => {
      go(to);
      // The chip is gone; on a phone so is the form.
      for (const next of [part("chips").querySelector("button"), form.querySelector("input"), root.querySelector("[data-do=sheet]")]) {
        if (next instanceof HTMLElement) next.focus({ preventScroll: true });
        if (document.activeElement === next) break;
      }
    });
    return button;
  }

  /**
   * Where nothing is found: which condition would have to go, and how many sizes that shows.
   *
   * @param {import("./conditions.js").Condition[]} asked
   */
  function loosen(asked) {
    const ways = asked.map((it) => ({ ...it, count: select(data, it.without, numbers).rows.length })).filter((it) => it.count);
    const told = root.dataset.loosen ?? "";
    part("ways").replaceChildren(
      ...ways.map((it) => {
        const name = told.replace("{count}", String(it.count)).replace("{name}", () => it.name);
        return chip(name, name, it.without);
      }),
    );
  }

  /** Lead the switch of languages to the same state. */
  function lead() {
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.oma-switch"))) {
      link.href = link.href.split("?")[0] + (encode(state) && `?${encode(state)}`);
    }
  }

  async function update() {
    if (state.card && !numbers) {
      const answer = await fetch(root.dataset.coefficients ?? "", { signal }).catch(() => null);
      numbers = answer?.ok ? await answer.json().catch(() => null) : null;
      if (signal.aborted) return;
    }
    show();
    if (state.card && !numbers) tell(root.dataset.failed ?? "");
  }

  /** @param {boolean} [push] whether to add a step to the history */
  function keep(push = true) {
    const search = encode(state);
    const address = location.pathname + (search && `?${search}`) + location.hash;
    if (address === location.pathname + location.search + location.hash) return;
    history[push ? "pushState" : "replaceState"](history.state, "", address);
  }

  /**
   * Go to another state.
   *
   * @param {State} next
   */
  function go(next) {
    state = next;
    shown = FIRST;
    filters.fill(state);
    keep();
    update();
  }

  /** @param {string} column */
  function sortBy(column) {
    const head = heads.find((it) => it.dataset.column === column);
    const down = head?.dataset.kind === "number" || column === "released";
    if (state.sort !== column) state = { ...state, sort: column, down };
    else if (state.down === down) state = { ...state, down: !down };
    else state = { ...state, sort: "", down: false };
    keep();
    show();
  }

  /** @type {Record<string, () => void>} */
  const actions = {
    more() {
      const from = table.tBodies[0].rows.length;
      shown += MORE;
      show(from);
      table.tBodies[0].rows[from]?.querySelector("a")?.focus({ preventScroll: true }); // the button may be gone
    },
    clear() {
      const { sort, down, columns, dense, compare } = state;
      go({ ...empty(), sort, down, columns, dense, compare });
    },
    copy() {
      const copied = navigator.clipboard?.writeText(location.href) ?? Promise.reject(); // it is missing without TLS
      copied.then(() => tell(root.dataset.copied ?? ""), () => tell(root.dataset.uncopied ?? ""));
    },
    csv: () => save("csv"),
    json: () => save("json"),
  };

  /** @param {"csv" | "json"} kind */
  async function save(kind) {
    const { download } = await import("./download.js");
    download(kind, order(data, select(data, state, numbers).rows, state, compare), data.columns);
  }

  /** @param {Event} event */
  function changed(event) {
    if (!(event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) || event.target.form !== form) return;
    if (event instanceof InputEvent && event.isComposing) return; // 千 is no qian on its way
    // Each letter of a search is no step of its own.
    const typing = event.target.name === "q";
    state = filters.read(state);
    shown = FIRST;
    keep(!typing);
    update();
  }

  root.addEventListener("input", changed, { signal });
  root.addEventListener("compositionend", changed, { signal });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    closeSheet();
  }, { signal });
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (button?.dataset.do) actions[button.dataset.do]?.();
    const column = button?.closest("th")?.dataset.column;
    if (column) sortBy(column);
  }, { signal });
  onReturn(() => {
    // What is ticked stays ticked, wherever in the history one goes.
    state = { ...decode(location.search, filters.known), compare: tray.picked() };
    shown = FIRST;
    filters.fill(state);
    update();
  }, signal);

  state.compare = tray.picked();
  filters.fill(state); // browsers keep what a form held before a reload
  // The page as it comes shows the state without conditions, and of its rows those in sight: a phone, where a row
  // is as tall as five, has kept some back. They and the others come before a reader has come to them.
  const ready = encode({ ...state, compare: [] }) ? update() : undefined;
  if (!ready) {
    lead();
    const later = [...table.tBodies[0].rows].filter((row) => getComputedStyle(row).display === "none");
    for (const row of later) row.remove();
    const near = new IntersectionObserver(([last]) => {
      if (!last.isIntersecting) return;
      near.disconnect();
      if (!turn) show(table.tBodies[0].rows.length);
    }, { rootMargin: "0px 0px 50%" });
    near.observe(table.tBodies[0].lastElementChild ?? table);
    signal.addEventListener("abort", () => near.disconnect());
  }
  // Learnt when the theme has started, before somebody sorts by words.
  document.addEventListener("oma-theme", () => setTimeout(() => compare("", ""), TASK), { once: true, signal });
  if (performance.now() - begun < QUICK) atOnce = FAST;
  Promise.resolve(ready).then(() => (root.dataset.ready = "true"));
}

bind("#explorer", start);
