import { SAMPLE_RATE, Sound } from "../audio/sound.js";
import { call } from "../shell/session.js";
import { isOver, pathOf } from "./job-store.js";

/** The audio of a job: all of it, or as it is made. */
export class JobSound extends Sound {
  constructor(job) {
    super();
    this.job = job;
  }

  get expectedSeconds() {
    const { done, total } = this.job.progress;
    return this.complete || !total || !done ? this.seconds : Math.max(this.seconds, (this.seconds / done) * total);
  }

  async receive(signal) {
    const follow = isOver(this.job) ? "" : "&follow=true";
    const partial = this.job.state === "failed" || this.job.state === "cancelled" ? "&partial=true" : "";
    const response = await call(`${pathOf(this.job)}/audio?format=pcm&sampleRate=${SAMPLE_RATE}${follow}${partial}`, { signal });
    this.requestId = response.headers.get("X-Request-Id") ?? undefined;
    this.describe(Number(response.headers.get("X-Sample-Rate") ?? SAMPLE_RATE));
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      this.add(part.value);
    }
  }
}
