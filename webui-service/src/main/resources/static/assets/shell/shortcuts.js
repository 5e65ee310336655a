import { html } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement } from "./element.js";

const LISTED = ["generate", "play", "stop", "seek", "trim", "help"];
const KEY = "cosymesh.single-keys";

/** What the keyboard does, shown by the question mark; keys without a modifier can be turned off (WCAG 2.1.4). */
class ShortcutHelp extends CosyElement {
  render() {
    return html`<dialog aria-labelledby="shortcuts-title" data-testid="shortcuts">
      <form method="dialog">
        <h2 class="card-title" id="shortcuts-title">${t("shortcuts.title")}</h2>
        <dl class="shortcuts">${LISTED.map((name) => html`<dt><kbd>${name === "generate" ? generateKeys() : t(`shortcuts.${name}-key`)}</kbd></dt>
          <dd>${t(`shortcuts.${name}`)}</dd>`)}</dl>
        <label class="check"><input type="checkbox" data-testid="single-keys" .checked=${singleKeys()}
          @change=${(event) => localStorage.setItem(KEY, event.target.checked ? "on" : "off")} /><span>${t("shortcuts.single")}</span></label>
        <div class="dialog-actions"><button class="button primary" type="submit">${t("shell.close")}</button></div>
      </form>
    </dialog>`;
  }

  show() {
    this.querySelector("dialog").showModal();
  }
}

export function generateKeys() {
  return navigator.platform.startsWith("Mac") ? "⌘ ↵" : "Ctrl ↵";
}

/** Whether a key was pressed alone and means something to the page, not to the control or dialog it was pressed in. */
export function isSingleKey(event) {
  const { target, ctrlKey, metaKey, altKey, isComposing } = event;
  const inside = target.closest?.("textarea, select, dialog, details[open], input:not([type=radio], [type=checkbox])");
  return singleKeys() && !ctrlKey && !metaKey && !altKey && !isComposing && !inside;
}

/** Whether the control that has the focus does something with the space bar itself. */
export function takesSpace({ target }) {
  return Boolean(target.closest?.("button, a, summary, input, label, audio"));
}

function singleKeys() {
  return localStorage.getItem(KEY) !== "off";
}

customElements.define("shortcut-help", ShortcutHelp);
