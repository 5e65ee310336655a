// Where nodes stand and how edges run: in the order of the pipeline, always at the same place.

const WIDE = {
  width: 1200,
  height: 440,
  nodes: {
    outside: [56, 150, 100, 52],
    "webui-service": [368, 150, 164, 60],
    "backend-api": [708, 150, 164, 60],
    "audio-processor": [1084, 72, 172, 60],
    "inference-engine": [1084, 230, 172, 60],
    "identity-ca": [518, 390, 210, 66],
    others: [110, 390, 172, 52],
  },
  edges: {
    "outside>webui-service": { points: [[106, 150], [286, 150]], label: [195, 150] },
    "webui-service>backend-api": { points: [[450, 150], [626, 150]], label: [537, 150] },
    "backend-api>audio-processor": { points: [[790, 138], [818, 138], [818, 72], [998, 72]], label: [910, 72] },
    "backend-api>inference-engine": { points: [[790, 162], [818, 162], [818, 230], [998, 230]], label: [910, 230] },
    "webui-service>identity-ca": { points: [[420, 180], [420, 268], [470, 268], [470, 357]], brief: [470, 300] },
    "backend-api>identity-ca": { points: [[660, 180], [660, 268], [566, 268], [566, 357]], brief: [614, 268] },
    "inference-engine>identity-ca": { points: [[1084, 260], [1084, 378], [623, 378]], brief: [860, 378] },
    "audio-processor>identity-ca": { points: [[1170, 72], [1188, 72], [1188, 406], [623, 406]], brief: [860, 406] },
    "webui-service>audio-processor": { points: [[368, 120], [368, 22], [1084, 22], [1084, 42]], brief: [708, 22] },
    "webui-service>inference-engine": { points: [[388, 180], [388, 330], [1040, 330], [1040, 260]], brief: [800, 330] },
    "others>identity-ca": { points: [[196, 390], [413, 390]], brief: [304, 390] },
    "outside>identity-ca": { points: [[56, 176], [56, 316], [440, 316], [440, 357]], brief: [250, 316] },
  },
};

const NARROW = {
  width: 360,
  height: 700,
  nodes: {
    outside: [180, 30, 120, 44],
    "webui-service": [180, 152, 176, 54],
    "backend-api": [180, 296, 176, 54],
    "audio-processor": [88, 456, 156, 54],
    "inference-engine": [272, 456, 156, 54],
    "identity-ca": [180, 590, 176, 54],
    others: [180, 672, 176, 44],
  },
  edges: {
    "outside>webui-service": { points: [[180, 52], [180, 125]], label: [190, 88], upright: true },
    "webui-service>backend-api": { points: [[180, 179], [180, 269]], label: [190, 224], upright: true },
    "backend-api>audio-processor": { points: [[100, 323], [100, 429]], label: [108, 377], upright: true },
    "backend-api>inference-engine": { points: [[212, 323], [212, 429]], label: [220, 377], upright: true },
    "webui-service>identity-ca": { points: [[92, 150], [6, 150], [6, 600], [92, 600]], brief: [48, 600] },
    "backend-api>identity-ca": { points: [[268, 296], [354, 296], [354, 604], [268, 604]], brief: [312, 604] },
    "audio-processor>identity-ca": { points: [[60, 483], [60, 580], [92, 580]], brief: [60, 530] },
    "inference-engine>identity-ca": { points: [[300, 483], [300, 580], [268, 580]], brief: [300, 530] },
    "webui-service>audio-processor": { points: [[92, 164], [24, 164], [24, 429]], brief: [44, 400] },
    "webui-service>inference-engine": { points: [[268, 152], [338, 152], [338, 429]], brief: [310, 152] },
    "others>identity-ca": { points: [[180, 650], [180, 617]], brief: [222, 634] },
    "outside>identity-ca": { points: [[120, 30], [15, 30], [15, 612], [92, 612]], brief: [60, 30] },
  },
};

/** Nodes in the order of the pipeline, for tables and for the keyboard. */
export const SERVICES = ["webui-service", "backend-api", "audio-processor", "inference-engine", "identity-ca"];

/** Rows of services in that order, those without a place in it last. */
export function inOrder(rows) {
  const place = ({ service }) => (SERVICES.indexOf(service) + SERVICES.length + 1) % (SERVICES.length + 1);
  return [...rows].sort((a, b) => place(a) - place(b));
}

export const PIPELINE = ["outside>webui-service", "webui-service>backend-api", "backend-api>audio-processor",
  "backend-api>inference-engine"];

export function layout(narrow) {
  return narrow ? NARROW : WIDE;
}

export function nodeOf(peer) {
  return peer?.service in WIDE.nodes ? peer.service : "others";
}

/** The way of an edge; between nodes that rarely talk it is a straight line. */
export function wayOf(plan, source, destination) {
  return plan.edges[`${source}>${destination}`] ?? straight(plan.nodes[source], plan.nodes[destination]);
}

export function pathOf(points, radius = 12) {
  const turns = points.slice(1, -1).map((corner, i) => {
    const before = towards(corner, points[i], radius);
    const after = towards(corner, points[i + 2], radius);
    return `L${before} Q${corner} ${after}`;
  });
  return `M${points[0]} ${turns.join(" ")} L${points.at(-1)}`;
}

function towards([x, y], [toX, toY], most) {
  const length = Math.hypot(toX - x, toY - y);
  const share = Math.min(most, length / 2) / length;
  return [x + (toX - x) * share, y + (toY - y) * share];
}

function straight(from, to) {
  const points = [border(from, to), border(to, from)];
  return { points, brief: along(points, 0.25) };
}

/** The place on a way after a share of it. */
export function along(points, share) {
  const lengths = points.slice(1).map(([x, y], i) => Math.hypot(x - points[i][0], y - points[i][1]));
  let left = share * lengths.reduce((sum, length) => sum + length, 0);
  const leg = lengths.findIndex((length) => (left <= length ? true : ((left -= length), false)));
  const [[x, y], [toX, toY]] = points.slice(leg, leg + 2);
  return [x + ((toX - x) * left) / lengths[leg], y + ((toY - y) * left) / lengths[leg]];
}

function border([x, y, width, height], [toX, toY]) {
  const [dx, dy] = [toX - x, toY - y];
  const share = Math.min(width / 2 / Math.abs(dx || 1e-6), height / 2 / Math.abs(dy || 1e-6), 0.5);
  return [x + dx * share, y + dy * share];
}
