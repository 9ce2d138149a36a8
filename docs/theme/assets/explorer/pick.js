// @ts-check
/** The chooser's rules, the same as `generator/site/pick.py`: a test holds both to the same answers. */

import { estimate, GIB, room } from "../memory.js";

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
 * @typedef {object} Size
 * @property {string} name
 * @property {string} model
 * @property {Record<string, string[]>} facets
 * @property {Record<string, any>} numbers
 * @property {boolean} base
 * @property {string} modify
 *
 * @typedef {"license" | "recent" | "precision" | "larger" | "smaller" | "downloads" | "name"} Ahead
 * @typedef {"scenario" | "card" | "tune" | "language" | "commercial" | "context"} Answer
 * @typedef {{quantization: string, gib: number, context: number}} Run
 * @typedef {{id: string, run: Run | null, ahead: Ahead | null}} Pick
 * @typedef {{id: string, model: string, run: Run | null, rank: number[]}} Candidate
 */

const BEST_FIRST = ["bf16", "q8-0", "q6-k", "q5-k-m", "q4-k-m"];
const USUAL_CONTEXT = 8192;
const LISTED = 5;
/** @type {Answer[]} */
const ANSWERS = ["scenario", "card", "tune", "language", "commercial", "context"];

/** @type {Wish} */
export const FREE = { scenario: "", card: "", level: "best", commercial: false, language: "", context: 0, tune: false };

/**
 * Return what answers a wish, the best first, how many are left, and how many were ruled out by what.
 *
 * @param {Record<string, Size>} sizes
 * @param {import("../memory.js").Coefficients} numbers
 * @param {Wish} wish
 * @returns {{picks: Pick[], left: number, ruledOut: Record<string, number>}}
 */
export function pick(sizes, numbers, wish) {
  const newest = Object.values(sizes).map((row) => String(row.numbers.released)).sort().at(-1) ?? "";
  const since = `${Number(newest.slice(0, 4)) - 1}${newest.slice(4, 7)}`;
  /** @type {Record<string, number>} */
  const ruledOut = {};
  /** @type {Candidate[]} */
  const left = [];
  for (const [id, row] of Object.entries(sizes)) {
    let reason = ruled(row, wish);
    const run = reason ? null : runs(id, row, numbers, wish);
    if (!reason && wish.card && !run) reason = "memory";
    if (reason) ruledOut[reason] = (ruledOut[reason] ?? 0) + 1;
    else left.push({ id, model: row.model, run, rank: rank(row, run, wish, since) });
  }
  left.sort((a, b) => {
    const place = a.rank.findIndex((key, at) => key !== b.rank[at]);
    return place < 0 ? (a.id < b.id ? -1 : 1) : a.rank[place] - b.rank[place];
  });
  /** @type {Map<string, Candidate>} */
  const best = new Map();
  for (const it of left) if (!best.has(it.model)) best.set(it.model, it);
  return { picks: places([...best.values()], wish), left: left.length, ruledOut };
}

/**
 * Return the answers without which something is left, and how much, the most first.
 *
 * @param {Record<string, Size>} sizes
 * @param {import("../memory.js").Coefficients} numbers
 * @param {Wish} wish
 * @returns {[Answer, number][]}
 */
export function loosen(sizes, numbers, wish) {
  /** @type {[Answer, number][]} */
  const found = ANSWERS.filter((answer) => wish[answer]).map((answer) => [answer, pick(sizes, numbers, without(wish, answer)).left]);
  return found.filter(([, left]) => left).sort((a, b) => b[1] - a[1]);
}

/**
 * Return the wish with one answer taken back.
 *
 * @param {Wish} wish
 * @param {Answer} answer
 * @returns {Wish}
 */
export function without(wish, answer) {
  return { ...wish, [answer]: FREE[answer] };
}

/**
 * Return the same conditions as an address of the explorer, less the one that ruled out.
 *
 * @param {Wish} wish
 * @param {string} [dropped]
 */
export function filters(wish, dropped = "") {
  const card = dropped === "memory" ? "" : wish.card;
  const context = dropped === "context" ? 0 : wish.context;
  const parts = {
    scenario: dropped === "scenario" ? "" : wish.scenario,
    status: dropped === "superseded" ? "" : "current",
    verdict: wish.commercial && dropped !== "commercial" ? "yes,conditional" : "",
    language: dropped === "language" ? "" : wish.language,
    access: dropped === "closed" ? "closed" : "",
    context: String(context || ""),
    card,
    tokens: card && context && context !== USUAL_CONTEXT ? String(context) : "",
  };
  return Object.entries(parts).filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join("&");
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
 * @param {Size} row
 * @param {import("../memory.js").Coefficients} numbers
 * @param {Wish} wish
 * @returns {Run | null}
 */
function runs(id, row, numbers, wish) {
  if (!wish.card || !numbers.sizes[id]?.cache) return null;
  const bytes = room(numbers, wish.card) ?? 0;
  const wanted = wish.context || USUAL_CONTEXT;
  const context = Math.min(wanted, row.numbers.context ?? wanted);
  for (const quantization of BEST_FIRST) {
    if (!numbers.quantizations[quantization]) continue;
    const { total } = estimate(numbers, { size: id, quantization, context, sequences: 1, cards: 1, cache: "fp16", card: wish.card });
    if (total !== null && total <= bytes) return { quantization, gib: total / GIB, context };
  }
  return null;
}

/**
 * @param {Size} row
 * @param {Run | null} run
 * @param {Wish} wish
 * @param {string} since
 */
function rank(row, run, wish, since) {
  const parameters = row.numbers.parameters ?? 0;
  const coarse = Number((run ? BEST_FIRST.indexOf(run.quantization) : 0) > 1);
  const byLevel = { best: [0, -parameters], balanced: [coarse, -parameters], small: [0, parameters] };
  return [
    Number(wish.commercial && row.facets.verdict[0] !== "yes"),
    Number(String(row.numbers.released).slice(0, 7) < since),
    ...byLevel[wish.level],
    -(row.numbers.downloads_30d ?? 0),
  ];
}

/**
 * @param {Candidate[]} ordered
 * @param {Wish} wish
 * @returns {Pick[]}
 */
function places(ordered, wish) {
  /** @type {Ahead[]} */
  const names = ["license", "recent", "precision", wish.level === "small" ? "smaller" : "larger", "downloads"];
  return ordered.slice(0, LISTED).map(({ id, run, rank: own }, place) => {
    const next = ordered[place + 1];
    const differing = next ? own.findIndex((key, at) => key !== next.rank[at]) : 0;
    return { id, run, ahead: next ? (names[differing] ?? "name") : null };
  });
}
