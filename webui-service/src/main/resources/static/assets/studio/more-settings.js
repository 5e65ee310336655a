import { html } from "lit";
import { languageName, t } from "../i18n/i18n.js";
import { icon } from "../shell/element.js";
import { menuButton } from "../shell/menu-button.js";
import { offered } from "./engine.js";
import { chooseFormat, chosenFormat, FORMATS } from "./format.js";

const DICE = 100_000_000;

/** What is rarely changed: language, seed, format of the file. */
export function moreSettings({ settings, engine, problems, change }) {
  const { language, seed } = settings;
  return menuButton({ label: t("tool.more"), name: "text-tools", testid: "tool-more", active: language || seed, align: "end" }, html`
    <div class="field">
      <label class="label" for="language">${t("studio.language")}</label>
      <select class="input" id="language" data-testid="language" aria-describedby="error-language" aria-invalid=${Boolean(problems.language)}
        @change=${(event) => change({ language: event.target.value })}>
        <option value="" .selected=${language === ""}>${t("studio.detect")}</option>
        ${offered(engine?.languages ?? [], languageName).map(({ tag, name }) => html`<option value=${tag}
          .selected=${language === tag}>${name}</option>`)}
      </select>
    </div>
    <div class="field">
      <label class="label" for="seed">${t("studio.seed")}<span class="aside">${t("studio.seed-hint")}</span></label>
      <div class="joined">
        <input class="input" id="seed" inputmode="numeric" autocomplete="off" maxlength="18" data-testid="seed" aria-describedby="error-seed"
          placeholder=${t("studio.seed-random")} .value=${seed} @input=${(event) => change({ seed: event.target.value.replace(/\D/g, "") })} />
        <button class="button icon-only" type="button" aria-label=${t("studio.seed-dice")} title=${t("studio.seed-dice")} data-testid="seed-dice"
          @click=${() => change({ seed: String(1 + Math.floor(Math.random() * DICE)) })}>${icon("dice")}</button>
      </div>
    </div>
    <div class="field">
      <label class="label" for="file-format">${t("studio.format")}</label>
      <select class="input" id="file-format" data-testid="file-format" @change=${(event) => {
        chooseFormat(event.target.value);
        change({});
      }}>${FORMATS.map((name) => html`<option value=${name} .selected=${name === chosenFormat()}>${name.toUpperCase()}</option>`)}</select>
    </div>`);
}
