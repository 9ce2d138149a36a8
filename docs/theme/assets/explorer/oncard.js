// @ts-check
/** What a size takes on a card: the numbers behind the rows of the comparison. */

import { estimate, GIB, room } from "../memory.js";

/**
 * @typedef {object} OnCard
 * @property {number | null} gib what it takes on one card; null where the cache is not known
 * @property {number} context with so many tokens: as many as asked for, or the most it is made for
 * @property {boolean} isShorter whether that is less than was asked for
 * @property {boolean} isMeasured whether the weights are the size of published files
 * @property {boolean | null} fits null where no card is chosen or nothing is known
 * @property {number | null} left the room that stays, or lacks
 */

/**
 * @param {import("../memory.js").Coefficients} numbers
 * @param {string} size
 * @param {{card: string, quantization: string, tokens: number}} asked
 * @returns {OnCard | null} null where it has no open weights
 */
export function onCard(numbers, size, asked) {
  const known = numbers.sizes[size];
  if (!known) return null;
  const { card, quantization, tokens } = asked;
  const context = Math.min(tokens, known.maximum ?? tokens);
  const { total } = estimate(numbers, { size, quantization, context, sequences: 1, cards: 1, cache: "fp16", card });
  const bytes = room(numbers, card);
  return {
    gib: total === null ? null : total / GIB,
    context,
    isShorter: context < tokens,
    isMeasured: known.published?.[quantization] !== undefined,
    fits: total === null || bytes === null ? null : total <= bytes,
    left: total === null || bytes === null ? null : (bytes - total) / GIB,
  };
}
