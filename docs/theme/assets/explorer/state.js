// @ts-check
/**
 * What a reader has chosen, and its form in an address: readable, and safe to write by hand. Whatever
 * an address says that is not known is left out.
 */

import { MOST as MOST_COMPARED } from "./tray.js";

/**
 * @typedef {object} State
 * @property {string} q words to search for
 * @property {Record<string, string[]>} facets the values that are wanted, by facet; none means any
 * @property {[number | null, number | null]} parameters from and to, in thousand millions
 * @property {number | null} context tokens at least
 * @property {string} since a month like 2025-01, or nothing
 * @property {string} card a card, or a class of memory like 24gb, or nothing
 * @property {string} quantization how the weights are kept on it
 * @property {number} tokens the context that has to fit
 * @property {string} sort a column, or nothing for the order of the table
 * @property {boolean} down whether the largest come first
 * @property {string[] | null} columns those that are shown, or nothing for the usual ones
 * @property {boolean} dense whether rows are close
 * @property {string[]} compare sizes that are ticked for a comparison
 *
 * @typedef {object} Known
 * @property {Record<string, string[]>} facets the values of every facet
 * @property {string[]} cards
 * @property {string[]} quantizations
 * @property {string[]} columns in the order of the table; the first says what a row is, and is always shown
 * @property {string[]} usual columns that are shown at first
 * @property {(id: string) => string} size the id of a size today, or nothing where there is none
 */

export const USUAL = { quantization: "q4-k-m", tokens: 8192 };
const MOST = 1e9;
const LONGEST_WORD = 200;

/** @returns {State} */
export function empty() {
  return {
    q: "",
    facets: {},
    parameters: [null, null],
    context: null,
    since: "",
    card: "",
    ...USUAL,
    sort: "",
    down: false,
    columns: null,
    dense: false,
    compare: [],
  };
}

/**
 * Return the state that an address tells.
 *
 * @param {string} search
 * @param {Known} known
 * @returns {State}
 */
export function decode(search, known) {
  const given = new URLSearchParams(search);
  const state = empty();
  state.q = (given.get("find") ?? "").slice(0, LONGEST_WORD);
  for (const [name, values] of Object.entries(known.facets)) {
    const wanted = list(given.get(name), values);
    if (wanted.length) state.facets[name] = wanted;
  }
  const range = /^(\d{1,6}(?:\.\d{1,3})?)?-(\d{1,6}(?:\.\d{1,3})?)?$/.exec(given.get("parameters") ?? "");
  if (range) state.parameters = [range[1] ? +range[1] : null, range[2] ? +range[2] : null];
  state.context = whole(given.get("context"));
  state.since = /^\d{4}-(0[1-9]|1[0-2])$/.exec(given.get("since") ?? "")?.[0] ?? "";
  state.card = one(given.get("card"), known.cards);
  state.quantization = one(given.get("quantization"), known.quantizations) || USUAL.quantization;
  state.tokens = whole(given.get("tokens")) ?? USUAL.tokens;
  const sort = given.get("sort") ?? "";
  state.sort = one(sort.replace(/^-/, ""), known.columns);
  state.down = state.sort !== "" && sort.startsWith("-");
  state.columns = columns(list(given.get("columns"), known.columns), state.sort, known);
  state.dense = given.get("dense") === "1";
  const ticked = (given.get("compare") ?? "").split(",").map(known.size).filter(Boolean);
  state.compare = [...new Set(ticked)].slice(0, MOST_COMPARED);
  return state;
}

/**
 * Return the address of a state, without the question mark; what is usual is left out.
 *
 * @param {State} state
 * @returns {string}
 */
export function encode(state) {
  const [from, to] = state.parameters;
  const parts = {
    find: state.q, // the theme opens its own search for an address with a q
    ...Object.fromEntries(Object.entries(state.facets).map(([name, values]) => [name, values.join(",")])),
    parameters: from === null && to === null ? "" : `${from ?? ""}-${to ?? ""}`,
    context: state.context ?? "",
    since: state.since,
    card: state.card,
    quantization: state.quantization === USUAL.quantization ? "" : state.quantization,
    tokens: state.tokens === USUAL.tokens ? "" : state.tokens,
    sort: state.sort && (state.down ? "-" : "") + state.sort,
    columns: state.columns?.join(",") ?? "",
    dense: state.dense ? "1" : "",
    compare: state.compare.join(","),
  };
  const told = Object.entries(parts).filter(([, value]) => value !== "");
  // Commas are no danger in a query, and an address with them can be read.
  return told.map(([name, value]) => `${name}=${encodeURIComponent(value).replaceAll("%2C", ",")}`).join("&");
}

/**
 * Return the columns to show, or nothing for the usual ones. What the rows are sorted by is in sight.
 *
 * @param {string[]} wanted none means the usual ones
 * @param {string} sort
 * @param {Known} known
 */
function columns(wanted, sort, { columns, usual }) {
  const shown = new Set([columns[0], sort, ...(wanted.length ? wanted : usual)]);
  const others = columns.some((column) => shown.has(column) !== usual.includes(column));
  return others ? columns.filter((column) => shown.has(column)) : null;
}

/**
 * @param {string | null} value
 * @param {string[]} valid
 */
function list(value, valid) {
  const wanted = new Set((value ?? "").split(","));
  return valid.filter((name) => wanted.has(name));
}

/**
 * @param {string | null} value
 * @param {string[]} valid
 */
function one(value, valid) {
  return value !== null && valid.includes(value) ? value : "";
}

/** @param {string | null} value */
function whole(value) {
  const number = /^\d{1,10}$/.test(value ?? "") ? Number(value) : 0;
  return number > 0 && number <= MOST ? number : null;
}
