// @ts-check
/** What is compared: the address of the comparison read and written, and sizes found by what a reader types. */

import { fold } from "./filter.js";
import { USUAL } from "./state.js";
import { proper } from "./tray.js";

const MOST_TOKENS = 1e9;

/**
 * @typedef {object} State
 * @property {string[]} ids
 * @property {string} card
 * @property {string} quantization
 * @property {number} tokens
 * @property {boolean} differences
 */

/**
 * Return what an address asks for; what is not known in it is left out.
 *
 * @param {string} search
 * @param {{cards: string[], quantizations: string[]}} known
 * @returns {State}
 */
export function read(search, known) {
  const given = new URLSearchParams(search);
  const tokens = Number(/^\d{1,10}$/.exec(given.get("tokens") ?? "")?.[0] ?? 0);
  const one = (/** @type {string} */ name, /** @type {string[]} */ valid) => valid.find((value) => value === given.get(name));
  return {
    ids: proper(named(search)),
    card: one("card", known.cards) ?? "",
    quantization: one("quantization", known.quantizations) ?? USUAL.quantization,
    tokens: tokens > 0 && tokens <= MOST_TOKENS ? tokens : USUAL.tokens,
    differences: given.get("differences") === "1",
  };
}

/**
 * Return the address of a state, without the question mark; what is usual is left out.
 *
 * @param {State} state
 */
export function write(state) {
  const parts = {
    ids: state.ids.join(","),
    card: state.card,
    quantization: state.quantization === USUAL.quantization ? "" : state.quantization,
    tokens: state.tokens === USUAL.tokens ? "" : String(state.tokens),
    differences: state.differences ? "1" : "",
  };
  return Object.entries(parts).filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join("&");
}

/**
 * Return the ids that an address names, those that cannot be one too.
 *
 * @param {string} search
 */
export function named(search) {
  return [...new Set((new URLSearchParams(search).get("ids") ?? "").split(","))].filter(Boolean);
}

/**
 * Return the sizes that a text may mean: the one of that id or name, else those that have all its words.
 *
 * @param {Map<string, string>} names of all sizes, by their ids
 * @param {string} written
 */
export function find(names, written) {
  const wanted = fold(written).trim();
  const folded = [...names].map(([id, name]) => ({ id, texts: [fold(id).trim(), fold(name).trim()] }));
  const exact = folded.filter((it) => it.texts.includes(wanted));
  const words = wanted.split(/\s+/);
  const partly = folded.filter((it) => wanted && words.every((word) => it.texts.some((text) => text.includes(word))));
  return (exact.length ? exact : partly).map((it) => it.id);
}
