import { call } from "../shell/session.js";

// Server-sent events by fetch: unlike EventSource it tells why a stream was refused, and it can be ended for good.

/** Reads events until the stream ends; tells each as (name, data), and signs of life as "alive". */
export async function readEvents(path, signal, tell) {
  const response = await call(path, { signal });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    const blocks = (rest + chunk.value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    blocks.forEach((block) => told(block, tell));
  }
}

function told(block, tell) {
  let name = "message";
  const data = [];
  block.split(/\r?\n/).forEach((line) => {
    const [, field, value] = line.match(/^(\w+): ?(.*)$/) ?? [];
    if (field === "event") {
      name = value;
    } else if (field === "data") {
      data.push(value);
    }
  });
  if (data.length > 0) {
    tell(name, JSON.parse(data.join("\n")));
  } else if (block.startsWith(":")) {
    tell("alive");
  }
}
