// @ts-check
/** The current selection as a file: what the table shows, one line for each size. */

/**
 * Offer a file with the rows that are shown.
 *
 * @param {"csv" | "json"} kind
 * @param {import("./filter.js").Row[]} rows
 * @param {string[]} columns
 */
export function download(kind, rows, columns) {
  const records = rows.map(([id, , , values]) => ({ id, ...Object.fromEntries(columns.map((name, at) => [name, values[at]])) }));
  const text = kind === "json" ? JSON.stringify(records, null, 1) : csv(["id", ...columns], records);
  const link = document.createElement("a");
  // The mark lets spreadsheets read Chinese in a CSV file.
  const parts = kind === "csv" ? ["\ufeff", text] : [text];
  link.href = URL.createObjectURL(new Blob(parts, { type: kind === "json" ? "application/json" : "text/csv" }));
  link.download = `open-model-atlas.${kind}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}

/**
 * @param {string[]} names
 * @param {Record<string, unknown>[]} records
 */
export function csv(names, records) {
  const quote = (/** @type {unknown} */ value) => {
    const text = value === null || value === undefined ? "" : String(value);
    // A spreadsheet would compute what begins with one of these.
    const safe = /^[=+\-@\t\r]/.test(text) && typeof value === "string" ? `'${text}` : text;
    return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  return [names, ...records.map((record) => names.map((name) => record[name]))].map((line) => line.map(quote).join(",")).join("\r\n") + "\r\n";
}
