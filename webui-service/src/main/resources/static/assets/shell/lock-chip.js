import { html, nothing } from "lit";
import { t, timeOfDay } from "../i18n/i18n.js";
import { CosyElement, icon } from "./element.js";
import { lockStatus } from "./lock-status.js";

const REFRESH_MILLIS = 20_000;

/** The product's promise in the header: which identities were seen, whether they hold, when they are renewed. */
class LockChip extends CosyElement {
  static properties = { leads: { type: Boolean }, status: { state: true }, failed: { state: true } };

  #timer;

  connectedCallback() {
    super.connectedCallback();
    this.#refresh();
    this.#timer = setInterval(() => document.hidden || this.#refresh(), REFRESH_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  async #refresh() {
    try {
      this.status = await lockStatus(this.leads);
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }

  render() {
    const { level, text } = this.#summary();
    const label = `${t("lock.label")}: ${text}`;
    const content = html`${icon(level === "good" || level === "unknown" ? "lock" : "unlock")}<span>${text}</span>`;
    if (this.leads) {
      return html`<a class="lock-chip" href="/console/identities" data-testid="lock-chip" data-level=${level} aria-label=${label}
        @click=${this.#lead}>${content}</a>`;
    }
    return html`<button class="lock-chip" type="button" data-testid="lock-chip" data-level=${level}
        popovertarget="lock-details" aria-label=${label}>${content}</button>
      <div class="menu lock-details" id="lock-details" popover>
        <h2 class="menu-title">${t("lock.title")}</h2>
        <p class="hint">${t("lock.explained")}</p>
        <ul class="identities">${this.status?.identities.map((identity) => this.#row(identity))}</ul>
        ${this.status?.nextRenewal
          ? html`<p class="hint">${t("lock.renewal", { time: timeOfDay(new Date(this.status.nextRenewal)) })}</p>`
          : nothing}
      </div>`;
  }

  #lead(event) {
    if (!event.metaKey && !event.ctrlKey && !event.shiftKey) {
      event.preventDefault();
      this.emit("go", "/console/identities");
    }
  }

  #summary() {
    if (this.failed) {
      return { level: "bad", text: t("lock.unknown") };
    }
    if (!this.status) {
      return { level: "unknown", text: t("lock.checking") };
    }
    const { identities, nextRenewal } = this.status;
    const valid = identities.filter(({ state }) => state === "valid").length;
    const text = t("lock.valid", { valid, total: identities.length });
    if (valid < identities.length) {
      const broken = identities.find(({ state }) => state !== "valid");
      return { level: broken.state === "unreachable" ? "warn" : "bad", text: `${text} · ${broken.service} ${t(`lock.state.${broken.state}`)}` };
    }
    return { level: "good", text: nextRenewal ? `${text} · ${untilRenewal(nextRenewal)}` : text };
  }

  #row({ service, spiffeId, state, expiresAt }) {
    return html`<li class="identity" data-state=${state}>
      <span class="identity-name">${icon(state === "valid" ? "check" : "warn")}${service}
        <span class="hint">${t(`lock.state.${state}`)}${expiresAt
          ? ` · ${t("lock.until", { time: timeOfDay(new Date(expiresAt)) })}` : ""}</span></span>
      <code>${spiffeId}</code>
    </li>`;
  }
}

function untilRenewal(instant) {
  const seconds = Math.max(0, (new Date(instant) - Date.now()) / 1000);
  return seconds < 90
    ? t("lock.renewal-seconds", { seconds: Math.round(seconds) })
    : t("lock.renewal-minutes", { minutes: Math.round(seconds / 60) });
}

customElements.define("lock-chip", LockChip);
