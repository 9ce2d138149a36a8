// @ts-check
/** A model's page: each size is added to the comparison and taken out again where it stands. */

import { bind } from "../atlas.js";
import { MOST, startTray } from "./tray.js";

/**
 * Bind the links of the sizes, which lead to the comparison where there is no script.
 *
 * @param {HTMLElement} root
 * @param {AbortSignal} signal
 */
export function start(root, signal) {
  const links = [.../** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll(".oma-add"))];
  const names = new Map(links.map((link) => [link.dataset.size ?? "", link.dataset.name]));
  const tray = startTray(root, { name: (id) => names.get(id), onChange: show }, signal);
  const buttons = links.map((link) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = link.className;
    Object.assign(button.dataset, link.dataset);
    button.append(...[...link.childNodes].map((part) => part.cloneNode(true)));
    // Voices hear which size it is, and whether it is in.
    button.setAttribute("aria-label", link.getAttribute("aria-label") ?? "");
    button.addEventListener("click", () => tray.toggle(link.dataset.size ?? ""), { signal });
    link.replaceWith(button);
    return button;
  });

  function show() {
    const picked = tray.picked();
    for (const button of buttons) {
      const is = picked.includes(button.dataset.size ?? "");
      button.setAttribute("aria-pressed", String(is));
      button.disabled = !is && picked.length >= MOST;
    }
  }
  show();
  root.dataset.ready = "true";
}

bind(".md-content:has(.oma-add)", start);
