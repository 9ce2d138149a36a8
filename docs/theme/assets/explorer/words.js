// @ts-check
/** Numbers in words, the same as `generator/render/numbers.py`, and the reasons of the chooser. */

const K = 1024;
/** @type {[number, string][]} */
const SCALES = [[1e12, "T"], [1e9, "B"], [1e6, "M"]];
/** @type {Record<string, [number, string][]>} */
const COMPACT = {
  zh: [[1e8, "亿"], [1e4, "万"]],
  en: [[1e9, "B"], [1e6, "M"], [1e3, "K"]],
};

/**
 * Return a length of context: 131072 → “128K”.
 *
 * @param {number} count
 */
export function tokens(count) {
  for (const base of [K, 1000]) {
    if (count % base) continue;
    const thousands = count / base;
    return thousands < base ? `${thousands}K` : `${shorten(thousands / base)}M`;
  }
  return count.toLocaleString("en");
}

/**
 * Return a count of parameters: 8030261248 → “8.03B”.
 *
 * @param {number} count
 */
export function parameters(count) {
  const found = SCALES.find(([scale]) => count >= scale);
  return found ? `${shorten(count / found[0])}${found[1]}` : count.toLocaleString("en");
}

/** @param {number} value */
function shorten(value) {
  const decimals = Math.max(0, Math.min(2, 4 - String(Math.trunc(value)).length));
  const text = value.toFixed(decimals);
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/**
 * Return a size in GiB with one digit after the point below 100, none above.
 *
 * @param {number} size
 */
export function gib(size) {
  const digits = Math.abs(size) < 100 ? 1 : 0;
  return size.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/**
 * Return a count to one digit after the point: 2100000 → “210 万” or “2.1 M”.
 *
 * @param {number} count
 * @param {string} language
 */
export function compact(count, language) {
  for (const [scale, unit] of COMPACT[language] ?? COMPACT.en) {
    if (count < scale) continue;
    const tenths = Math.floor((20 * count + scale) / (2 * scale));
    const whole = Math.floor(tenths / 10).toLocaleString("en");
    return tenths % 10 ? `${whole}.${tenths % 10} ${unit}` : `${whole} ${unit}`;
  }
  return String(count);
}

/**
 * Put values into the places of a text: `{}` or `{name}`.
 *
 * @param {string} text
 * @param {string | number | Record<string, string | number>} values
 */
export function put(text, values) {
  const named = typeof values === "object" ? values : { "": values };
  return text.replace(/\{(\w*)\}/g, (place, name) => String(named[name] ?? place));
}

/**
 * @typedef {object} Because what reasons are told from, and in which words
 * @property {Record<string, string>} words
 * @property {Record<string, string>} bits how precise each quantization is
 * @property {Record<string, string>} use what each verdict says
 * @property {string} language of the page
 * @property {Record<string, {name: string}>} cards
 * @property {Record<string, {name: string}>} quantizations
 * @property {{sizes: Record<string, string>, licenses: Record<string, {condition: string}>}} licenses
 * @property {string} spoken the name of the language that is asked for
 */

/**
 * Return why a size is recommended, the same as `generator/render/reasons.py` says.
 *
 * @param {import("./pick.js").Pick} it
 * @param {import("./pick.js").Size} row
 * @param {import("./pick.js").Wish} wish
 * @param {Because} because
 * @returns {string[]}
 */
export function reasons(it, row, wish, because) {
  const { words, language } = because;
  const { context, downloads_30d, released } = row.numbers;
  const told = [];
  if (row.numbers.parameters !== undefined) told.push(put(words.parameters, parameters(row.numbers.parameters)));
  if (it.run) {
    const { quantization } = it.run;
    told.push(
      put(words.run, {
        card: because.cards[wish.card].name,
        bits: because.bits[quantization],
        quantization: because.quantizations[quantization].name,
        context: tokens(it.run.context),
        gib: gib(it.run.gib),
      }),
    );
  }
  const condition = because.licenses.licenses[because.licenses.sizes[it.id]]?.condition;
  told.push(because.use[row.facets.verdict[0]] + (condition ? put(words.condition, condition) : ""));
  if (wish.language) told.push(put(words.language, because.spoken));
  if (wish.context && !it.run) told.push(put(words.context, tokens(context)));
  if (wish.tune) told.push(words.tune);
  if (downloads_30d !== undefined) told.push(put(words.downloads, compact(downloads_30d, language)));
  told.push(put(words.released, released));
  return told;
}
