// @ts-check
/** The table of the comparison: a column for each size, the rows of the card computed, the best marked. */

import { onCard } from "./oncard.js";
import { gib, put, tokens as inTokens } from "./words.js";

/** @typedef {import("./comparison.js").State} State */
/** @typedef {import("../memory.js").Coefficients} Coefficients */

/** Rows in which more or less is better whatever one needs. */
const BEST = { context: "most", fit4: "least", fit8: "least", fit16: "least", takes: "least" };

/**
 * Return what draws the table of a comparison.
 *
 * @param {HTMLElement} root with the table, and the words for it in its data
 * @param {(id: string, at: number) => HTMLElement} drop makes the button that takes a column away
 * @returns {(parts: Map<string, Document>, asked: State, numbers: Coefficients | null) => void} what draws these
 *     columns, in this order
 */
export function tableOf(root, drop) {
  const table = /** @type {HTMLTableElement} */ (root.querySelector("[data-part=table] table"));
  const scroll = /** @type {HTMLElement} */ (table.parentElement);
  const head = /** @type {HTMLTableRowElement} */ (table.tHead?.rows[0]);
  const lines = [.../** @type {NodeListOf<HTMLTableRowElement>} */ (table.querySelectorAll("tr[data-row]"))];
  const [memory, cite] = [root.dataset.memory, root.dataset.cite].map((text) => JSON.parse(text ?? "{}"));

  return (parts, asked, numbers) => {
    for (const line of [head, ...lines]) while (line.cells.length > 1) line.deleteCell(1);
    [...parts].forEach(([id, part], at) => {
      const name = document.importNode(/** @type {Element} */ (part.querySelector('[data-row="name"] th')), true);
      name.append(" ", drop(id, at));
      head.append(name);
      for (const line of lines) {
        const cell = part.querySelector(`[data-row="${line.dataset.row}"] td`);
        line.append(cell ? document.importNode(cell, true) : document.createElement("td"));
      }
      compute(at + 1, numbers && onCard(numbers, id, asked));
    });
    for (const group of table.querySelectorAll(".oma-group th")) group.setAttribute("colspan", String(parts.size + 1));
    scroll.style.setProperty("--oma-columns", String(Math.max(parts.size, 1)));
    scroll.classList.toggle("oma-scroll--many", parts.size > 2);
    const setting = [asked.card && numbers?.cards[asked.card]?.name, numbers?.quantizations[asked.quantization]?.name, inTokens(asked.tokens)];
    const heading = /** @type {HTMLElement} */ (table.querySelector("[data-part=card-title]"));
    heading.textContent = `${root.dataset.card} · ${setting.filter(Boolean).join(" · ")}`;
    for (const line of lines) mark(line);
    sift(asked);
  };

  /**
   * Fill the rows of the card.
   *
   * @param {number} at the column
   * @param {ReturnType<typeof onCard> | null} found null where nothing is known
   */
  function compute(at, found) {
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
}

/** Return what a cell says, without where it is from. @param {HTMLTableCellElement} cell */
function said(cell) {
  const copy = /** @type {HTMLElement} */ (cell.cloneNode(true));
  for (const part of copy.querySelectorAll(".oma-cite")) part.remove();
  return copy.textContent?.replace(/\s+/g, " ").trim();
}

/**
 * Return an element with a class and a text.
 *
 * @param {string} tag
 * @param {string} className
 * @param {string} [text]
 */
function element(tag, className, text = "") {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}
