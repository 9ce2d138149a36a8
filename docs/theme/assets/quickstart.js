// @ts-check
/** Get it and run it: puts the chosen checkpoint into the commands of a model page, and copies them. */

import { bind } from "./atlas.js";

/** How long a button says what happened, in milliseconds. */
const TOLD = 2000;

/**
 * Bind the quick start of a page.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal ends it
 */
export function start(root, signal) {
  const pick = /** @type {HTMLSelectElement | null} */ (root.querySelector("select"));
  const status = /** @type {HTMLElement} */ (root.querySelector("[data-part=status]"));
  const sets = (root.dataset.sets ?? "").split("|").map((recipes) => recipes.split(" "));

  /**
   * @template {Element} Kind
   * @param {string} selector
   * @returns {Kind[]}
   */
  function all(selector) {
    return [.../** @type {NodeListOf<Kind>} */ (root.querySelectorAll(selector))];
  }

  /** @param {string} part @param {boolean} shown */
  function show(part, shown) {
    for (const element of /** @type {HTMLElement[]} */ (all(`[data-part=${part}]`))) element.hidden = !shown;
  }

  /**
   * Let the choices that are left be taken; where the one that was taken is not among them, the next is.
   *
   * @param {string} name
   * @param {(value: string) => boolean} left
   */
  function limit(name, left) {
    const radios = /** @type {HTMLInputElement[]} */ (all(`input[name=${name}]`));
    for (const radio of radios) radio.disabled = !left(radio.value);
    if (radios.some((radio) => radio.checked && !radio.disabled)) return;
    const next = radios.find((radio) => !radio.disabled);
    if (next) next.checked = true;
  }

  /** @param {HTMLOptionElement} option */
  function fill(option) {
    const huggingface = option.dataset.huggingface ?? option.value;
    /** @type {Record<string, string>} */
    const ids = { huggingface, modelscope: option.dataset.modelscope ?? option.value };
    const recipes = sets[Number(option.dataset.set ?? 0)] ?? [];
    for (const recipe of /** @type {HTMLElement[]} */ (all("[data-recipe]"))) {
      recipe.hidden = !recipes.includes(recipe.dataset.recipe ?? "");
    }
    for (const block of /** @type {HTMLElement[]} */ (all("[data-hub]"))) {
      const id = ids[block.dataset.hub ?? ""];
      block.hidden = !id;
      for (const slot of /** @type {NodeListOf<HTMLElement>} */ (block.querySelectorAll("[data-slot]"))) {
        if (id) slot.textContent = slot.dataset.slot === "name" ? id.split("/")[1] : id;
      }
    }
    limit("run-from", (value) => Boolean(ids[value === "mirror" ? "huggingface" : value]));
    limit("run-tool", (value) => recipes.some((recipe) => recipe.startsWith(`${value}-`)));
    show("gated", "gated" in option.dataset);
    show("or-modelscope", Boolean(ids.modelscope));
    for (const link of /** @type {HTMLAnchorElement[]} */ (all("a[data-part=page]"))) {
      link.href = huggingface ? `https://huggingface.co/${huggingface}` : "#hubs";
    }
  }

  /** @param {HTMLButtonElement} button */
  async function copy(button) {
    const code = /** @type {HTMLElement} */ (button.parentElement?.querySelector("code"));
    let done = true;
    try {
      await navigator.clipboard.writeText(code.textContent ?? "");
    } catch {
      // No clipboard without https or leave; what is selected can be copied by hand.
      getSelection()?.selectAllChildren(code);
      done = false;
    }
    const word = (done ? root.dataset.copied : root.dataset.failed) ?? "";
    button.textContent = word;
    status.textContent = word;
    setTimeout(() => {
      button.textContent = root.dataset.copy ?? "";
      status.textContent = "";
    }, TOLD);
  }

  for (const block of /** @type {HTMLElement[]} */ (all("pre"))) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "oma-button oma-run__copy";
    button.textContent = root.dataset.copy ?? "";
    block.append(button);
    button.addEventListener("click", () => copy(button), { signal });
  }
  show("pick", true);
  show("by-hand", false);
  if (pick) {
    const choose = () => fill(pick.options[pick.selectedIndex]);
    pick.addEventListener("change", choose, { signal });
    choose(); // a browser may remember another choice
  }
  root.dataset.ready = "true";
}

bind("#quickstart", start);
