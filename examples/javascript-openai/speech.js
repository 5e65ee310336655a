#!/usr/bin/env node
// OpenAI's own client with CosyMesh: speech.js VOICE TEXT OUT.mp3
//
// COSYMESH_URL and COSYMESH_KEY come from ./cosymesh credentials --json, and so does NODE_EXTRA_CA_CERTS, which Node
// reads when it starts (see ../README.md). VOICE is the id or name of a voice, or one of OpenAI's such as alloy.
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import OpenAI from "openai";

const [voice, input, out] = process.argv.slice(2);
const client = new OpenAI({ baseURL: `${process.env.COSYMESH_URL}/v1`, apiKey: process.env.COSYMESH_KEY });

for await (const model of client.models.list()) console.log(`model ${model.id}`);

const begin = performance.now();
const answer = await client.audio.speech.create({ model: "cosymesh", voice, input, response_format: "mp3" });
console.log(`first audio after ${((performance.now() - begin) / 1000).toFixed(2)} s from ${answer.headers.get("x-engine")}`);
await pipeline(Readable.fromWeb(answer.body), createWriteStream(out));
