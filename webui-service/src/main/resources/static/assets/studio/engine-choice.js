import { html } from "lit";
import { t } from "../i18n/i18n.js";
import { problemLine } from "../shell/problem.js";
import { ready, speaker } from "./engine.js";

/** Who speaks: a choice where there is one to make, else just the name. */
export function engineChoice({ engines, chosen, problem, onChoose }) {
  const able = ready(engines);
  if (able.length < 2) {
    const only = speaker(engines, "");
    return html`<p class="hint actions-engine" title=${only?.summary ?? ""}>${only ? t("studio.engine", { engine: only.name }) : ""}</p>`;
  }
  return html`<div class="actions-engine engine-choice">
    <label class="hint" for="engine-choice">${t("studio.engine-choice")}</label>
    <select class="input" id="engine-choice" data-testid="engine-choice" aria-describedby="error-engine"
      title=${speaker(engines, chosen)?.summary ?? ""} @change=${(event) => onChoose(event.target.value)}>
      <option value="" .selected=${chosen === ""}>${t("studio.engine-automatic", { engine: able[0].name })}</option>
      ${able.map(({ name, capabilities }) => html`<option value=${name} .selected=${chosen === name}>
        ${name} · ${t(`cloning.${capabilities.cloning}`)}</option>`)}
    </select>
    ${problemLine(problem, "error-engine")}
  </div>`;
}
