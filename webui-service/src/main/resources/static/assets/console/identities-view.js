import { html, svg } from "lit";
import { t } from "../i18n/i18n.js";
import { CosyElement, icon } from "../shell/element.js";
import { authorities, identities, stateOf, unreachable, watch } from "./feed.js";
import { inOrder } from "./topology-layout.js";
import { NONE, cipher, day, meaning, seconds } from "./words.js";

const TICK_MILLIS = 1000;

/** Who every replica is, for how long, and what the authorities are up to. */
class IdentitiesView extends CosyElement {
  static properties = { copied: { state: true } };

  #timer;

  constructor() {
    super();
    watch(this, identities, authorities);
  }

  connectedCallback() {
    super.connectedCallback();
    this.#timer = setInterval(() => this.requestUpdate(), TICK_MILLIS);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  render() {
    return html`<section class="card" aria-labelledby="identities-title">
        <h2 class="card-title" id="identities-title">${t("console.identities")}</h2>
        ${stateOf(identities, "identities", ({ services }) => html`${unreachable(services)}
          <ul class="identity-list">${inOrder(services).filter(({ identity }) => identity).map((row) => this.#row(row))}</ul>`)}
        <p class="visually-hidden" role="status">${this.copied ? t("console.copied") : ""}</p>
      </section>
      <section class="card" aria-labelledby="authorities-title">
        <h2 class="card-title" id="authorities-title">${t("console.authorities")}</h2>
        <p class="hint">${t("console.authorities-explained")}</p>
        ${stateOf(authorities, "authorities", (data) => authorityTable(data.authorities ?? []))}
      </section>`;
  }

  #row({ service, instance, address, identity }) {
    const now = identities.now();
    const left = (new Date(identity.expiresAt) - now) / 1000;
    const whole = (new Date(identity.expiresAt) - new Date(identity.notBefore)) / 1000;
    const renewal = (new Date(identity.renewsAt) - now) / 1000;
    const level = left <= 0 ? "bad" : renewal < 0 && left < whole / 8 ? "warn" : "good";
    return html`<li class="identity-row" data-testid="identity" data-service=${service} data-level=${level}>
      <div class="identity-head"><strong>${service}</strong><span class="hint">${[instance, address].filter(Boolean).join(" · ")}</span></div>
      <div class="identity-id"><code>${identity.id}</code>
        <button class="button quiet icon-only" type="button" data-testid="copy-id" title=${t("console.copy")}
          aria-label="${t("console.copy")}: ${identity.id}" @click=${() => this.#copy(identity.id)}>
          ${icon(this.copied === identity.id ? "check" : "copy")}</button></div>
      <div class="identity-life">
        <svg class="life" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" data-level=${level}>
          ${svg`<rect class="life-track" width="100" height="8" rx="2" />
            <rect class="life-left" width=${(100 * Math.max(0, Math.min(1, left / whole))).toFixed(2)} height="8" rx="2" />`}</svg>
        <span class="life-words" data-testid="expiry" data-seconds=${Math.round(left)}>${left > 0 ? t("console.expires-in", { time: seconds(left) }) : t("console.expired")}</span>
        <span class="hint">${renewal > 0 ? t("console.renews-in", { time: seconds(renewal) }) : t("console.renewal-due")}</span>
      </div>
      <dl class="figures">
        ${pair(t("console.serial"), html`<code>${identity.serial}</code>`)}
        ${pair(t("console.issuer"), html`<code>${identity.issuer}</code>`)}
        ${pair(t("console.expires"), html`<time datetime=${identity.expiresAt}>${day(identity.expiresAt)}</time>`)}
        ${pair(t("console.bundle"), t("console.bundle-sequence", { n: identity.bundleSequence, authorities: identity.authorities?.length ?? 0 }))}
        ${pair(t("console.tls"), tls(identity.tls))}
        ${pair(t("console.version"), `${identity.version ?? ""} · ${t("console.since", { time: day(identity.startedAt) })}`)}
      </dl>
    </li>`;
  }

  async #copy(id) {
    await navigator.clipboard?.writeText(id);
    this.copied = id;
  }
}

function pair(name, value) {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

function tls({ provider, protocols = [], groups = [], ciphers = [] } = {}) {
  return [provider, protocols.join(", "), groups.join(", "), ciphers.map(cipher).join(", ")].filter(Boolean).join(" · ");
}

function authorityTable(list) {
  return list.length === 0 ? html`<div class="empty">${icon("lock")}<p>${t("console.no-authorities")}</p></div>`
    : html`<div class="table-frame" tabindex="0" role="group" aria-label=${t("console.authorities")}><table class="console-table" data-testid="authorities">
      <thead><tr><th scope="col">${t("console.kind")}</th><th scope="col">${t("console.authority-state")}</th>
        <th scope="col">${t("console.fingerprint")}</th><th scope="col">${t("console.signs-from")}</th>
        <th scope="col">${t("console.expires")}</th><th scope="col">${t("console.used-until")}</th></tr></thead>
      <tbody>${list.map((authority) => html`<tr data-state=${authority.state}>
        <th scope="row">${meaning("kind", authority.kind)}<code class="subtle">${authority.id}</code></th>
        <td><span class="badge" data-level=${levels[authority.state] ?? "idle"}>${meaning("authority", authority.state)}</span></td>
        <td><code title=${authority.fingerprint}>${authority.fingerprint.slice(0, 16)}…</code></td>
        <td>${when(authority.activatedAt ?? authority.activatableFrom)}</td><td>${when(authority.notAfter)}</td>
        <td>${when(authority.usedUntil)}</td></tr>`)}</tbody></table></div>`;
}

const levels = { active: "good", prepared: "accent", old: "idle", tainted: "warn", revoked: "bad" };

function when(instant) {
  return instant ? html`<time datetime=${instant}>${day(instant)}</time>` : NONE;
}

customElements.define("identities-view", IdentitiesView);
