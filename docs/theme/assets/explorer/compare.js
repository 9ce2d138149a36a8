// @ts-check
/** The comparison: two to four sizes as columns, named by the address. */

import { bind, onReturn } from "../atlas.js";
import { tableOf } from "./comparetable.js";
import { find, named, read, write } from "./comparison.js";
import { keep, kept, keptNames, MOST, proper } from "./tray.js";
import { put, tokens as inTokens } from "./words.js";

/** @typedef {import("./comparison.js").State} State */

const NAMED = 5;

/**
 * Bind the page of comparison.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
export async function start(root, signal) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const place = /** @type {HTMLElement} */ (root.querySelector("[data-part=table]"));
  const table = /** @type {HTMLTableElement} */ (place.querySelector("table"));
  const message = /** @type {HTMLElement} */ (root.querySelector("[data-part=message]"));
  const starters = /** @type {HTMLElement} */ (root.querySelector("[data-part=start]"));
  const add = /** @type {HTMLInputElement} */ (form.elements.namedItem("add"));
  const head = /** @type {HTMLTableRowElement} */ (table.tHead?.rows[0]);
  const choices = [.../** @type {NodeListOf<HTMLOptionElement>} */ (form.querySelectorAll("datalist option"))];
  const names = new Map(choices.map((option) => [option.dataset.id ?? "", option.value]));
  const told = JSON.parse(root.dataset.told ?? "{}");
  const draw = tableOf(root, dropper);
  const known = { cards: options("card"), quantizations: options("quantization") };
  /** @type {Map<string, Document>} */
  const parts = new Map();
  /** @type {import("../memory.js").Coefficients | null} */
  let numbers = null;
  /** @type {string[]} */
  let there = [];
  let turn = 0;

  /** @param {string} field */
  function select(field) {
    return /** @type {HTMLSelectElement} */ (form.elements.namedItem(field));
  }

  /** @param {string} field */
  function options(field) {
    return [...select(field).options].map((option) => option.value).filter(Boolean);
  }

  function state() {
    return read(location.search, known);
  }

  /**
   * Fetch the column of a size; return what is wrong with it, in words, or nothing.
   *
   * @param {string} id
   */
  async function load(id) {
    if (parts.has(id)) return "";
    // An id that is no longer in the list may be the earlier one of a size: its file is there.
    const answer = await fetch(`${root.dataset.parts}${id}.txt`, { signal }).catch(() => null);
    if (answer?.status === 404 && !names.has(id)) return put(told.missing, id);
    const text = answer?.ok ? await answer.text().catch(() => null) : null;
    if (text === null) return put(told.failed, names.get(id) ?? id);
    parts.set(id, new DOMParser().parseFromString(text, "text/html"));
    return "";
  }

  async function loadNumbers() {
    const answer = numbers ? null : await fetch(root.dataset.coefficients ?? "", { signal }).catch(() => null);
    if (answer?.ok) numbers = await answer.json().catch(() => null);
    return numbers ? "" : told.no_memory;
  }

  /**
   * @param {Partial<State>} change
   * @param {string} [words] said of it
   */
  async function go(change, words = "") {
    const query = write({ ...state(), ...change });
    if (query !== location.search.slice(1)) history.pushState(history.state, "", query ? `?${query}` : location.pathname);
    await show(words);
  }

  /** @param {string} [words] what is said besides */
  async function show(words = "") {
    const mine = ++turn;
    const asked = state();
    table.setAttribute("aria-busy", "true");
    fill(asked);
    const wrong = await Promise.all([...asked.ids.map(load), asked.ids.length ? loadNumbers() : ""]);
    if (signal.aborted || mine !== turn) return; // a later choice has overtaken this one
    there = asked.ids.filter((id) => parts.has(id));
    draw(new Map(there.map((id) => [id, /** @type {Document} */ (parts.get(id))])), asked, numbers);
    place.hidden = there.length === 0;
    const full = there.length >= MOST;
    add.disabled = full;
    /** @type {HTMLButtonElement} */ (form.elements.namedItem("submit")).disabled = full;
    // Ids that cannot be one are told as they stand, cut short: the address may hold anything.
    const all = named(location.search);
    const odd = all.filter((id) => !proper([id]).length).map((id) => put(told.missing, id.slice(0, 40)));
    const cut = all.length - odd.length > MOST ? put(told.cut, { n: all.length - odd.length }) : "";
    const single = there.length === 1 ? told.one : "";
    say([words, ...new Set([...odd.slice(0, NAMED), ...wrong]), cut, single]);
    // What could not be fetched now stays picked; what is none is not.
    const picked = asked.ids.filter((id) => parts.has(id) || names.has(id));
    if (picked.length || words) keep(picked, (id) => names.get(id));
    offer(there.length > 0);
    table.setAttribute("aria-busy", "false");
  }

  /** @param {(string | undefined)[]} sentences */
  function say(sentences) {
    message.textContent = sentences.filter(Boolean).join(" ");
  }

  /** @param {State} asked */
  function fill(asked) {
    select("card").value = asked.card;
    select("quantization").value = asked.quantization;
    const field = select("tokens");
    const text = String(asked.tokens);
    if (![...field.options].some((option) => option.value === text)) field.add(new Option(inTokens(asked.tokens), text));
    field.value = text;
    /** @type {HTMLInputElement} */ (form.elements.namedItem("differences")).checked = asked.differences;
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.oma-switch"))) {
      link.href = link.href.split("?")[0] + location.search;
    }
  }

  /**
   * Return the button that takes a column away.
   *
   * @param {string} id of its size
   * @param {number} at the column
   */
  function dropper(id, at) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "oma-drop";
    button.textContent = "×";
    button.setAttribute("aria-label", `${root.dataset.remove} ${names.get(id)}`);
    button.addEventListener("click", async () => {
      const rest = there.filter((other) => other !== id);
      await go({ ids: rest }, put(told.removed, { "": names.get(id) ?? id, n: rest.length }));
      const next = /** @type {NodeListOf<HTMLElement>} */ (head.querySelectorAll(".oma-drop"));
      (next[Math.min(at, next.length - 1)] ?? add).focus();
    }, { signal });
    return button;
  }

  /** Show ways to start where nothing is compared. @param {boolean} busy */
  function offer(busy) {
    starters.hidden = busy;
    const link = /** @type {HTMLAnchorElement} */ (starters.querySelector("[data-part=resume]"));
    const before = kept();
    link.hidden = before.length === 0;
    link.dataset.words ??= link.textContent ?? "";
    link.textContent = `${link.dataset.words} ${before.map((id) => names.get(id) ?? keptNames()[id] ?? id).join(" · ")}`;
    link.search = `?ids=${before.join(",")}`;
  }

  /** Add what is written in the field. */
  async function enter() {
    const written = add.value.trim();
    if (!written) return;
    const { ids } = state();
    const found = find(names, written);
    if (found.length === 0) return say([put(told.unknown, written)]);
    const shown = found.slice(0, NAMED).map((id) => names.get(id)).join(" · ");
    if (found.length > 1) return say([put(told.several, { "": written, n: found.length, names: shown })]);
    const [id] = found;
    if (ids.includes(id)) return say([put(told.there, names.get(id) ?? id)]);
    if (ids.length >= MOST) return say([told.full]);
    add.value = "";
    const next = [...ids, id];
    await go({ ids: next }, put(told.added, { "": names.get(id) ?? id, n: next.length }));
    if (!add.disabled) add.focus();
    else /** @type {HTMLElement | null} */ (head.querySelector("th:last-child .oma-drop"))?.focus();
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); enter(); }, { signal });
  add.addEventListener("input", (event) => {
    const chosen = event instanceof InputEvent ? event.inputType === "insertReplacementText" : true;
    if (chosen && choices.some((option) => option.value === add.value)) enter();
  }, { signal });
  form.addEventListener("change", (event) => {
    const field = event.target;
    if (field instanceof HTMLSelectElement) go({ [field.name]: field.name === "tokens" ? Number(field.value) : field.value });
    if (field instanceof HTMLInputElement && field.name === "differences") go({ differences: field.checked });
  }, { signal });
  /** @type {HTMLButtonElement} */ (form.elements.namedItem("copy")).addEventListener("click", async () => {
    const done = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
    say([done ? told.copied : told.not_copied]);
  }, { signal });
  starters.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    go({ ids: read(link.search, known).ids }).then(() => add.focus());
  }, { signal });
  onReturn(() => show(), signal);
  await show();
  if (!signal.aborted) root.dataset.ready = "true";
}

bind("#compare", start);
