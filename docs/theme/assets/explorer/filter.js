// @ts-check
/** Which sizes a state shows, in which order, and how many each further choice would show. */

import { estimate } from "../memory.js";

/** @typedef {import("./state.js").State} State */

/**
 * @typedef {object} Row
 * @property {string} id
 * @property {string} search
 * @property {Record<string, string[]>} facets
 * @property {Record<string, number | string>} numbers
 *
 * @typedef {object} Shown
 * @property {Row[]} rows
 * @property {Record<string, Record<string, number>>} counts by facet and value
 */

const GIB = 2 ** 30;
const USABLE = 0.93; // generator/memory/cards.py

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
 * @param {Row[]} rows with folded search texts
 * @param {State} state
 * @param {string[]} facets
 * @param {import("../memory.js").Coefficients | null} numbers for cards; null while they are not there
 * @returns {Shown}
 */
export function select(rows, state, facets, numbers) {
  const words = fold(state.q).split(" ").filter(Boolean);
  const chosen = facets.filter((name) => state.facets[name]?.length);
  /** @type {Shown} */
  const shown = { rows: [], counts: Object.fromEntries(facets.map((name) => [name, {}])) };
  for (const row of rows) {
    if (!passes(row, state, words, numbers)) continue;
    const missed = chosen.filter((name) => !row.facets[name].some((value) => state.facets[name].includes(value)));
    if (missed.length > 1) continue;
    if (!missed.length) shown.rows.push(row);
    for (const name of missed.length ? missed : facets) {
      for (const value of row.facets[name]) shown.counts[name][value] = (shown.counts[name][value] ?? 0) + 1;
    }
  }
  return shown;
}

/**
 * Tell whether a row passes everything but the facets.
 *
 * @param {Row} row
 * @param {State} state
 * @param {string[]} words
 * @param {import("../memory.js").Coefficients | null} numbers
 */
function passes(row, state, words, numbers) {
  if (!words.every((word) => row.search.includes(word))) return false;
  const [from, to] = state.parameters;
  const parameters = /** @type {number | undefined} */ (row.numbers.parameters);
  if (from !== null && !(parameters !== undefined && parameters >= from * 1e9)) return false;
  if (to !== null && !(parameters !== undefined && parameters <= to * 1e9)) return false;
  if (state.context !== null && !(Number(row.numbers.context ?? 0) >= state.context)) return false;
  if (state.since && String(row.numbers.released).slice(0, 7) < state.since) return false;
  return !state.card || !numbers || fits(row.id, state, numbers);
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
  const room = numbers.cards[card]?.gib ?? Number.parseInt(card, 10) * USABLE;
  return perCard !== null && perCard <= room * GIB;
}

/**
 * Return rows by a column; what is unknown comes last both ways, and equals keep their order.
 *
 * @param {Row[]} rows
 * @param {(row: Row) => number | string | undefined} value
 * @param {boolean} down
 * @param {Intl.Collator} words
 */
export function order(rows, value, down, words) {
  const keyed = rows.map((row) => ({ row, key: value(row) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
    const apart = typeof a.key === "number" && typeof b.key === "number" ? a.key - b.key : words.compare(String(a.key), String(b.key));
    return down ? -apart : apart;
  });
  return keyed.map((entry) => entry.row);
}
