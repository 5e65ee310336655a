import { LitElement, html } from "lit";
import { onLanguage } from "../i18n/i18n.js";

/**
 * Base of every element of the page: renders into the light DOM, where labels, live regions and the feature's
 * stylesheet reach it, and repaints when the language changes.
 */
export class CosyElement extends LitElement {
  #forget;

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#forget = onLanguage(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  emit(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true }));
  }
}

export function icon(name) {
  return html`<svg class="icon" aria-hidden="true"><use href="/assets/icons.svg#${name}" /></svg>`;
}
