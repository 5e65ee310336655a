import { html, nothing, svg } from "lit";
import { repeat } from "lit-html/directives/repeat.js";
import { t } from "../i18n/i18n.js";
import { CosyElement } from "../shell/element.js";
import { PIPELINE, SERVICES, along, layout, pathOf, wayOf } from "./topology-layout.js";
import { levelOf, tlsOf, widthOf } from "./traffic.js";
import { cipher, meaning, millis, percent, rate } from "./words.js";

const NARROW = matchMedia("(max-width: 719px)");

/** The mesh as it talks right now. Edges and nodes can be selected; refused attempts stick out of their source. */
class MeshTopology extends CosyElement {
  static properties = {
    edges: { attribute: false },
    services: { attribute: false },
    refused: { attribute: false },
    selection: { attribute: false },
  };

  #relaid = () => this.requestUpdate();

  connectedCallback() {
    super.connectedCallback();
    NARROW.addEventListener("change", this.#relaid);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    NARROW.removeEventListener("change", this.#relaid);
  }

  render() {
    const plan = layout(NARROW.matches);
    const strangers = [...this.edges, ...this.refused.map(({ from, to }) => ({ source: from, destination: to }))]
      .some(({ source, destination }) => source === "others" || destination === "others");
    const nodes = ["outside", ...SERVICES, ...(strangers ? ["others"] : [])];
    const quiet = PIPELINE.filter((key) => !this.edges.some((edge) => edge.key === key));
    return html`<svg class="topology" viewBox="0 0 ${plan.width} ${plan.height}" role="group" data-testid="topology"
        data-narrow=${NARROW.matches} aria-label=${t("console.topology")}>
      ${svg`<defs>${["idle", "good", "warn", "bad"].map((level) => svg`<marker id="arrow-${level}" data-level=${level}
          class="edge-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerUnits="userSpaceOnUse" markerWidth="11"
          markerHeight="11" orient="auto"><path d="M0 0 8 4 0 8Z" /></marker>`)}</defs>
        ${quiet.map((key) => svg`<path class="edge-line quiet" d=${pathOf(plan.edges[key].points)} />`)}
        ${repeat(this.edges, ({ key }) => key, (edge) => this.#edge(plan, edge))}
        ${nodes.map((name) => this.#node(plan, name))}
        ${this.refused.map((denial, i) => stub(plan, denial, i))}`}
    </svg>`;
  }

  #edge(plan, edge) {
    const way = wayOf(plan, edge.source, edge.destination);
    const level = levelOf(edge);
    const path = pathOf(way.points);
    const chosen = this.selection?.kind === "edge" && this.selection.source === edge.source
      && this.selection.destination === edge.destination;
    return svg`<g class="edge" role="button" tabindex="0" data-testid="edge" data-edge=${edge.key} data-level=${level}
        aria-pressed=${chosen} aria-label=${describe(edge)} @click=${() => this.#choose(chosen, edgeOf(edge))}
        @keydown=${(event) => this.#keyed(event, chosen, edgeOf(edge))}>
      <path class="edge-reach" d=${path} />
      <path class="edge-line" d=${path} stroke-width=${widthOf(edge).toFixed(1)} marker-end="url(#arrow-${level})" />
      ${way.label ? (way.upright ? tall(way.label, edge) : flat(way.label, edge)) : brief(way.brief, edge)}
    </g>`;
  }

  #node(plan, name) {
    const [x, y, width, height] = plan.nodes[name];
    const standing = this.services?.[name];
    const chosen = this.selection?.kind === "node" && this.selection.node === name;
    const title = name === "outside" || name === "others" ? t(`console.node.${name}`) : name;
    return svg`<g class="node" role="button" tabindex="0" data-testid="node" data-node=${name} data-state=${standing?.level ?? "none"}
        aria-pressed=${chosen} aria-label="${title}${standing ? `, ${standing.words}` : ""}"
        @click=${() => this.#choose(chosen, { kind: "node", node: name })}
        @keydown=${(event) => this.#keyed(event, chosen, { kind: "node", node: name })}>
      <rect class="node-box" x=${x - width / 2} y=${y - height / 2} width=${width} height=${height} rx="10" />
      <text class="node-name" x=${x} y=${standing ? y - 4 : y + 5}>${title}</text>
      ${standing ? svg`<text class="node-standing" x=${x} y=${y + 16}>${standing.short}</text>` : nothing}
    </g>`;
  }

  #choose(chosen, selection) {
    this.emit("select-traffic", chosen ? undefined : selection);
  }

  #keyed(event, chosen, selection) {
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.#choose(chosen, selection);
    }
  }
}

