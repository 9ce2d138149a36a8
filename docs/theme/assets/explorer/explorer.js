// @ts-check
/** The explorer: binds the form and the table of /models/ to a state that lives in the address. */

import { download } from "./download.js";
import { fold, order, select } from "./filter.js";
import { decode, empty, encode } from "./state.js";
import { startTray } from "./tray.js";

/** @typedef {import("./state.js").State} State */
/** @typedef {import("./filter.js").Row} Row */

const FIRST = 50;
/** How many rows are shown before “show all”: a table of thousands would slow every change. */

/**
 * Bind the explorer; return what unbinds it.
 *
 * @param {HTMLElement} root
 */
export async function start(root) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const table = /** @type {HTMLTableElement} */ (root.querySelector("table"));
  const body = table.tBodies[0];
  const heads = [.../** @type {NodeListOf<HTMLElement>} */ (table.querySelectorAll("thead th[data-column]"))];
  const lines = new Map([...body.rows].map((line) => [line.dataset.id ?? "", line]));
  const answer = await fetch(root.dataset.sizes ?? "").catch(() => null);
  const { sizes } = answer?.ok ? await answer.json().catch(() => ({})) : {};
  // A data file that is missing, broken or of another day than the page: the whole table says it all.
  if (!sizes || ![...lines.keys()].every((id) => id in sizes)) {
    table.classList.add("oma-table--whole");
    return;
  }
  /** @type {Row[]} */
  const rows = [...lines.keys()].map((id) => ({ id, ...sizes[id], search: fold(sizes[id].search) }));
  /** @type {import("../memory.js").Coefficients | null} */
  let numbers = null;
  const boxes = [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[type=checkbox][data-facet]"))];
  const counts = boxes.map((box) => box.parentElement?.querySelector("[data-count]"));
  const facets = [...new Set(boxes.map((box) => box.dataset.facet ?? ""))];
  const known = {
    facets: Object.fromEntries(facets.map((name) => [name, boxes.filter((box) => box.dataset.facet === name).map((box) => box.value)])),
    cards: options("card"),
    quantizations: options("quantization"),
    columns: heads.map((head) => head.dataset.column ?? ""),
  };
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const ended = new AbortController();
  const prepare = startTray(root, lines, ended.signal);
  let state = decode(location.search, known);
  let all = false;

  /** @param {string} name */
  function options(name) {
    const select = /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
    return [...select.options].map((option) => option.value).filter(Boolean);
  }

  /**
   * @param {string} name
   * @returns {HTMLInputElement}
   */
  function field(name) {
    return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  }

  /** Write the state into the form. */
  function fill() {
    for (const box of boxes) box.checked = state.facets[box.dataset.facet ?? ""]?.includes(box.value) ?? false;
    field("q").value = state.q;
    field("from").value = String(state.parameters[0] ?? "");
    field("to").value = String(state.parameters[1] ?? "");
    field("context").value = String(state.context ?? "");
    field("since").value = state.since;
    field("card").value = state.card;
    field("quantization").value = state.quantization;
    field("tokens").value = String(state.tokens);
    field("dense").checked = state.dense;
    for (const box of columnBoxes()) box.checked = !state.hide.includes(box.value);
  }

  function columnBoxes() {
    return [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[data-column]"))];
  }

  /** Read the form into a state; what is no number is not asked for. */
  function read() {
    const next = empty();
    const search = new URLSearchParams();
    search.set("find", field("q").value);
    for (const name of facets) {
      search.set(name, boxes.filter((box) => box.checked && box.dataset.facet === name).map((box) => box.value).join(","));
    }
    search.set("parameters", `${field("from").value}-${field("to").value}`);
    for (const name of ["context", "since", "card", "quantization", "tokens"]) search.set(name, field(name).value);
    const found = decode(search.toString(), known);
    const hide = columnBoxes().filter((box) => !box.checked).map((box) => box.value);
    return { ...next, ...found, sort: state.sort, down: state.down, hide, dense: field("dense").checked };
  }

  /** @param {Row} row */
  function sortValue(row) {
    const place = heads.findIndex((head) => head.dataset.column === state.sort);
    if (heads[place]?.dataset.kind === "number") {
      const value = row.numbers[state.sort];
      return value === undefined ? undefined : Number(value);
    }
    const text = state.sort === "released" ? String(row.numbers.released) : lines.get(row.id)?.cells[place]?.textContent?.trim();
    return text && text !== "—" ? text : undefined;
  }

  function show() {
    const found = select(rows, state, facets, numbers);
    const sorted = state.sort ? order(found.rows, sortValue, state.down, words) : found.rows;
    const visible = all ? sorted : sorted.slice(0, FIRST);
    prepare(visible.map((row) => row.id));
    table.classList.toggle("oma-table--whole", all);
    body.replaceChildren(...visible.map((row) => /** @type {HTMLTableRowElement} */ (lines.get(row.id))));
    boxes.forEach((box, at) => {
      const count = String(found.counts[box.dataset.facet ?? ""]?.[box.value] ?? 0);
      // What stays as it is costs nothing; there are hundreds of choices.
      if (counts[at] && counts[at].textContent !== count) counts[at].textContent = count;
      box.parentElement?.classList.toggle("oma-choice--none", count === "0" && !box.checked);
    });
    text("[data-part=count]", (root.dataset.count ?? "{}").replace("{}", String(sorted.length)));
    const more = /** @type {HTMLButtonElement} */ (root.querySelector("[data-part=more]"));
    more.hidden = visible.length === sorted.length;
    more.textContent = (root.dataset.more ?? "{}").replace("{}", String(sorted.length));
    const none = /** @type {HTMLElement} */ (root.querySelector("[data-part=none]"));
    none.hidden = sorted.length > 0;
    for (const head of heads) {
      const mine = head.dataset.column === state.sort;
      head.setAttribute("aria-sort", mine ? (state.down ? "descending" : "ascending") : "none");
    }
    heads.forEach((head, place) => table.classList.toggle(`oma-hide-${place + 1}`, state.hide.includes(head.dataset.column ?? "")));
    table.classList.toggle("oma-table--dense", state.dense);
    chips();
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.oma-switch"))) {
      link.href = link.href.split("?")[0] + (encode(state) && `?${encode(state)}`);
    }
  }

  /**
   * @param {string} selector
   * @param {string} value
   */
  function text(selector, value) {
    for (const place of root.querySelectorAll(selector)) place.textContent = value;
  }

  /** Show what is asked for, each with a way to ask no more. */
  function chips() {
    const place = /** @type {HTMLElement} */ (root.querySelector("[data-part=chips]"));
    /** @type {[string, () => void][]} */
    const asked = [];
    if (state.q) asked.push([`“${state.q}”`, () => (field("q").value = "")]);
    for (const box of boxes.filter((it) => it.checked)) asked.push([box.dataset.name ?? box.value, () => (box.checked = false)]);
    for (const name of ["from", "to", "context", "since", "card"]) {
      const control = field(name);
      if (!control.value) continue;
      const label = control.closest("label")?.dataset.name ?? name;
      const shown = control instanceof HTMLSelectElement ? control.selectedOptions[0]?.text : control.value;
      asked.push([`${label} ${shown}`, () => (control.value = "")]);
    }
    place.replaceChildren(
      ...asked.map(([name, drop]) => {
        const chip = document.createElement("button");
        chip.type = "button";
        chip.className = "oma-chip";
        chip.textContent = `${name} ×`;
        chip.setAttribute("aria-label", `${root.dataset.drop} ${name}`);
        chip.addEventListener("click", () => {
          drop();
          change();
          field("q").focus({ preventScroll: true });
        });
        return chip;
      }),
    );
    const clear = /** @type {HTMLElement} */ (root.querySelector("[data-part=clear]"));
    clear.hidden = asked.length === 0;
  }

  async function update() {
    if (state.card && !numbers) {
      const told = await fetch(root.dataset.coefficients ?? "");
      if (told.ok) numbers = await told.json();
    }
    show();
  }

  /** @param {boolean} [push] whether to add a step to the history */
  function keep(push = true) {
    const search = encode(state);
    const address = location.pathname + (search && `?${search}`) + location.hash;
    if (address === location.pathname + location.search + location.hash) return;
    history[push ? "pushState" : "replaceState"](history.state, "", address);
  }

  function change() {
    const typing = document.activeElement === field("q");
    state = read();
    all = false;
    keep(!typing);
    update();
  }

  /** @param {string} column */
  function sortBy(column) {
    const numeric = heads.some((head) => head.dataset.column === column && head.dataset.kind === "number");
    const down = numeric || column === "released";
    if (state.sort !== column) state = { ...state, sort: column, down };
    else if (state.down === down) state = { ...state, down: !down };
    else state = { ...state, sort: "", down: false };
    keep();
    show();
  }

  const { signal } = ended;
  form.addEventListener("input", change, { signal });
  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  form.addEventListener("reset", () => setTimeout(() => { const { sort, down, hide, dense } = state; state = { ...empty(), sort, down, hide, dense }; fill(); keep(); update(); }), { signal });
  for (const head of heads) {
    head.querySelector("button")?.addEventListener("click", () => sortBy(head.dataset.column ?? ""), { signal });
  }
  root.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-do]") : null;
    const what = button?.getAttribute("data-do");
    if (what === "more") { all = true; show(); }
    if (what === "clear") form.reset();
    if (what === "sheet") { const open = root.classList.toggle("oma-explorer--open"); button?.setAttribute("aria-expanded", String(open)); }
    if (what === "close") { root.classList.remove("oma-explorer--open"); root.querySelector('[data-do="sheet"]')?.setAttribute("aria-expanded", "false"); }
    if (what === "copy") navigator.clipboard?.writeText(location.href).then(() => text("[data-part=count]", root.dataset.copied ?? ""));
    if (what === "csv" || what === "json") {
      const found = select(rows, state, facets, numbers).rows;
      const shown = state.sort ? order(found, sortValue, state.down, words) : found;
      download(what, shown, lines, heads);
    }
  }, { signal });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.classList.contains("oma-explorer--open")) {
      root.classList.remove("oma-explorer--open");
      /** @type {HTMLElement | null} */ (root.querySelector('[data-do="sheet"]'))?.focus();
    }
  }, { signal });
  addEventListener("popstate", () => { state = decode(location.search, known); all = false; fill(); update(); }, { signal });
  fill();
  await update();
  root.dataset.ready = "true";
  return () => ended.abort();
}

const root = document.querySelector("#explorer");
if (root instanceof HTMLElement) start(root);
