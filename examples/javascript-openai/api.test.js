// What OpenAI's client makes of CosyMesh, and what Open WebUI asks for: npm test, with the environment of speech.js and
// COSYMESH_CLIP and COSYMESH_CONSENT, two recordings.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import OpenAI, { AuthenticationError, BadRequestError, NotFoundError } from "openai";

const { COSYMESH_URL: url, COSYMESH_KEY: apiKey, COSYMESH_CLIP: clip, COSYMESH_CONSENT: agreement } = process.env;
const baseURL = `${url}/v1`;
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const speech = { model: "gpt-4o-mini-tts", voice: "alloy", input: "Hello from the client of OpenAI." };

const ascii = (bytes, start, end) => bytes.subarray(start, end).toString("latin1");
const formats = {
	mp3: ["audio/mpeg", (b) => ascii(b, 0, 3) === "ID3" || (b[0] === 0xff && (b[1] & 0xe0) === 0xe0)],
	opus: ["audio/opus", (b) => ascii(b, 0, 4) === "OggS" && b.includes("OpusHead")],
	aac: ["audio/aac", (b) => b[0] === 0xff && (b[1] & 0xf0) === 0xf0],
	flac: ["audio/flac", (b) => ascii(b, 0, 4) === "fLaC"],
	wav: ["audio/wav", (b) => ascii(b, 0, 4) === "RIFF" && ascii(b, 8, 12) === "WAVE"],
	pcm: ["audio/pcm", (b) => b.length % 2 === 0 && b.some((byte) => byte !== 0)],
};

for (const [format, [type, looksRight]] of Object.entries(formats)) {
	test(`speech in ${format}`, async () => {
		const answer = await client.audio.speech.create({ ...speech, response_format: format });
		assert.equal(answer.headers.get("content-type").split(";")[0], type);
		const audio = Buffer.from(await answer.arrayBuffer());
		assert.ok(audio.length > 4000, `${audio.length} bytes`);
		assert.ok(looksRight(audio), audio.subarray(0, 16).toString("hex"));
	});
}

test("pcm lasts as long as the text takes, less when it is spoken faster", async () => {
	const seconds = async (speed) => {
		const answer = await client.audio.speech.create({ ...speech, response_format: "pcm", speed });
		return (await answer.arrayBuffer()).byteLength / 48_000;
	};
	const ordinary = await seconds(1);
	assert.ok(ordinary > 1 && ordinary < 6, `${ordinary} s`);
	assert.ok((await seconds(2)) < 0.7 * ordinary);
});

test("audio comes in events", async () => {
	const answer = await client.audio.speech.create({ ...speech, response_format: "pcm", stream_format: "sse" });
	assert.match(answer.headers.get("content-type"), /^text\/event-stream/);
	const events = (await answer.text()).split("\n\n").filter(Boolean).map((event) => JSON.parse(event.slice("data: ".length)));
	const done = events.pop();
	assert.equal(done.type, "speech.audio.done");
	assert.equal(done.usage.input_tokens, speech.input.length);
	assert.equal(done.usage.total_tokens, done.usage.input_tokens + done.usage.output_tokens);
	const bytes = events.reduce((sum, event) => sum + Buffer.from(event.audio, "base64").length, 0);
	assert.ok(events.every((event) => event.type === "speech.audio.delta"));
	assert.ok(Math.abs(bytes / 48_000 - done.usage.output_tokens / 25) < 0.1);
});

test("models are listed and found", async () => {
	const models = [];
	for await (const model of client.models.list()) models.push(model.id);
	assert.ok(models.includes("cosymesh") && models.includes("tts-1"));
	assert.equal((await client.models.retrieve("tts-1")).owned_by, "cosymesh");
});

test("errors have the classes and codes that the client knows", async () => {
	const failed = async (change, type, status, code, param) => {
		const error = await client.audio.speech.create({ ...speech, ...change }).then(() => undefined, (thrown) => thrown);
		assert.ok(error instanceof type, `${error}`);
		assert.deepEqual([error.status, error.code, error.param], [status, code, param]);
		assert.equal(error.type, "invalid_request_error");
		assert.ok(error.requestID);
	};
	await failed({ model: "gpt-5" }, NotFoundError, 404, "model_not_found", "model");
	await failed({ voice: "nobody" }, NotFoundError, 404, "voice_not_found", "voice");
	await failed({ speed: 4 }, BadRequestError, 400, "invalid_field", "speed");
	await failed({ input: "a".repeat(4097) }, BadRequestError, 400, "invalid_field", "input");
	await failed({ surprise: true }, BadRequestError, 400, "unknown_field", "surprise");
	const stranger = new OpenAI({ baseURL, apiKey: "wrong", maxRetries: 0 });
	await assert.rejects(stranger.models.list(), (error) => error instanceof AuthenticationError && error.code === "invalid_api_key");
	await assert.rejects(client.chat.completions.create({ model: "x", messages: [] }), NotFoundError);
});

test("a voice is made on a consent, spoken in and deleted", async () => {
	const form = async (fields, name, file) => {
		const body = new FormData();
		for (const [key, value] of Object.entries(fields)) body.append(key, value);
		body.append(name, new Blob([await readFile(file)], { type: "audio/wav" }), `${name}.wav`);
		return { body };
	};
	const consent = await client.post("/audio/voice_consents", await form({ name: "Ada", language: "en-US" }, "recording", agreement));
	assert.equal(consent.object, "audio.voice_consent");
	assert.ok((await client.get("/audio/voice_consents")).data.some((kept) => kept.id === consent.id));
	const renamed = await client.post(`/audio/voice_consents/${consent.id}`, { body: { name: "Ada L." } });
	assert.equal(renamed.name, "Ada L.");
	const voice = await client.post("/audio/voices", await form({ name: "Ada", consent: consent.id }, "audio_sample", clip));
	assert.equal(voice.object, "audio.voice");
	const answer = await client.audio.speech.create({ ...speech, voice: { id: voice.id }, response_format: "pcm" });
	assert.ok((await answer.arrayBuffer()).byteLength > 48_000);
	assert.equal((await client.delete(`/audio/voices/${voice.id}`)).deleted, true);
	assert.equal((await client.delete(`/audio/voice_consents/${consent.id}`)).deleted, true);
	await assert.rejects(client.get(`/audio/voices/${voice.id}`), NotFoundError);
});

test("Open WebUI finds voices and models, and speaks", async () => {
	const headers = { Authorization: `Bearer ${apiKey}`, "Content-Type": "application/json" };
	const { voices } = await (await fetch(`${baseURL}/audio/voices`, { headers })).json();
	assert.ok(voices.length >= 7 && voices.every((voice) => voice.id && voice.name));
	const { data } = await (await fetch(`${baseURL}/models`, { headers })).json();
	const body = JSON.stringify({ model: data[0].id, input: "Hello from Open WebUI.", voice: voices.at(-1).id });
	const answer = await fetch(`${baseURL}/audio/speech`, { method: "POST", headers, body });
	assert.equal(answer.status, 200);
	assert.equal(answer.headers.get("content-type"), "audio/mpeg");
	assert.ok((await answer.arrayBuffer()).byteLength > 4000);
});
