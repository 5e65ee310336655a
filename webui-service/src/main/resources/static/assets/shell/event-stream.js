// Server-sent events of an answer to fetch(): EventSource itself can neither POST nor say why it was refused.

const ALIVE = "alive";

/**
 * Yields { event, data } for each event of a response, data parsed as JSON, until the response ends. A comment, the
 * sign of life of a stream in which nothing happens, is the event "alive" without data.
 */
export async function* eventsOf(response) {
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (rest + part.value).split(/\r?\n\r?\n/);
    rest = blocks.pop();
    yield* blocks.map(parsed).filter(({ event, data }) => data !== undefined || event === ALIVE);
  }
}

function parsed(block) {
  if (block.startsWith(":")) {
    return { event: ALIVE };
  }
  const lines = block.split(/\r?\n/);
  const values = (name) => lines.filter((line) => line.startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trimStart());
  const data = values("data");
  return { event: values("event")[0] ?? "message", data: data.length > 0 ? JSON.parse(data.join("\n")) : undefined };
}

/** Bytes of a base64 text. */
export function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
