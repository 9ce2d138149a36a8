// @ts-check
/**
 * The memory that a size takes: the arithmetic of `generator/memory` on the numbers of coefficients.json.
 * A test holds both to the same results for every size.
 */

/**
 * @typedef {object} Cache
 * @property {number} token elements for every token of the context
 * @property {[number, number]} window elements for a token, and how many tokens
 * @property {number} index bytes for every token, whatever the type of the cache
 * @property {number} state bytes that do not depend on the context
 * @property {number} split over how many cards it divides at most
 *
 * @typedef {object} Size
 * @property {string} name
 * @property {[number, number, number]} weights parameters of layers, embedding and output
 * @property {number} overhead bytes for each card
 * @property {number | null} maximum the longest context
 * @property {Record<string, number>} [published] bytes of weight files by quantization
 * @property {Cache} [cache] missing where the architecture is not known
 *
 * @typedef {object} Coefficients
 * @property {Record<string, {bits: [number, number, number], name: string}>} quantizations
 * @property {Record<string, {gib: number, name: string}>} cards
 * @property {Record<string, Size>} sizes
 *
 * @typedef {object} Settings
 * @property {string} size
 * @property {string} quantization
 * @property {number} context
 * @property {number} sequences
 * @property {"fp16" | "fp8"} cache
 * @property {string} card
 * @property {number} cards
 *
 * @typedef {object} Estimate bytes, on all cards together; null where the cache is not known
 * @property {number} weights
 * @property {number | null} cache
 * @property {number} overhead
 * @property {number | null} total
 * @property {number | null} perCard
 */

export const GIB = 2 ** 30;
const BYTES = { fp16: 2, fp8: 1 };

/**
 * Return the memory for the settings.
 *
 * @param {Coefficients} numbers
 * @param {Settings} settings
 * @returns {Estimate}
 */
export function estimate(numbers, settings) {
  const size = numbers.sizes[settings.size];
  const { bits } = numbers.quantizations[settings.quantization];
  const published = size.published?.[settings.quantization];
  const computed = size.weights.reduce((sum, count, place) => sum + count * bits[place], 0) / 8;
  const weights = published ?? Math.round(computed);
  const overhead = settings.cards * size.overhead;
  if (!size.cache) return { weights, cache: null, overhead, total: null, perCard: null };
  const { token, window, index, state, split } = size.cache;
  const elements = token * settings.context + window[0] * Math.min(settings.context, window[1]);
  const one = elements * BYTES[settings.cache] + index * settings.context + state;
  const copies = Math.max(1, settings.cards / split);
  const cache = Math.round(copies * settings.sequences * one);
  const total = weights + cache + overhead;
  return { weights, cache, overhead, total, perCard: total / settings.cards };
}

/**
 * Return the bytes that are there for a model on a card, or on one of a class of memory like 24gb;
 * null where no card has that name.
 *
 * @param {Coefficients} numbers
 * @param {string} card
 */
export function room(numbers, card) {
  const found = numbers.cards[card];
  return found ? found.gib * GIB : null;
}
