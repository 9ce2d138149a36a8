// @ts-check
// Runs before the page is painted, from a file: the theme has this inline, and a site that wants no
// foreign script in its pages can then allow no inline script at all.

(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  // One choice of colors for both languages: the theme keeps one for each folder.
  const scope = new URL(`../${script.dataset.root}`, script.src);
  const key = (/** @type {string} */ name) => `${scope.pathname}.${name}`;

  Object.assign(window, {
    __md_scope: scope,
    __md_hash: (/** @type {string} */ text) =>
      [...text].reduce((hash, letter) => (hash << 5) - hash + letter.charCodeAt(0), 0),
    __md_get: (/** @type {string} */ name, storage = localStorage) => JSON.parse(storage.getItem(key(name)) ?? "null"),
    __md_set: (/** @type {string} */ name, /** @type {unknown} */ value, storage = localStorage) => {
      try {
        storage.setItem(key(name), JSON.stringify(value));
      } catch {
        // A browser that stores nothing forgets the choice; the page works without.
      }
    },
  });

  document.documentElement.classList.replace("no-js", "js");
  // The theme puts this class here later, for rules that it no longer has; then the whole page is styled anew.
  document.documentElement.classList.add("js-focus-visible");
  paint(chosen());
  holdSearchBack();
  document.addEventListener("error", doWithout, true);

  /**
   * Where a page's script cannot be reached, show what stands there for readers without script.
   *
   * @param {Event} event of a file that did not come; it does not bubble, so it is caught on its way down
   */
  function doWithout(event) {
    if (!(event.target instanceof HTMLScriptElement) || event.target.type !== "module") return;
    document.documentElement.classList.add("oma-unscripted");
    for (const place of document.querySelectorAll("main noscript")) {
      // A page that came without loading was parsed without scripting: what stands there is elements already.
      if (place.childElementCount) place.replaceWith(...place.childNodes);
      else {
        place.insertAdjacentHTML("afterend", place.textContent ?? "");
        place.remove();
      }
    }
  }

  /** What the reader chose for good, or null. */
  function chosen() {
    try {
      return JSON.parse(localStorage.getItem(key("__palette")) ?? "null")?.color ?? null;
    } catch {
      return null;
    }
  }

  /**
   * Put the colors on the page. Without a choice the system's are taken here and now; the theme shows
   * light ones until its large script has come.
   * @param {{media?: string, [name: string]: string | undefined} | null} color
   */
  function paint(color) {
    const system = "(prefers-color-scheme)";
    let colors = color;
    if (!color || color.media === system) {
      const scheme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${scheme})"]`);
      colors = { media: option?.getAttribute("data-md-color-media") ?? undefined };
      for (const name of ["scheme", "primary", "accent"]) {
        colors[name] = option?.getAttribute(`data-md-color-${name}`) ?? undefined;
      }
    }
    for (const [name, value] of Object.entries(colors ?? {})) {
      if (value !== undefined) document.body.setAttribute(`data-md-color-${name}`, value);
    }
  }

  /**
   * The theme asks for the whole search index on every page; it waits here until somebody searches,
   * or follows a found entry, whose words the theme marks by the index.
   */
  function holdSearchBack() {
    const asked = new Promise((resolve) => {
      const words = new URLSearchParams(location.search);
      if (words.has("q") || words.has("h")) resolve(undefined);
      document.addEventListener("focusin", (event) => {
        if (event.target instanceof Element && event.target.closest("[data-md-component=search]")) resolve(undefined);
      });
    });
    const { open, send } = XMLHttpRequest.prototype;
    /** @this {XMLHttpRequest} */
    XMLHttpRequest.prototype.open = function (/** @type {any[]} */ ...given) {
      if (String(given[1]).endsWith("/search/search_index.json")) {
        this.send = (body) => void asked.then(() => send.call(this, body));
      }
      return Reflect.apply(open, this, given);
    };
  }
})();
