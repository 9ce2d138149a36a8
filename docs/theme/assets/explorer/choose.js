// @ts-check
/** The chooser: a wish in the address, a short list with its reasons. */

import { pick } from "./pick.js";

/**
 * @param {HTMLFormElement} form
 * @returns {(HTMLSelectElement)[]}
 */
function fields(form) {
  return [...form.querySelectorAll("select")];
}

/**
 * @param {HTMLFormElement} form
 * @returns {import("./pick.js").Wish}
 */
function read(form) {
  const values = Object.fromEntries(fields(form).map((field) => [field.name, field.value]));
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

/**
 * Return the same wish as filters of the explorer.
 *
 * @param {import("./pick.js").Wish} wish
 */
export function filters(wish) {
  const parts = {
    scenario: wish.scenario,
    status: "current",
    verdict: wish.commercial ? "yes,conditional" : "",
    language: wish.language,
    context: wish.context ? String(wish.context) : "",
    card: wish.card,
    tokens: wish.card && wish.context && wish.context !== 8192 ? String(wish.context) : "",
  };
  return Object.entries(parts).filter(([, value]) => value).map(([name, value]) => `${name}=${value}`).join("&");
}

/** @param {HTMLFormElement} form */
async function start(form) {
  const [told, computed] = await Promise.all([fetch(form.dataset.sizes ?? ""), fetch(form.dataset.coefficients ?? "")]);
  if (!told.ok || !computed.ok) return; // the pages below say the same
  const { sizes } = await told.json();
  const numbers = await computed.json();
  const words = JSON.parse(form.dataset.words ?? "{}");
  const verdicts = JSON.parse(form.dataset.verdicts ?? "{}");
  const reasons = JSON.parse(form.dataset.reasons ?? "{}");

  function fill() {
    const search = new URLSearchParams(location.search);
    for (const field of fields(form)) {
      const wanted = search.get(field.name) ?? "";
      const known = [...field.options].some((option) => option.value === wanted);
      field.value = known ? wanted : field.options[0].value;
    }
  }

  function show() {
    const wish = read(form);
    const found = pick(sizes, numbers, wish);
    const list = /** @type {HTMLElement} */ (form.querySelector("[data-part=picks]"));
    list.replaceChildren(
      ...found.picks.map((it) => {
        const { name, model, numbers: known, facets } = sizes[it.id];
        const link = document.createElement("a");
        link.href = `${form.dataset.models}${model}/#${it.id}`;
        link.textContent = name;
        const run = it.gib === null ? "" : words.run.replace("{quantization}", numbers.quantizations[it.quantization ?? ""].name).replace("{gib}", it.gib.toFixed(1));
        const count = known.downloads_30d === undefined ? "" : words.downloads.replace("{}", known.downloads_30d.toLocaleString("en"));
        const why = [run, verdicts[facets.verdict[0]], count, known.released].filter(Boolean).join(words.separator);
        const line = document.createElement("li");
        const reason = document.createElement("span");
        reason.className = "oma-muted";
        reason.textContent = why;
        line.append(link, " ", reason);
        return line;
      }),
    );
    const ruled = Object.entries(found.ruledOut).sort(([, a], [, b]) => b - a).map(([name, count]) => `${reasons[name]} ${count}`);
    const place = /** @type {HTMLElement} */ (form.querySelector("[data-part=ruled]"));
    place.textContent = `${found.picks.length ? "" : `${words.none} `}${words.ruled} ${ruled.join(words.separator)}`;
    const explore = /** @type {HTMLAnchorElement} */ (form.querySelector("[data-part=explore]"));
    explore.href = `${form.dataset.models}?${filters(wish)}`;
  }

  form.addEventListener("change", () => {
    const search = new URLSearchParams(fields(form).filter((field) => field.value && field.value !== "best").map((field) => [field.name, field.value]));
    history.pushState(history.state, "", search.size ? `?${search}` : location.pathname);
    show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("popstate", () => {
    fill();
    show();
  });
  fill();
  show();
  form.dataset.ready = "true";
}

const form = globalThis.document?.querySelector("#choose");
if (form instanceof HTMLFormElement) start(form);
