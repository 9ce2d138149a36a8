// @ts-check
/** The memory calculator: a form whose settings live in the address. */

import { bind } from "./atlas.js";
import { estimate, GIB, room } from "./memory.js";

/** @typedef {import("./memory.js").Coefficients} Coefficients */
/** @typedef {import("./memory.js").Settings} Settings */

/**
 * Write the settings of an address into the form; what it does not name, or names wrongly, stays.
 *
 * @param {HTMLFormElement} form
 * @param {URLSearchParams} search
 */
function restore(form, search) {
  for (const field of fields(form)) {
    const value = search.get(field.name);
    if (value === null) continue;
    const before = field.value;
    field.value = value;
    if (!field.value || !field.checkValidity()) field.value = before;
  }
}

/**
 * @param {HTMLFormElement} form
 * @returns {(HTMLInputElement | HTMLSelectElement)[]}
 */
function fields(form) {
  return [...form.querySelectorAll("input")].concat(/** @type {any} */ ([...form.querySelectorAll("select")]));
}

/**
 * @param {HTMLFormElement} form
 * @returns {Settings}
 */
function read(form) {
  const values = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
  const { context, sequences, cards } = values;
  return /** @type {any} */ ({ ...values, context: +context, sequences: +sequences, cards: +cards });
}

/**
 * @param {number | null} bytes
 * @returns {string}
 */
function gib(bytes) {
  return bytes === null ? "—" : `${(bytes / GIB).toFixed(bytes < 100 * GIB ? 1 : 0)} GiB`;
}

/**
 * Show the estimate for the form as it stands, and keep its settings in the address.
 *
 * @param {HTMLFormElement} form
 * @param {Coefficients} numbers
 */
function show(form, numbers) {
  if (!form.checkValidity()) return;
  const settings = read(form);
  const result = estimate(numbers, settings);
  const output = /** @type {HTMLElement} */ (form.querySelector(".oma-result"));
  for (const part of /** @type {const} */ (["weights", "cache", "overhead", "total", "perCard"])) {
    const place = output.querySelector(`[data-part="${part}"]`);
    if (place) place.textContent = gib(result[part]);
  }
  const fits = result.perCard !== null && result.perCard <= (room(numbers, settings.card) ?? 0);
  const verdict = /** @type {HTMLElement} */ (output.querySelector('[data-part="verdict"]'));
  const kind = result.perCard === null ? "unclear" : fits ? "yes" : "no";
  verdict.className = `oma-verdict oma-verdict--${kind}`;
  verdict.textContent = { unclear: output.dataset.unknown, yes: output.dataset.fits, no: output.dataset.fitsNot }[kind] ?? "";
  const { maximum } = numbers.sizes[settings.size];
  const warning = /** @type {HTMLElement} */ (output.querySelector('[data-part="warning"]'));
  const beyond = maximum !== null && settings.context > maximum;
  warning.textContent = beyond ? `${output.dataset.beyond} (${maximum?.toLocaleString("en")})` : "";
  const search = new URLSearchParams(fields(form).map((field) => [field.name, field.value]));
  history.replaceState(history.state, "", `?${search}${location.hash}`);
}

/**
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
async function start(root, signal) {
  const form = /** @type {HTMLFormElement} */ (root);
  const answer = await fetch(form.dataset.coefficients ?? "", { signal }).catch(() => null);
  /** @type {Coefficients | null} */
  const numbers = answer?.ok ? await answer.json().catch(() => null) : null;
  if (signal.aborted) return;
  form.hidden = !numbers; // the table below the form says the same
  if (!numbers) return;
  restore(form, new URLSearchParams(location.search));
  form.addEventListener("input", () => show(form, numbers), { signal });
  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  show(form, numbers);
  form.dataset.ready = "true";
}

bind("#calculator", start);
