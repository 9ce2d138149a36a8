// @ts-check
/** The chooser's rules, the same as `generator/site/pick.py`: a test holds both to the same answers. */

import { estimate } from "../memory.js";

/**
 * @typedef {object} Wish
 * @property {string} scenario
 * @property {string} card a card, a class of memory like 24gb, or nothing
 * @property {"best" | "balanced" | "small"} level
 * @property {boolean} commercial
 * @property {string} language
 * @property {number} context
 * @property {boolean} tune
 *
 * @typedef {{facets: Record<string, string[]>, numbers: Record<string, any>, model: string, base: boolean, modify: string}} Size
 * @typedef {{id: string, quantization: string | null, gib: number | null}} Pick
 */

const GIB = 2 ** 30;
const USABLE = 0.93; // generator/memory/cards.py
export const BEST_FIRST = ["bf16", "q8-0", "q6-k", "q5-k-m", "q4-k-m"];
const USUAL_CONTEXT = 8192;
const LISTED = 5;

/**
 * Return what answers a wish, the best first, and how many sizes were ruled out by what.
 *
 * @param {Record<string, Size>} sizes
 * @param {import("../memory.js").Coefficients} numbers
 * @param {Wish} wish
 * @returns {{picks: Pick[], ruledOut: Record<string, number>}}
 */
export function pick(sizes, numbers, wish) {
  const newest = Object.values(sizes).map((row) => String(row.numbers.released)).sort().at(-1) ?? "";
  const since = `${Number(newest.slice(0, 4)) - 1}${newest.slice(4, 7)}`;
  /** @type {Record<string, number>} */
  const ruledOut = {};
  const answers = [];
  for (const [id, row] of Object.entries(sizes)) {
    let reason = ruled(row, wish);
    const run = reason ? null : runs(id, numbers, wish);
    if (!reason && wish.card && !run) reason = "memory";
    if (reason) ruledOut[reason] = (ruledOut[reason] ?? 0) + 1;
    else answers.push({ rank: rank(row, run, wish, since), model: row.model, pick: { id, quantization: run?.[0] ?? null, gib: run?.[1] ?? null } });
  }
  answers.sort((a, b) => {
    const place = a.rank.findIndex((key, at) => key !== b.rank[at]);
    return place < 0 ? (a.pick.id < b.pick.id ? -1 : 1) : a.rank[place] - b.rank[place];
  });
  /** @type {Map<string, Pick>} */
  const picks = new Map();
  for (const answer of answers) if (!picks.has(answer.model)) picks.set(answer.model, answer.pick);
  return { picks: [...picks.values()].slice(0, LISTED), ruledOut };
}

/**
 * @param {Size} row
 * @param {Wish} wish
 */
function ruled(row, wish) {
  const { facets, numbers } = row;
  /** @type {[string, boolean][]} */
  const rules = [
    ["closed", facets.access[0] === "closed"],
    ["superseded", facets.status[0] === "superseded"],
    ["scenario", wish.scenario !== "" && !facets.scenario.includes(wish.scenario)],
    ["commercial", wish.commercial && !["yes", "conditional"].includes(facets.verdict[0])],
    ["language", wish.language !== "" && !facets.language.includes(wish.language)],
    ["context", wish.context > (numbers.context ?? 0)],
    ["tune", wish.tune && !(row.base && ["yes", "conditional"].includes(row.modify))],
  ];
  return rules.find(([, holds]) => holds)?.[0] ?? "";
}

/**
 * @param {string} id
 * @param {import("../memory.js").Coefficients} numbers
 * @param {Wish} wish
 * @returns {[string, number] | null}
 */
function runs(id, numbers, wish) {
  const known = numbers.sizes[id];
  if (!wish.card || !known?.cache) return null;
  const room = GIB * (numbers.cards[wish.card]?.gib ?? Number.parseInt(wish.card, 10) * USABLE);
  const wanted = wish.context || USUAL_CONTEXT;
  const context = Math.min(wanted, known.maximum ?? wanted);
  for (const quantization of BEST_FIRST) {
    if (!numbers.quantizations[quantization]) continue;
    const { total } = estimate(numbers, { size: id, quantization, context, sequences: 1, cards: 1, cache: "fp16", card: wish.card });
    if (total !== null && total <= room) return [quantization, total / GIB];
  }
  return null;
}

/**
 * @param {Size} row
 * @param {[string, number] | null} run
 * @param {Wish} wish
 * @param {string} since
 */
function rank(row, run, wish, since) {
  const parameters = row.numbers.parameters ?? 0;
  const coarse = Number((run ? BEST_FIRST.indexOf(run[0]) : 0) > 1);
  const byLevel = { best: [0, -parameters], balanced: [coarse, -parameters], small: [0, parameters] };
  return [
    Number(wish.commercial && row.facets.verdict[0] !== "yes"),
    Number(String(row.numbers.released).slice(0, 7) < since),
    ...byLevel[wish.level],
    -(row.numbers.downloads_30d ?? 0),
  ];
}
