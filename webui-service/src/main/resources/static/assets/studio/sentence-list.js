import { html, nothing } from "lit";
import { number, t } from "../i18n/i18n.js";

/** The sentences that are made, each a way to its place in the sound; the one that is heard is marked. */
export function sentenceList({ take, seconds, here, onSeek }) {
  const { sentences } = take;
  if (sentences.length < 2) {
    return nothing;
  }
  const now = here ? take.sentenceAt(seconds) - 1 : -1;
  return html`<ol class="sentences" data-testid="sentences" aria-label=${t("result.sentence-list")}>
    ${sentences.map(({ text, startSeconds }, index) => html`<li>
      <button class="sentence" type="button" aria-current=${index === now} @click=${() => onSeek(startSeconds)}>
        <span class="figures">${number(startSeconds)}</span><span>${text}</span></button></li>`)}
  </ol>`;
}
