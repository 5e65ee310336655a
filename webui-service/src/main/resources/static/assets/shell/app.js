import { html } from "lit";
import { loadLanguage, otherLanguage, setLanguage, t } from "../i18n/i18n.js";
import { CosyElement, icon } from "./element.js";
import { loadSession, signOut } from "./session.js";
import { nextTheme, setTheme, theme } from "./theme-choice.js";
import "./lock-chip.js";
import { isSingleKey } from "./shortcuts.js";
import "../studio/studio-page.js";
import "../voices/voices-page.js";
import "../jobs/jobs-page.js";

const PAGES = [
  { path: "/", name: "studio" },
  { path: "/voices", name: "voices" },
  { path: "/jobs", name: "jobs" },
  { path: "/console", name: "console", operators: true, load: () => import("../console/console-page.js") },
];

/** The shell: rail, header, and the page of the current address. Pages stay alive so that sound goes on. */
class CosyApp extends CosyElement {
  static properties = { page: { state: true }, path: { state: true }, session: { state: true } };

  constructor() {
    super();
    this.#show(location.pathname);
    addEventListener("popstate", () => this.#show(location.pathname));
    addEventListener("keydown", (event) => event.key === "?" && isSingleKey(event) && this.#help());
  }

  async connectedCallback() {
    super.connectedCallback();
    this.session = await loadSession();
  }

  render() {
    document.title = `${t(`nav.${this.page}`)} · CosyMesh`;
    return html`
      <a class="skip-link" href="#content">${t("shell.skip")}</a>
      <nav class="rail" aria-label=${t("shell.navigation")}>
        <a class="brand" href="/" @click=${this.#follow} aria-label="CosyMesh"><img src="/assets/logo.svg" alt="" width="36" height="36" /></a>
        ${PAGES.filter(({ operators }) => !operators || this.#operates()).map(({ path, name }) => html`<a class="rail-link" href=${path} data-testid="nav-${name}"
          aria-current=${this.page === name ? "page" : "false"} @click=${this.#follow}>
          ${icon(name)}<span>${t(`nav.${name}`)}</span></a>`)}
      </nav>
      <div class="frame">
        ${this.#header()}
        <main id="content" tabindex="-1">
          ${this.session
            ? html`<studio-page ?hidden=${this.page !== "studio"} @make-job=${this.#makeJob}></studio-page>
                <voices-page ?hidden=${this.page !== "voices"} .shown=${this.page === "voices"} .user=${this.session.user}
                  @use-voice=${this.#useVoice}></voices-page>
                <jobs-page ?hidden=${this.page !== "jobs"} .shown=${this.page === "jobs"}></jobs-page>
                <console-page ?hidden=${this.page !== "console"} .shown=${this.page === "console"} .path=${this.path}
                  .allowed=${this.#operates()} @go=${(event) => this.#go(event.detail)}></console-page>`
            : html`<div class="page"><div class="skeleton page-skeleton"></div></div>`}
        </main>
      </div>
      <shortcut-help></shortcut-help>`;
  }

  #header() {
    return html`<header class="header">
      <h1 class="header-title">${t(`nav.${this.page}`)}</h1>
      ${this.session
        ? html`<lock-chip .leads=${this.#operates()} @go=${(event) => this.#go(event.detail)}></lock-chip>` : html``}
      <div class="tools">
        <button class="button quiet" type="button" data-testid="lang-switch" lang=${otherLanguage().tag}
          aria-label=${t("shell.language")} @click=${() => setLanguage(otherLanguage().tag)}>
          ${icon("language")}<span class="wide-only">${otherLanguage().name}</span></button>
        <button class="button quiet icon-only" type="button" data-testid="theme-switch" data-theme-choice=${theme()}
          aria-label="${t("shell.theme")}: ${t(`theme.${theme()}`)}" title="${t("shell.theme")}: ${t(`theme.${theme()}`)}"
          @click=${this.#switchTheme}>${icon({ system: "system", light: "sun", dark: "moon" }[theme()])}</button>
        <button class="button quiet icon-only" type="button" data-testid="account" popovertarget="account-menu"
          aria-label=${t("shell.account")} title=${t("shell.account")}>${icon("account")}</button>
        <div class="menu account-menu" id="account-menu" popover>
          <p class="menu-title">${t("shell.signed-in", { user: this.session?.user ?? "" })}</p>
          <button class="button quiet menu-item" type="button" data-testid="shortcuts-open" popovertarget="account-menu"
            popovertargetaction="hide" @click=${this.#help}>${t("shortcuts.title")}</button>
          <a class="button quiet menu-item" href="/api-docs" data-testid="api-docs">${t("shell.api-docs")}</a>
          <button class="button quiet menu-item" type="button" data-testid="sign-out" @click=${signOut}>
            ${icon("signout")}${t("shell.sign-out")}</button>
        </div>
      </div>
    </header>`;
  }

  #follow(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    this.#go(new URL(event.currentTarget.href).pathname);
  }

  #go(path) {
    if (path !== location.pathname) {
      history.pushState(null, "", path);
    }
    this.#show(path);
    this.querySelector("#content").focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  #show(path) {
    const page = pageOf(path);
    page.load?.();
    Object.assign(this, { page: page.name, path });
  }

  /** Administrators of other tenants run their tenant, not the place. */
  #operates() {
    return Boolean(this.session?.scopes.includes("admin")) && this.session.tenant === "default";
  }

  #useVoice(event) {
    this.querySelector("studio-page").useVoice(event.detail);
    this.#go("/");
  }

  #makeJob(event) {
    this.#go("/jobs");
    this.querySelector("jobs-page").prepare(event.detail);
  }

  #help() {
    this.querySelector("shortcut-help").show();
  }

  #switchTheme() {
    setTheme(nextTheme());
    this.requestUpdate();
  }
}

function pageOf(path) {
  return PAGES.find((page) => page.path === path || path.startsWith(`${page.path}/`)) ?? PAGES[0];
}

await loadLanguage();
customElements.define("cosy-app", CosyApp);
