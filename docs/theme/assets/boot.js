// @ts-check
// Runs before the page is painted. From a file, so that a site that wants no foreign script in its pages can
// allow no inline script at all.

(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  // One choice of colors for both languages, and for this site alone where a host has several.
  const kept = `${new URL(`../${script.dataset.root}`, script.src).pathname}.colors`;
  const root = document.documentElement;
  const choices = ["system", "light", "dark"];
  // The bar of the browser above the page, light and dark.
  const bars = [...document.querySelectorAll("meta[name=theme-color]")];
  const tints = bars.map((bar) => bar.getAttribute("content") ?? "");
  const dark = matchMedia("(prefers-color-scheme: dark)");
  root.classList.replace("no-js", "js");
  // The theme puts this class here later, for rules that it no longer has; then the whole page is styled anew.
  root.classList.add("js-focus-visible");
  paint(chosen());
  dark.addEventListener?.("change", () => paint(root.dataset.chosen ?? "")); // Safari 13 has it not yet
  document.addEventListener("click", changeColors);
  document.addEventListener("error", doWithout, true);
  const { asked, seen } = holdBack();
  awaitReader();

  /**
   * Where a page's script cannot be reached, show what stands there for readers without script.
   *
   * @param {Event} event of a file that did not come; it does not bubble, so it is caught on its way down
   */
  function doWithout(event) {
    if (!(event.target instanceof HTMLScriptElement) || event.target.type !== "module") return;
    root.classList.add("oma-unscripted");
    for (const place of document.querySelectorAll("main noscript")) {
      // A page that came without loading was parsed without scripting: what stands there is elements already.
      if (place.childElementCount) place.replaceWith(...place.childNodes);
      else {
        place.insertAdjacentHTML("afterend", place.textContent ?? "");
        place.remove();
      }
    }
  }

  /**
   * What the theme's script does is for readers who scroll, search or go on, and a slow phone is busy with it for
   * half a second. So it starts with the first sign of one, or when the page has been there for a while: before
   * most readers have read as far as they see, and with nothing else to do.
   */
  function awaitReader() {
    const parsed = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve, { once: true }));
    const read = new Promise((resolve) => addEventListener("load", () => setTimeout(resolve, 2500), { once: true }));
    // The sign is answered and painted first.
    void Promise.all([Promise.race([asked, seen, read]), parsed])
      .then(([sign]) => requestAnimationFrame(() => setTimeout(() => startTheme(sign))));
  }

  /**
   * Start the theme's script, which waits for an event that is gone by now; and tell atlas.js, which follows it.
   *
   * @param {unknown} sign that it starts for: a key may be one that it answers, a slash opens the search
   */
  function startTheme(sign) {
    const later = /** @type {HTMLLinkElement | null} */ (document.querySelector("[data-oma-later]"));
    if (!later) return;
    const theme = document.createElement("script");
    theme.src = later.href;
    theme.addEventListener("load", () => setTimeout(() => {
      for (const name of ["DOMContentLoaded", "oma-theme"]) document.dispatchEvent(new Event(name));
      if (sign instanceof KeyboardEvent) dispatchEvent(new KeyboardEvent("keydown", sign));
    }));
    later.replaceWith(theme);
  }

  /** @returns {string} the colors that the reader chose for good, or those of the system */
  function chosen() {
    try {
      return localStorage.getItem(kept) ?? "system";
    } catch {
      return "system";
    }
  }

  /** @param {string} choice light, dark, or as the system has it */
  function paint(choice) {
    root.dataset.chosen = choices.includes(choice) ? choice : "system";
    root.dataset.colors = root.dataset.chosen === "system" ? (dark.matches ? "dark" : "light") : choice;
    for (const bar of bars) bar.setAttribute("content", tints[root.dataset.colors === "dark" ? 1 : 0]);
  }

  /** @param {MouseEvent} event */
  function changeColors(event) {
    if (!(event.target instanceof Element) || !event.target.closest("[data-oma-colors]")) return;
    paint(choices[(choices.indexOf(root.dataset.chosen ?? "") + 1) % choices.length]);
    try {
      localStorage.setItem(kept, root.dataset.chosen ?? "");
    } catch {
      // A browser that stores nothing forgets the choice; the page works without.
    }
  }

  /**
   * The theme asks for two long files on every page. The search index waits here until somebody searches, or
   * follows a found entry, whose words the theme marks by it. The list of all pages, by which links change the
   * page without loading it anew, waits for the first sign of a reader; until it is there, links load as ever.
   *
   * @returns {{asked: Promise<unknown>, seen: Promise<unknown>}} when somebody searches, and when there is a reader
   */
  function holdBack() {
    const asked = new Promise((resolve) => {
      const words = new URLSearchParams(location.search);
      if (words.has("q") || words.has("h")) resolve(undefined);
      document.addEventListener("focusin", (event) => {
        if (event.target instanceof Element && event.target.closest("[data-md-component=search]")) resolve(undefined);
      });
    });
    // Not the touch of a finger: what is begun by it stands between the finger and its click.
    const seen = new Promise((resolve) => {
      for (const sign of ["pointermove", "click", "focusin", "scroll", "keydown"]) {
        addEventListener(sign, resolve, { capture: true, once: true, passive: true });
      }
    });
    const { open, send } = XMLHttpRequest.prototype;
    /** @this {XMLHttpRequest} */
    XMLHttpRequest.prototype.open = function (/** @type {any[]} */ ...given) {
      const file = String(given[1]);
      const wait = file.endsWith("/search/search_index.json") ? asked : file.endsWith("/sitemap.xml") ? seen : undefined;
      if (wait) {
        this.send = (body) => void wait.then(() => {
          send.call(this, body);
          if (wait === seen) document.dispatchEvent(new Event("oma-pages")); // atlas.js has to do before they come
        });
      }
      return Reflect.apply(open, this, given);
    };
    return { asked, seen };
  }
})();
