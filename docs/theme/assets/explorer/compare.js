// @ts-check
/** The comparison: two to four sizes as columns, named by the address. */

import { bind, onReturn } from "../atlas.js";
import { fold } from "./filter.js";
import { onCard } from "./oncard.js";
import { USUAL } from "./state.js";
import { keep, kept, keptNames, MOST, proper } from "./tray.js";
import { gib, put, tokens as inTokens } from "./words.js";

/** Rows in which more or less is better whatever one needs. */
const BEST = { context: "most", fit4: "least", fit8: "least", fit16: "least", takes: "least" };
const NAMED = 5;
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

/** @param {string} search */
function named(search) {
  return [...new Set((new URLSearchParams(search).get("ids") ?? "").split(","))].filter(Boolean);
}

/**
 * Return an element with a class and a text.
 *
 * @param {string} tag
 * @param {string} [className]
 * @param {string} [text]
 */
function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

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
  const scroll = /** @type {HTMLElement} */ (table.parentElement);
  const message = /** @type {HTMLElement} */ (root.querySelector("[data-part=message]"));
  const starters = /** @type {HTMLElement} */ (root.querySelector("[data-part=start]"));
  const add = /** @type {HTMLInputElement} */ (form.elements.namedItem("add"));
  const lines = [.../** @type {NodeListOf<HTMLTableRowElement>} */ (table.querySelectorAll("tr[data-row]"))];
  const head = /** @type {HTMLTableRowElement} */ (table.tHead?.rows[0]);
  const choices = [.../** @type {NodeListOf<HTMLOptionElement>} */ (form.querySelectorAll("datalist option"))];
  const names = new Map(choices.map((option) => [option.dataset.id ?? "", option.value]));
  const [told, memory, cite] = [root.dataset.told, root.dataset.memory, root.dataset.cite].map((text) => JSON.parse(text ?? "{}"));
  const known = { cards: options("card"), quantizations: options("quantization") };
  /** @type {Map<string, Document>} */
  const parts = new Map();
  /** @type {import("../memory.js").Coefficients | null} */
  let numbers = null;
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
    const there = asked.ids.filter((id) => parts.has(id));
    draw(there, asked);
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
   * @param {string[]} there
   * @param {State} asked
   */
  function draw(there, asked) {
    for (const line of [head, ...lines]) while (line.cells.length > 1) line.deleteCell(1);
    there.forEach((id, at) => {
      const part = /** @type {Document} */ (parts.get(id));
      head.append(title(part, id, at, there));
      for (const line of lines) {
        const cell = part.querySelector(`[data-row="${line.dataset.row}"] td`);
        line.append(cell ? document.importNode(cell, true) : document.createElement("td"));
      }
      computed(id, asked, at + 1);
    });
    for (const group of table.querySelectorAll(".oma-group th")) group.setAttribute("colspan", String(there.length + 1));
    scroll.style.setProperty("--oma-columns", String(Math.max(there.length, 1)));
    scroll.classList.toggle("oma-scroll--many", there.length > 2);
    const setting = [asked.card && numbers?.cards[asked.card]?.name, numbers?.quantizations[asked.quantization]?.name, inTokens(asked.tokens)];
    const heading = /** @type {HTMLElement} */ (table.querySelector("[data-part=card-title]"));
    heading.textContent = `${root.dataset.card} · ${setting.filter(Boolean).join(" · ")}`;
    for (const line of lines) mark(line);
    sift(asked);
    const full = there.length >= MOST;
    add.disabled = full;
    /** @type {HTMLButtonElement} */ (form.elements.namedItem("submit")).disabled = full;
    place.hidden = there.length === 0;
  }

  /**
   * @param {Document} part
   * @param {string} id
   * @param {number} at
   * @param {string[]} there
   */
  function title(part, id, at, there) {
    const name = document.importNode(/** @type {Element} */ (part.querySelector('[data-row="name"] th')), true);
    const button = /** @type {HTMLButtonElement} */ (element("button", "oma-drop", "×"));
    button.type = "button";
    button.setAttribute("aria-label", `${root.dataset.remove} ${names.get(id)}`);
    button.addEventListener("click", async () => {
      const rest = there.filter((other) => other !== id);
      await go({ ids: rest }, put(told.removed, { "": names.get(id) ?? id, n: rest.length }));
      const next = /** @type {NodeListOf<HTMLElement>} */ (head.querySelectorAll(".oma-drop"));
      (next[Math.min(at, next.length - 1)] ?? add).focus();
    }, { signal });
    name.append(" ", button);
    return name;
  }

  /**
   * Fill the rows of the card.
   *
   * @param {string} id
   * @param {State} asked
   * @param {number} at
   */
  function computed(id, asked, at) {
    const found = numbers && onCard(numbers, id, asked);
    const [takes, fits, left] = ["takes", "fits", "left"].map((key) => /** @type {HTMLTableCellElement} */ (lines.find((line) => line.dataset.row === key)?.cells[at]));
    for (const cell of [takes, fits, left]) cell.replaceChildren(element("span", "oma-unknown", "—"));
    if (!found) return;
    if (found.gib === null) {
      takes.append(" ", element("small", "", memory.gap));
      return;
    }
    const amount = /** @type {HTMLDataElement} */ (element("data", "", `${gib(found.gib)} GiB`));
    amount.value = String(found.gib);
    const source = /** @type {HTMLAnchorElement} */ (element("a", "oma-cite", found.isMeasured ? cite.measured : cite.estimated));
    source.href = root.dataset.accuracy ?? "";
    takes.replaceChildren(amount, " ");
    if (found.isShorter) takes.append(element("small", "", put(memory.shorter, inTokens(found.context))), " ");
    takes.append(source);
    if (found.fits === null || found.left === null) return;
    const verdict = element("span", `oma-verdict oma-verdict--${found.fits ? "yes" : "no"}`);
    verdict.append(found.fits ? memory.fits : memory.fits_not);
    fits.replaceChildren(verdict);
    left.textContent = put(found.fits ? memory.left : memory.short, gib(Math.abs(found.left)));
  }

  /** @param {HTMLTableRowElement} line */
  function mark(line) {
    const rule = BEST[/** @type {keyof typeof BEST} */ (line.dataset.row)];
    if (!rule) return;
    const cells = [...line.cells].slice(1);
    const found = cells.map((cell) => Number(cell.querySelector("data")?.getAttribute("value") ?? Number.NaN));
    const values = found.filter((value) => !Number.isNaN(value));
    const best = rule === "most" ? Math.max(...values) : Math.min(...values);
    if (values.length < 2 || values.every((value) => value === best)) return;
    cells.forEach((cell, at) => {
      if (found[at] !== best) return;
      const sign = element("b", "oma-mark", root.dataset.best);
      sign.title = root.dataset.bestSaid ?? "";
      sign.append(element("span", "oma-said", ` ${root.dataset.bestSaid}`));
      const source = cell.querySelector(".oma-cite");
      if (source) source.before(sign, " ");
      else cell.append(" ", sign);
    });
  }

  /**
   * Hide the rows that say nothing: all the same if only differences are asked for, or no card chosen.
   *
   * @param {State} asked
   */
  function sift(asked) {
    for (const line of lines) {
      const texts = [...line.cells].slice(1).map(said);
      const same = asked.differences && texts.length > 1 && new Set(texts).size === 1;
      line.hidden = same || (!asked.card && ["fits", "left"].includes(line.dataset.row ?? ""));
    }
    for (const group of table.tBodies) group.hidden = ![...group.rows].some((line) => line.dataset.row && !line.hidden);
  }

  /** Return what a cell says, without where it is from. @param {HTMLTableCellElement} cell */
  function said(cell) {
    const copy = /** @type {HTMLElement} */ (cell.cloneNode(true));
    for (const part of copy.querySelectorAll(".oma-cite")) part.remove();
    return copy.textContent?.replace(/\s+/g, " ").trim();
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
    const found = find(written);
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

  /**
   * Return the sizes that a text may mean: the one of that id or name, else those that have all its words.
   *
   * @param {string} written
   */
  function find(written) {
    const wanted = fold(written).trim();
    const folded = [...names].map(([id, name]) => ({ id, texts: [fold(id).trim(), fold(name).trim()] }));
    const exact = folded.filter((it) => it.texts.includes(wanted));
    const words = wanted.split(/\s+/);
    const partly = folded.filter((it) => wanted && words.every((word) => it.texts.some((text) => text.includes(word))));
    return (exact.length ? exact : partly).map((it) => it.id);
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
