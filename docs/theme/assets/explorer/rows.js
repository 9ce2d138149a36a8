// @ts-check
/**
 * The rows of the table: the first stand in the page, the others in its noscript, where a reader without
 * script sees them. A browser takes those as text, and a row is made of it when it is first shown; a page
 * that came by instant navigation was parsed without scripting, and has them as rows already.
 */

/**
 * Return what gives the row of a size.
 *
 * @param {HTMLElement} root
 * @returns {(id: string) => HTMLTableRowElement | undefined}
 */
export function rowMaker(root) {
  const there = /** @type {NodeListOf<HTMLTableRowElement>} */ (root.querySelectorAll("tbody tr[data-id]"));
  const made = new Map([...there].map((row) => [row.dataset.id ?? "", row]));
  /** @type {Map<string, string> | undefined} */
  let texts;

  return (id) => {
    const known = made.get(id);
    if (known) return known;
    texts ??= cut(root.querySelector("noscript")?.textContent ?? "");
    const text = texts.get(id);
    if (text === undefined) return undefined;
    const place = document.createElement("template");
    place.innerHTML = text;
    const row = /** @type {HTMLTableRowElement} */ (place.content.firstElementChild);
    made.set(id, row);
    return row;
  };
}

/**
 * Return the text of each row by its id.
 *
 * @param {string} text
 * @returns {Map<string, string>}
 */
function cut(text) {
  /** @type {Map<string, string>} */
  const rows = new Map();
  for (const part of text.split('<tr data-id="').slice(1)) {
    rows.set(part.slice(0, part.indexOf('"')), `<tr data-id="${part.slice(0, part.indexOf("</tr>"))}</tr>`);
  }
  return rows;
}
