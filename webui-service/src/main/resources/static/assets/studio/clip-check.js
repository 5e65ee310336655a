import { html, nothing } from "lit";
import { language, t } from "../i18n/i18n.js";
import { icon } from "../shell/element.js";
import { call } from "../shell/session.js";

/** What the server makes of a clip: a report with advice, or a Problem that names the prompt. */
export async function checkClip(file, signal) {
  const form = new FormData();
  form.set("prompt", file, file.name);
  const response = await call("/api/v1/prompts/check", { method: "POST", body: form, signal });
  return response.json();
}

/** What would make a prompt better, in the reader's language; nothing when nothing would. */
export function adviceList(report) {
  const guidance = report?.details?.guidance ?? [];
  return guidance.length === 0 ? nothing : html`<ul class="advice" data-testid="advice" aria-label=${t("clip.advice")}>
    ${guidance.map((each) => html`<li data-advice=${each.advice}>${icon("warn")}<span>${each[language() === "en" ? "en" : "zh"]}</span></li>`)}
  </ul>`;
}
