// @ts-check
/** Which sizes a state shows, in which order, and how many each further choice would show. */

import { estimate, room } from "../memory.js";

/** @typedef {import("./state.js").State} State */

/**
 * @typedef {[id: string, search: string, facets: number[][], values: (string | number | null)[]]} Row
 *   a size: folded words, for each facet the places of its values, and what stands in each column
 *
 * @typedef {object} Table what `generator/render/explorer.py` writes into the page
 * @property {Record<string, string[]>} facets the values of each facet, in the order of the form
 * @property {string[]} columns
 * @property {Row[]} rows
 * @property {Record<string, string>} formerly ids that sizes had, and those they have
 *
 * @typedef {object} Shown
 * @property {Row[]} rows
 * @property {number[][]} counts by facet and value
 */

/**
 * Return text as it is compared: width and case do not matter, and signs part words.
 *
 * @param {string} text
 */
export function fold(text) {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}.]+/gu, " ");
}

/**
 * Return the rows that a state shows, and the counts of all choices.
 *
 * A choice counts the rows that would be shown if it were the only one of its facet.
 *
 * @param {Table} table
 * @param {State} state
 * @param {import("../memory.js").Coefficients | null} numbers for cards; null while they are not there
 * @returns {Shown}
 */
export function select(table, state, numbers) {
  const passes = test(table, state, numbers);
  const names = Object.keys(table.facets);
  const wanted = names.map((name) => {
    const chosen = state.facets[name];
    return chosen?.length ? table.facets[name].map((value) => chosen.includes(value)) : null;
  });
  const counts = names.map((name) => table.facets[name].map(() => 0));
  /** @type {Row[]} */
  const rows = [];
  // Plain loops: this runs over thousands of rows at every letter that is typed.
  for (const row of table.rows) {
    if (!passes(row)) continue;
    const facets = row[2];
    let missed = -1;
    let misses = 0;
    for (let at = 0; at < wanted.length && misses < 2; at += 1) {
      const asked = wanted[at];
      if (!asked || facets[at].some((value) => asked[value])) continue;
      missed = at;
      misses += 1;
    }
    if (misses > 1) continue;
    if (!misses) rows.push(row);
    for (let at = misses ? missed : 0; at <= (misses ? missed : facets.length - 1); at += 1) {
      const count = counts[at];
      for (const value of facets[at]) count[value] += 1;
    }
  }
  return { rows, counts };
}

/**
 * Return what tells whether a row passes everything but the facets.
 *
 * @param {Table} table
 * @param {State} state
 * @param {import("../memory.js").Coefficients | null} numbers
 * @returns {(row: Row) => boolean}
 */
function test(table, state, numbers) {
  const words = fold(state.q).split(" ").filter(Boolean);
  const [from, to] = state.parameters;
  const [parameters, context, released] = ["parameters", "context", "released"].map((name) => table.columns.indexOf(name));
  return ([id, search, , values]) => {
    if (!words.every((word) => search.includes(word))) return false;
    // What is not known is neither small nor large.
    if (from !== null && !(Number(values[parameters] ?? Number.NaN) >= from * 1e9)) return false;
    if (to !== null && !(Number(values[parameters] ?? Number.NaN) <= to * 1e9)) return false;
    if (state.context !== null && !(Number(values[context] ?? 0) >= state.context)) return false;
    if (state.since && String(values[released]).slice(0, 7) < state.since) return false;
    return !state.card || !numbers || fits(id, state, numbers);
  };
}

/**
 * Tell whether a size runs on the card of a state; what is not known does not.
 *
 * @param {string} size
 * @param {State} state
 * @param {import("../memory.js").Coefficients} numbers
 */
function fits(size, state, numbers) {
  const known = numbers.sizes[size];
  if (!known) return false;
  const { quantization, tokens, card } = state;
  const context = Math.min(tokens, known.maximum ?? tokens); // how long it can be is asked elsewhere
  const asked = { size, quantization, context, sequences: 1, cards: 1, cache: /** @type {const} */ ("fp16"), card };
  const { perCard } = estimate(numbers, asked);
  return perCard !== null && perCard <= (room(numbers, card) ?? 0);
}

/**
 * Return rows in the order of a state; what is unknown comes last both ways, and equals keep their order.
 *
 * @param {Table} table
 * @param {Row[]} rows
 * @param {State} state
 * @param {(a: string, b: string) => number} compare orders words
 * @returns {Row[]}
 */
export function order(table, rows, state, compare) {
  const column = table.columns.indexOf(state.sort);
  if (column < 0) return rows;
  const verdict = state.sort === "license" ? Object.keys(table.facets).indexOf("verdict") : -1;
  const sign = state.down ? -1 : 1;
  return [...rows].sort(([, , facetsA, a], [, , facetsB, b]) => {
    const [x, y] = [a[column], b[column]];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    // Licenses: first by what they allow, from free to not, then by name.
    const allowed = verdict < 0 ? 0 : facetsA[verdict][0] - facetsB[verdict][0];
    if (allowed) return sign * allowed;
    return sign * (typeof x === "number" && typeof y === "number" ? x - y : compare(String(x), String(y)));
  });
}
