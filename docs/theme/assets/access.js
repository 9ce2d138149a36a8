// @ts-check
// What the theme's drawer lacks for a keyboard and for voices: a button that says whether it is open,
// focus that goes in and comes back, and Escape. And what a page lacks on paper: what is folded.

const drawer = /** @type {HTMLInputElement | null} */ (document.getElementById("__drawer"));
const button = document.querySelector("[data-oma-drawer]");

if (drawer && button instanceof HTMLElement) {
  button.addEventListener("click", () => drawer.click());
  drawer.addEventListener("change", () => {
    button.setAttribute("aria-expanded", String(drawer.checked));
    // Its links are hidden until it is open; the style must be in force before one can have the focus.
    if (drawer.checked) requestAnimationFrame(() => firstLink()?.focus());
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
}

// The theme does so too, but it may not have started; and a phone opens its keyboard only for a focus that is
// given while the finger's press is answered.
document.getElementById("__search")?.addEventListener("change", (event) => {
  const field = /** @type {HTMLElement | null} */ (document.querySelector("[data-md-component=search-query]"));
  if (event.target instanceof HTMLInputElement && event.target.checked) field?.focus({ preventScroll: true });
});

// The theme answers the first jump within a page by fetching that page once more and putting it in place
// of what had the focus; so this jump is no jump, where there is a script.
document.querySelector(".oma-skip")?.addEventListener("click", (event) => {
  const content = document.getElementById("__content");
  if (!content) return;
  event.preventDefault();
  event.stopPropagation();
  content.focus();
});

// The theme puts the button that copies a block of code into a navigation, which voices would list,
// one for each block and none with a name.
const copiers = document.getElementsByClassName("md-code__nav");
new MutationObserver(() => {
  for (const nav of copiers) if (!nav.hasAttribute("role")) nav.setAttribute("role", "presentation");
}).observe(document.body, { childList: true, subtree: true });

// On paper nothing can be unfolded.
addEventListener("beforeprint", () => {
  const folded = [...document.querySelectorAll("details:not([open])")];
  for (const details of folded) details.setAttribute("open", "");
  addEventListener(
    "afterprint",
    () => folded.forEach((details) => details.removeAttribute("open")),
    { once: true },
  );
});

/** @returns {HTMLElement | null} the first link of the drawer */
function firstLink() {
  return document.querySelector(".md-sidebar--primary .md-nav__list .md-nav__link[href]");
}