function edgeOf({ source, destination }) {
  return { kind: "edge", source, destination };
}

export function describe(edge) {
  return t("console.edge", {
    source: edge.source, destination: edge.destination, rate: rate(edge.requestsPerSecond), success: percent(edge.success),
    p50: millis(edge.p50Millis), p99: millis(edge.p99Millis), tls: tlsOf(edge.secured),
  });
}

// Beside the rate stands what is unusual; that all is well shows by itself.
function headline(edge) {
  return edge.success === null || edge.success === 1 ? rate(edge.requestsPerSecond)
    : `${rate(edge.requestsPerSecond)} · ${percent(edge.success)}`;
}

function lock(x, y) {
  return svg`<use class="edge-lock" href="/assets/icons.svg#lock" x=${x} y=${y} width="13" height="13" />`;
}

function flat([x, y], edge) {
  const group = edge.secured?.group ?? edge.secured?.protocol ?? "";
  return svg`<text class="edge-rate" text-anchor="middle" x=${x} y=${y - 25}>${headline(edge)}</text>
    <text class="edge-figures" text-anchor="middle" x=${x} y=${y - 10}>p50 ${millis(edge.p50Millis)} · p99 ${millis(edge.p99Millis)}</text>
    ${edge.secured ? svg`${lock(x - 3.5 * group.length - 12, y + 9)}
      <text class="edge-figures" text-anchor="middle" x=${x + 8} y=${y + 20}>${group}</text>
      <text class="edge-figures" text-anchor="middle" x=${x + 8} y=${y + 35}>${cipher(edge.secured.cipher)}</text>` : nothing}`;
}

function tall([x, y], edge) {
  const flawed = edge.success !== null && edge.success !== 1;
  return svg`<text class="edge-rate" x=${x} y=${y - (flawed ? 32 : 18)}>${rate(edge.requestsPerSecond)}</text>
    ${flawed ? svg`<text class="edge-rate brief" x=${x} y=${y - 18}>${percent(edge.success)}</text>` : nothing}
    <text class="edge-figures" x=${x} y=${y - 4}>p50 ${millis(edge.p50Millis)}</text>
    <text class="edge-figures" x=${x} y=${y + 9}>p99 ${millis(edge.p99Millis)}</text>
    ${edge.secured ? svg`<text class="edge-figures" x=${x} y=${y + 22}>${edge.secured.group ?? edge.secured.protocol}</text>
      ${lock(x - 1, y + 26)}<text class="edge-figures" x=${x + 14} y=${y + 36}>${cipher(edge.secured.cipher)}</text>` : nothing}`;
}

function brief([x, y], edge) {
  return svg`<text class="edge-rate brief" text-anchor="middle" x=${x} y=${y + 4}>${headline(edge)}</text>`;
}

// A refused attempt leaves its source and doesn't arrive; where no way leads, it comes from below.
function stub(plan, denial, i) {
  const [x, y, width, height] = plan.nodes[denial.to];
  const known = plan.edges[`${denial.from}>${denial.to}`];
  const below = y + height / 2 + 24 + 24 * i;
  const points = known ? known.points : [[x - width / 4, below], [x - width / 4, y + height / 2]];
  const words = [`✕ ${denial.name}`, ...(plan.width < 400 ? [] : [meaning("reason", denial.reason)])].join(" · ");
  const long = Math.min(plan.width - 8, [...words].reduce((sum, sign) => sum + (sign > "\u2fff" ? 12 : 7), 12));
  const [atX, atY] = known ? along(points, 0.5) : points[0];
  const left = Math.max(4, Math.min(plan.width - long - 4, known ? atX - long / 2 : x - width / 2));
  const top = known ? atY - 34 - 24 * i : atY;
  return svg`<g class="stub" data-testid="denied-stub">
    <path class="stub-line" d=${pathOf(points, 6)} pathLength="1" stroke-dasharray=${known ? "0.5 1" : "0.9 1"} />
    ${known ? svg`<path class="stub-line" d="M${atX - 6} ${atY - 6}l12 12m0 -12l-12 12" />` : nothing}
    <rect class="stub-box" x=${left} y=${top} width=${long} height="20" rx="5" />
    <text class="stub-name" x=${left + 6} y=${top + 14}>${words}</text>
  </g>`;
}

customElements.define("mesh-topology", MeshTopology);
