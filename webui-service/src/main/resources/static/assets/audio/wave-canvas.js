import { LitElement, html } from "lit";
import { number, t } from "../i18n/i18n.js";

const BAR = 3;
const GAP = 2;
const SEEK_STEP_SECONDS = 1;

/**
 * Waveform of peaks; what is outside from and to is drawn as if it weren't there yet. Fires "seek" with seconds when clicked or moved by the arrow keys. Its colours are the
 * stylesheet's color, fill and stroke, read when it paints, so it repaints when the theme changes.
 */
export class WaveCanvas extends LitElement {
  static properties = {
    peaks: { attribute: false },
    revision: { type: Number },
    seconds: { type: Number },
    expectedSeconds: { type: Number },
    position: { type: Number },
    label: { type: String },
    testid: { type: String },
    seekable: { type: Boolean },
    from: { type: Number },
    to: { type: Number },
  };

  #resized = new ResizeObserver(() => this.#paint());
  #scheme = matchMedia("(prefers-color-scheme: dark)");
  #repaint = () => this.#paint();
  #themed = new MutationObserver(this.#repaint);

  constructor() {
    super();
    Object.assign(this, { peaks: [], revision: 0, seconds: 0, position: 0, label: "", seekable: true });
  }

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#resized.observe(this);
    this.#scheme.addEventListener("change", this.#repaint);
    this.#themed.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#resized.disconnect();
    this.#scheme.removeEventListener("change", this.#repaint);
    this.#themed.disconnect();
  }

  render() {
    return this.seekable
      ? html`<canvas class="wave" data-testid=${this.testid} data-bars=${this.peaks.length} role="slider" tabindex="0"
          aria-label=${this.label} aria-valuemin="0" aria-valuemax=${this.seconds.toFixed(1)} aria-valuenow=${this.position.toFixed(1)}
          aria-valuetext=${t("wave.position", { position: number(this.position), seconds: number(this.seconds) })}
          @click=${this.#clicked} @keydown=${this.#pressed}></canvas>`
      : html`<canvas class="wave" data-testid=${this.testid} data-bars=${this.peaks.length} role="img" aria-label=${this.label}></canvas>`;
  }

  updated() {
    this.#paint();
  }

  get #span() {
    return Math.max(this.expectedSeconds || this.seconds, 0.01);
  }

  #clicked(event) {
    if (this.seekable && this.seconds > 0) {
      const { left, width } = event.currentTarget.getBoundingClientRect();
      this.#seek(((event.clientX - left) / width) * this.#span);
    }
  }

  #pressed(event) {
    const steps = { ArrowLeft: -SEEK_STEP_SECONDS, ArrowRight: SEEK_STEP_SECONDS, Home: -Infinity, End: Infinity };
    if (this.seekable && event.key in steps) {
      event.preventDefault();
      this.#seek(this.position + steps[event.key]);
    }
  }

  #seek(seconds) {
    const clamped = Math.max(0, Math.min(seconds, this.seconds));
    this.dispatchEvent(new CustomEvent("seek", { detail: clamped, bubbles: true }));
  }

  #paint() {
    const canvas = this.querySelector("canvas");
    if (!canvas || canvas.clientWidth === 0) {
      return;
    }
    const { clientWidth: width, clientHeight: height } = canvas;
    canvas.width = width * devicePixelRatio;
    canvas.height = height * devicePixelRatio;
    const context = canvas.getContext("2d");
    context.scale(devicePixelRatio, devicePixelRatio);
    this.#bars(context, width, height, getComputedStyle(canvas));
  }

  #bars(context, width, height, style) {
    const colours = { waiting: style.stroke, plain: style.color, played: style.fill };
    const count = Math.floor((width + GAP) / (BAR + GAP));
    const loudest = Math.max(0.25, ...sampled(this.peaks));
    for (let bar = 0; bar < count; bar++) {
      const from = (bar / count) * this.#span;
      const to = ((bar + 1) / count) * this.#span;
      const peak = this.#peakBetween(from, to);
      const arrived = from < this.seconds;
      const size = arrived ? Math.max(BAR, (peak / loudest) * (height - 4)) : BAR;
      const outside = to <= (this.from ?? 0) || from >= (this.to ?? Infinity);
      context.fillStyle = !arrived || outside ? colours.waiting : from < this.position ? colours.played : colours.plain;
      context.beginPath();
      context.roundRect(bar * (BAR + GAP), (height - size) / 2, BAR, size, BAR / 2);
      context.fill();
    }
  }

  #peakBetween(from, to) {
    const perSecond = this.peaks.length / Math.max(this.seconds, 0.01);
    const first = Math.floor(from * perSecond);
    const last = Math.max(first + 1, Math.ceil(to * perSecond));
    let peak = 0;
    for (let i = first; i < Math.min(last, this.peaks.length); i++) {
      peak = Math.max(peak, this.peaks[i]);
    }
    return peak;
  }
}

// A spread argument list has a limit, and a scale needs no more than a few thousand values.
function sampled(peaks) {
  const step = Math.ceil(peaks.length / 4000) || 1;
  return step === 1 ? peaks : peaks.filter((_, index) => index % step === 0);
}

customElements.define("wave-canvas", WaveCanvas);
