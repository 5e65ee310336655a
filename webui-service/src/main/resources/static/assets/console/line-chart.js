import { html, svg } from "lit";
import { timeOfDay } from "../i18n/i18n.js";
import { ceiling, line } from "./series.js";
import { NONE } from "./words.js";

const WIDTH = 380;
const HEIGHT = 116;
const LEFT = 50;
const RIGHT = 78;
const TOP = 12;
const BOTTOM = 22;
const TICKS = 4;
const APART = 13;

/**
 * One small chart: lines over time, the unit at its axis, a label at the end of each line.
 * `at` is a time that is pointed at in any of the charts; labels then tell the values of that time.
 */
export function lineChart({ title, lines, from, to, write, floor = 0, top, at, onPoint }) {
  const values = lines.flatMap(({ values: own }) => own.map(({ value }) => value)).filter(known);
  const least = floor < 1 && top ? Math.min(0.9, ...values.map((value) => Math.floor(value * 10) / 10)) : floor;
  const most = top ?? ceiling(Math.max(0, ...values));
  const x = (time) => LEFT + ((time - from) / (to - from)) * (WIDTH - LEFT - RIGHT);
  const y = (value) => TOP + (1 - (value - least) / (most - least)) * (HEIGHT - TOP - BOTTOM);
  const point = (event) => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = ((event.clientX - box.left) / box.width) * WIDTH;
    onPoint(place < LEFT || place > WIDTH - RIGHT ? undefined : from + ((place - LEFT) / (WIDTH - LEFT - RIGHT)) * (to - from));
  };
  const labels = spread(lines.map(({ name, values: own, kind }) => labelOf(name, kind, own, at, y, write)));
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}: ${labels.map(({ text }) => text).join(", ")}"
      data-testid="chart" data-points=${values.length} @pointermove=${point} @pointerleave=${() => onPoint(undefined)}>
    ${svg`${[least, (least + most) / 2, most].map((value) => svg`<line class="chart-grid" x1=${LEFT} x2=${WIDTH - RIGHT} y1=${y(value)} y2=${y(value)} />`)}
      <text class="chart-axis" text-anchor="end" x=${LEFT - 6} y=${y(most) + 4}>${write(most)}</text>
      <text class="chart-axis" text-anchor="end" x=${LEFT - 6} y=${y(least) + 4}>${write(least)}</text>
      ${ticks(from, to).map((time) => svg`<text class="chart-axis" text-anchor="middle" x=${x(time)} y=${HEIGHT - 6}>${timeOfDay(new Date(time))}</text>`)}
      ${at ? svg`<line class="chart-at" x1=${x(at)} x2=${x(at)} y1=${TOP} y2=${HEIGHT - BOTTOM} />` : svg``}
      ${lines.map(({ values: own, kind }) => svg`<path class="chart-line" data-kind=${kind} d=${line(own, x, y)} />`)}
      ${labels.map(({ text, kind, place }) => svg`<text class="chart-label" data-kind=${kind} x=${WIDTH - RIGHT + 5} y=${place + 4}>${text}</text>`)}`}
  </svg>`;
}

function labelOf(name, kind, values, at, y, write) {
  const value = (at === undefined ? values.at(-1) : values.findLast(({ time }) => time <= at))?.value;
  const last = [value, values.findLast(({ value: any }) => known(any))?.value].find(known);
  return { kind, text: [name, known(value) ? write(value) : NONE].filter(Boolean).join(" "), place: known(last) ? y(last) : HEIGHT - BOTTOM };
}

function known(value) {
  return value !== null && value !== undefined;
}

// Labels of lines that end close together would cover each other.
function spread(labels) {
  const sorted = [...labels].sort((a, b) => a.place - b.place);
  sorted.forEach((label, i) => {
    if (i > 0) {
      label.place = Math.max(label.place, sorted[i - 1].place + APART);
    }
  });
  const over = (sorted.at(-1)?.place ?? 0) - (HEIGHT - BOTTOM);
  return over > 0 ? labels.map((label) => ({ ...label, place: label.place - over })) : labels;
}

function ticks(from, to) {
  const minute = 60_000;
  const apart = [1, 5, 15, 20, 30].map((minutes) => minutes * minute).find((step) => (to - from) / step <= TICKS) ?? 60 * minute;
  const first = Math.ceil(from / apart) * apart;
  return Array.from({ length: TICKS + 1 }, (_, i) => first + i * apart).filter((time) => time <= to);
}
