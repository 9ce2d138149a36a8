// @ts-check
/** The filters as a form: writes a state into it, and reads one out of it. */

import { decode } from "./state.js";

/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} Filters
 * @property {import("./state.js").Known} known what a state may say
 * @property {(state: State) => void} fill
 * @property {(before: State) => State} read what the form does not hold is kept from before
 * @property {(counts: number[][]) => void} count show how many sizes each choice would show
 * @property {(name: string, value: string) => string} label the words for a value of a facet or a field
 */

/**
 * @param {HTMLFormElement} form
 * @param {import("./filter.js").Table} table
 * @returns {Filters}
 */
export function filtersOf(form, table) {
  const boxes = [.../** @type {NodeListOf<HTMLInputElement>} */ (form.querySelectorAll("input[data-facet]"))];
  // These stand over the table, not in the form, but belong to it.
  const columns = [.../** @type {Iterable<HTMLInputElement>} */ (form.elements)].filter((box) => "column" in box.dataset);
  const usual = [table.columns[0], ...columns.filter((box) => box.defaultChecked).map((box) => box.value)];
  const places = boxes.map((box) => {
    const facet = box.dataset.facet ?? "";
    return { facet, at: Object.keys(table.facets).indexOf(facet), value: table.facets[facet].indexOf(box.value) };
  });
  const counts = boxes.map((box) => /** @type {HTMLElement} */ (box.parentElement?.querySelector("[data-count]")));
  const formerly = new Map(Object.entries(table.formerly));
  const known = {
    facets: table.facets,
    cards: options("card"),
    quantizations: options("quantization"),
    columns: table.columns,
    usual,
    size: (/** @type {string} */ id) => (table.rows.some(([it]) => it === id) ? id : (formerly.get(id) ?? "")),
  };

  /**
   * @param {string} name
   * @returns {HTMLInputElement}
   */
  function field(name) {
    return /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  }

  /** @param {string} name */
  function options(name) {
    const list = /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));
    return [...list.options].map((option) => option.value).filter(Boolean);
  }

  /** @param {State} state */
  function fill(state) {
    boxes.forEach((box, at) => (box.checked = state.facets[places[at].facet]?.includes(box.value) ?? false));
    field("q").value = state.q;
    field("from").value = String(state.parameters[0] ?? "");
    field("to").value = String(state.parameters[1] ?? "");
    field("context").value = String(state.context ?? "");
    field("since").value = state.since;
    field("card").value = state.card;
    field("quantization").value = state.quantization;
    field("tokens").value = String(state.tokens);
    field("dense").checked = state.dense;
    const shown = state.columns ?? usual;
    for (const box of columns) box.checked = shown.includes(box.value);
  }

  /** @param {State} before */
  function read(before) {
    const told = new URLSearchParams({ find: field("q").value, parameters: `${field("from").value}-${field("to").value}` });
    for (const name of Object.keys(table.facets)) {
      told.set(name, boxes.filter((box) => box.checked && box.dataset.facet === name).map((box) => box.value).join(","));
    }
    for (const name of ["context", "since", "card", "quantization", "tokens"]) told.set(name, field(name).value);
    const hidden = columns.filter((box) => !box.checked).map((box) => box.value);
    told.set("columns", table.columns.filter((column) => !hidden.includes(column)).join(","));
    // Rows are not sorted by a column that went out of sight.
    if (before.sort && !hidden.includes(before.sort)) told.set("sort", (before.down ? "-" : "") + before.sort);
    return { ...decode(told.toString(), known), compare: before.compare, dense: field("dense").checked };
  }

  /** @param {number[][]} found */
  function count(found) {
    boxes.forEach((box, at) => {
      const number = String(found[places[at].at][places[at].value]);
      // What stays as it is costs nothing; there are hundreds of choices.
      if (counts[at].textContent === number) return;
      counts[at].textContent = number;
      box.parentElement?.classList.toggle("oma-choice--none", number === "0");
    });
  }

  /**
   * @param {string} name
   * @param {string} value
   */
  function label(name, value) {
    const box = boxes.find((it) => it.dataset.facet === name && it.value === value);
    if (box) return box.dataset.name ?? value;
    const control = field(name);
    const chosen = control instanceof HTMLSelectElement && [...control.options].find((option) => option.value === value);
    return `${control.closest("label")?.dataset.name ?? name} ${chosen ? chosen.text : value}`;
  }

  return { known, fill, read, count, label };
}
