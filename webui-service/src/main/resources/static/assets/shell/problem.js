import { html, nothing } from "lit";
import { knows, language, t } from "../i18n/i18n.js";

const COPIED_MILLIS = 1500;

/** What went wrong, as RFC 9457 says it, or as the page found out by itself. */
export class Problem extends Error {
  constructor({ type, status, detail, field, requestId, retryAfter }) {
    super(detail ?? type);
    Object.assign(this, { type, status, detail, field, requestId, retryAfter });
  }

  static async of(response) {
    const requestId = response.headers.get("X-Request-Id") ?? undefined;
    const retryAfter = response.headers.get("Retry-After") ?? undefined;
    let body = {};
    if (response.headers.get("Content-Type")?.includes("json")) {
      body = await response.json().catch(() => ({}));
    }
    const type = body.type?.replace("urn:cosymesh:problem:", "");
    return new Problem({ requestId, retryAfter, ...body, type, status: response.status });
  }

  /** Problem that the page itself found, in its own words. */
  static local(type, field) {
    return new Problem({ type, field });
  }

  static from(error) {
    return error instanceof Problem ? error : new Problem({ type: "offline" });
  }

  /** The server's words where the reader knows their language, else the page's own for the type. */
  words() {
    if (language() === "en" && this.detail && this.status < 500) {
      return this.detail;
    }
    const key = `problem.${this.type}`;
    if (knows(key)) {
      return t(key, { detail: this.detail ?? "", status: this.status, seconds: this.retryAfter ?? "" });
    }
    return this.detail ?? t("problem.unexpected", { status: this.status ?? "" });
  }
}

/** The designed error state: what happened, next to its control, with a request id to copy. */
export function problemLine(problem, id) {
  if (!problem) {
    return nothing;
  }
  return html`<p class="field-error" role="alert" id=${id} data-testid=${id}>
    <span>${problem.words()}</span>
    ${problem.requestId
      ? html`<button class="request-id" type="button" title=${t("problem.copy")}
          aria-label="${t("problem.copy")} ${problem.requestId}"
          @click=${copied}>${problem.requestId}</button>`
      : nothing}
  </p>`;
}

// The button says for a moment that it worked.
async function copied({ currentTarget: button }) {
  try {
    await navigator.clipboard.writeText(button.textContent.trim());
  } catch {
    return;
  }
  button.dataset.copied = t("problem.copied");
  setTimeout(() => delete button.dataset.copied, COPIED_MILLIS);
}
