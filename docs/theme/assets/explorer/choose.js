// @ts-check
/** The chooser: a wish in the address, a short list with its reasons. */

import { bind, onReturn } from "../atlas.js";
import { filters, loosen, pick } from "./pick.js";
import { put, reasons } from "./words.js";

/** The names of the answers in the form and in the address. */
const FIELDS = ["for", "level", "card", "tune", "commercial", "language", "context"];
const FIELD_OF = { scenario: "for", card: "card", tune: "tune", language: "language", commercial: "commercial", context: "context" };

/**
 * Bind the chooser.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
export async function start(root, signal) {
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const words = {
    because: JSON.parse(root.dataset.because ?? "{}"),
    bits: JSON.parse(root.dataset.bits ?? "{}"),
    use: JSON.parse(root.dataset.use ?? "{}"),
    ahead: JSON.parse(root.dataset.ahead ?? "{}"),
    answers: JSON.parse(root.dataset.answers ?? "{}"),
    reasons: JSON.parse(root.dataset.reasons ?? "{}"),
  };
  const message = part("message");
  /** @type {{sizes: Record<string, import("./pick.js").Size>, numbers: import("../memory.js").Coefficients, licenses: any} | null} */
  let data = null;

  /** @param {string} name */
  function part(name) {
    return /** @type {HTMLElement} */ (root.querySelector(`[data-part=${name}]`));
  }

  /** @param {string} name */
  function field(name) {
    return /** @type {HTMLSelectElement | RadioNodeList} */ (form.elements.namedItem(name));
  }

  /** @returns {import("./pick.js").Wish} */
  function wish() {
    const values = Object.fromEntries(FIELDS.map((name) => [name, field(name).value]));
    return {
      scenario: values.for,
      card: values.card,
      level: /** @type {any} */ (values.level),
      commercial: values.commercial === "1",
      language: values.language,
      context: Number(values.context),
      tune: values.tune === "1",
    };
  }

  /** Write the address into the form; what it does not name, or names wrongly, is as at first. */
  function fill() {
    const search = new URLSearchParams(location.search);
    form.reset();
    for (const name of FIELDS) {
      const control = field(name);
      const wanted = search.get(name);
      const valid = control instanceof RadioNodeList ? [...control].map((it) => /** @type {HTMLInputElement} */ (it).value) : [...control.options].map((it) => it.value);
      if (wanted !== null && valid.includes(wanted)) control.value = wanted;
    }
    lead();
  }

  /** Let the switch of languages lead to the same answers. */
  function lead() {
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a.oma-switch"))) {
      link.href = link.href.split("?")[0] + location.search;
    }
  }

  async function load() {
    const { sizes, coefficients, licenses } = root.dataset;
    const told = await Promise.all([sizes, coefficients, licenses].map(get));
    data = told.every(Boolean) ? { sizes: told[0].sizes, numbers: told[1], licenses: told[2] } : null;
    if (signal.aborted) return;
    part("failed").hidden = data !== null;
    if (data) show();
    else message.textContent = root.dataset.failed ?? "";
    root.dataset.ready = data ? "true" : "failed";
  }

  /** @param {string | undefined} address */
  async function get(address) {
    const answer = await fetch(address ?? "", { signal }).catch(() => null);
    return answer?.ok ? answer.json().catch(() => null) : null;
  }

  function show() {
    if (!data) return;
    const asked = wish();
    const found = pick(data.sizes, data.numbers, asked);
    const { picks, left } = found;
    message.textContent = picks.length ? put(root.dataset.left ?? "", { left, n: picks.length }) : (root.dataset.none ?? "");
    part("picks").replaceChildren(...picks.map((it) => line(it, asked)));
    ways(picks.length > 0, asked);
    const ruled = Object.entries(found.ruledOut).sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
    part("ruled").replaceChildren(...ruled.map(([reason, count]) => ruledOut(reason, count, asked)));
    part("ruled-out").hidden = ruled.length === 0;
    part("further").hidden = false;
    /** @type {HTMLAnchorElement} */ (part("explore")).href = `${root.dataset.models}?${filters(asked)}`;
    const compare = /** @type {HTMLAnchorElement} */ (part("compare"));
    const setting = (asked.card && `&card=${asked.card}`) + (asked.card && asked.context ? `&tokens=${asked.context}` : "");
    compare.href = `${root.dataset.compare}?ids=${picks.slice(0, 4).map((it) => it.id).join(",")}${setting}`;
    compare.hidden = picks.length < 2;
  }

  /**
   * @param {import("./pick.js").Pick} it
   * @param {import("./pick.js").Wish} asked
   */
  function line(it, asked) {
    const { sizes, numbers, licenses } = /** @type {NonNullable<typeof data>} */ (data);
    const made = document.createElement("li");
    const link = document.createElement("a");
    link.className = "oma-pick__name";
    link.href = `${root.dataset.models}${sizes[it.id].model}/#${it.id}`;
    link.textContent = sizes[it.id].name;
    const why = document.createElement("p");
    const told = { words: words.because, bits: words.bits, use: words.use, language: document.documentElement.lang, ...numbers, licenses, spoken: text("language") };
    why.textContent = reasons(it, sizes[it.id], asked, told).join(words.because.separator) + words.because.end;
    made.append(link, why);
    if (it.ahead) {
      const place = document.createElement("p");
      place.className = "oma-pick__place";
      const label = document.createElement("span");
      label.textContent = root.dataset.place ?? "";
      place.append(label, ` ${words.ahead[it.ahead]}`);
      made.append(place);
    }
    return made;
  }

  /** Return what an answer says on the page. @param {string} name */
  function text(name) {
    const control = field(name);
    if (control instanceof HTMLSelectElement) return control.selectedOptions[0]?.text ?? "";
    return form.querySelector(`[name=${name}]:checked`)?.parentElement?.textContent?.trim() ?? "";
  }

  /**
   * Where nothing is left: the answers of which one alone stands in the way.
   *
   * @param {boolean} any whether something is left
   * @param {import("./pick.js").Wish} asked
   */
  function ways(any, asked) {
    const place = part("loosen");
    place.hidden = any;
    if (any || !data) return place.replaceChildren();
    const found = loosen(data.sizes, data.numbers, asked);
    if (!found.length) message.textContent += ` ${root.dataset.loosenNone}`;
    place.replaceChildren(
      ...found.map(([answer, n]) => {
        const name = FIELD_OF[answer];
        const button = document.createElement("button");
        button.type = "button";
        button.className = "oma-button";
        button.textContent = put(root.dataset.loosen ?? "", { answer: words.answers[answer], value: text(name), n });
        button.addEventListener("click", () => {
          field(name).value = "";
          change();
          /** @type {HTMLElement | null} */ (root.querySelector("#result"))?.focus();
        }, { signal });
        const made = document.createElement("li");
        made.append(button);
        return made;
      }),
    );
  }

  /**
   * @param {string} reason
   * @param {number} count
   * @param {import("./pick.js").Wish} asked
   */
  function ruledOut(reason, count, asked) {
    const made = document.createElement("li");
    const link = document.createElement("a");
    link.href = `${root.dataset.models}?${filters(asked, reason)}`;
    link.textContent = String(count);
    made.append(link, ` ${words.reasons[reason]}`);
    return made;
  }

  function change() {
    const given = FIELDS.map((name) => [name, field(name).value]).filter(([, value]) => value && value !== "best");
    const search = new URLSearchParams(given).toString();
    if (search !== location.search.slice(1)) history.pushState(history.state, "", search ? `?${search}` : location.pathname);
    lead();
    show();
  }

  form.addEventListener("change", change, { signal });
  form.addEventListener("submit", (event) => event.preventDefault(), { signal });
  form.querySelector("[type=reset]")?.addEventListener("click", (event) => {
    event.preventDefault();
    form.reset();
    change();
  }, { signal });
  part("retry").addEventListener("click", load, { signal });
  onReturn(() => { fill(); show(); }, signal);
  fill();
  await load();
}

bind("#choose", start);
