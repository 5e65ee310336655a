import { html } from "lit";
import { MAX_SECONDS, MIN_SECONDS } from "../audio/clip.js";
import "../audio/wave-canvas.js";
import { number, t } from "../i18n/i18n.js";
import { CosyElement } from "../shell/element.js";

const STEPS = { ArrowLeft: -0.05, ArrowDown: -0.05, ArrowRight: 0.05, ArrowUp: 0.05, PageDown: -0.5, PageUp: 0.5 };
const SHIFT = 10;

/**
 * The clip's waveform with a handle at either end of the part that is used: dragged, moved by keys, or brought by a
 * click. Fires "trim" with { from, to } while it moves and "trimmed" when it rests.
 */
class ClipTrimmer extends CosyElement {
  static properties = {
    peaks: { attribute: false },
    seconds: { type: Number },
    from: { type: Number },
    to: { type: Number },
    testid: { type: String },
  };

  render() {
    const label = t("clip.waveform", { seconds: number(this.seconds) });
    return html`<div class="trim" @pointerdown=${this.#pressed}>
      <wave-canvas class="clip-wave" testid=${this.testid} .peaks=${this.peaks} .seconds=${this.seconds} .from=${this.from}
        .to=${this.to} .seekable=${false} .label=${label}></wave-canvas>
      ${["from", "to"].map((end) => this.#handle(end))}
    </div>`;
  }

  #handle(end) {
    return html`<div class="trim-handle" data-end=${end} data-testid="trim-${end}" role="slider" tabindex="0"
      aria-label=${t(`clip.trim-${end}`)} aria-valuemin="0" aria-valuemax=${this.seconds.toFixed(2)}
      aria-valuenow=${this[end].toFixed(2)} aria-valuetext=${t("clip.seconds", { seconds: number(this[end], 2) })}
      @keydown=${(event) => this.#key(event, end)}></div>`;
  }

  // The content policy forbids style attributes; the style itself may be set.
  updated() {
    this.querySelectorAll(".trim-handle").forEach((handle) => {
      handle.style.left = `${(this[handle.dataset.end] / this.seconds) * 100}%`;
    });
  }

  #pressed(event) {
    if (event.button !== 0) {
      return;
    }
    event.preventDefault();
    const area = event.currentTarget;
    const end = event.target.dataset?.end ?? this.#nearest(this.#at(event, area));
    this.querySelector(`[data-end=${end}]`).focus();
    area.setPointerCapture(event.pointerId);
    const move = (moved) => this.#move(end, this.#at(moved, area));
    move(event);
    area.onpointermove = move;
    area.onpointerup = area.onpointercancel = () => {
      area.onpointermove = area.onpointerup = area.onpointercancel = null;
      this.#rest();
    };
  }

  #at(event, area) {
    const { left, width } = area.getBoundingClientRect();
    return ((event.clientX - left) / width) * this.seconds;
  }

  #nearest(seconds) {
    return Math.abs(seconds - this.from) <= Math.abs(seconds - this.to) ? "from" : "to";
  }

  #key(event, end) {
    const step = (STEPS[event.key] ?? 0) * (event.shiftKey ? SHIFT : 1);
    const wanted = { Home: 0, End: this.seconds }[event.key] ?? (step ? this[end] + step : undefined);
    if (wanted !== undefined) {
      event.preventDefault();
      this.#move(end, wanted);
      this.#rest();
    }
  }

  // Both ends stay apart by what the server takes at least and at most.
  #move(end, seconds) {
    const least = Math.min(MIN_SECONDS, this.seconds);
    const [low, high] = end === "from"
      ? [Math.max(0, this.to - MAX_SECONDS), this.to - least]
      : [this.from + least, Math.min(this.seconds, this.from + MAX_SECONDS)];
    const at = Math.max(low, Math.min(seconds, high));
    this.emit("trim", { from: this.from, to: this.to, [end]: at });
  }

  #rest() {
    this.emit("trimmed");
  }
}

customElements.define("clip-trimmer", ClipTrimmer);
