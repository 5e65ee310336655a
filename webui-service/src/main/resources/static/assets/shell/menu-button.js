import { html, nothing } from "lit";
import { icon } from "./element.js";

/** A button that opens a small panel below it; one of a name is open at a time. */
export function menuButton({ label, title, name, testid, active, align }, content) {
  return html`<details class="drop-menu" name=${name} data-align=${align ?? "start"} @keydown=${closeOnEscape} @toggle=${listen}>
    <summary class="button tool" data-testid=${testid} data-active=${Boolean(active)} title=${title ?? nothing}>
      <span>${label}</span>${icon("chevron")}</summary>
    <div class="drop-panel">${content}</div>
  </details>`;
}

/** Closes the menu that an event came from, and goes back to its button. */
export function closeMenu(event) {
  const menu = event.currentTarget.closest("details");
  if (menu?.open) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
}

function closeOnEscape(event) {
  if (event.key === "Escape" && event.currentTarget.open) {
    event.stopPropagation();
    closeMenu(event);
  }
}

function listen(event) {
  const menu = event.currentTarget;
  if (!menu.open) {
    return;
  }
  menu.querySelector(".drop-panel").scrollIntoView({ block: "nearest" });
  const outside = ({ target }) => {
    if (!menu.open || !menu.contains(target)) {
      menu.open = false;
      removeEventListener("pointerdown", outside);
    }
  };
  addEventListener("pointerdown", outside);
}
