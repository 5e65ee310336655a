#!/usr/bin/env node
// CosyMesh from Node 18 or newer, without a dependency.
//
//   cosymesh.js clone  CLIP TEXT OUT.wav               speaks in the voice of a recording
//   cosymesh.js stream CLIP TEXT OUT.wav               the same, and says when the first audio came
//   cosymesh.js job    VOICE TEXT OUT.wav              has a long text made, and tells how far it is
//   cosymesh.js voice  NAME CLIP CONSENT TEXT OUT.wav  keeps a voice with a recorded consent, and speaks in it
//
// COSYMESH_URL and COSYMESH_KEY come from ./cosymesh credentials --json, and so does NODE_EXTRA_CA_CERTS, which Node
// reads when it starts (see ../README.md).
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const { COSYMESH_URL: url, COSYMESH_KEY: key } = process.env;

async function call(method, path, body, headers = {}) {
	const answer = await fetch(url + path, { method, body, headers: { Authorization: `Bearer ${key}`, ...headers } });
	if (!answer.ok) {
		const problem = await answer.json();
		throw new Error(`${answer.status} ${problem.field ?? ""}: ${problem.detail}`);
	}
	return answer;
}

const postJson = (path, value) => call("POST", path, JSON.stringify(value), { "Content-Type": "application/json" });

async function postForm(path, fields, files) {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	for (const [name, file] of Object.entries(files)) form.append(name, new Blob([await readFile(file)]), name);
	return call("POST", path, form);
}

// Writes audio as it comes, and fails when the connection breaks off before its end.
const save = (answer, file) => pipeline(Readable.fromWeb(answer.body), createWriteStream(file));

async function clone(clip, text, out) {
	await save(await postForm("/api/v1/clone", { text }, { prompt: clip }), out);
}

async function stream(clip, text, out) {
	const begin = performance.now();
	const seconds = () => ((performance.now() - begin) / 1000).toFixed(2);
	const answer = await postForm("/api/v1/clone", { text }, { prompt: clip });
	const audio = Readable.fromWeb(answer.body);
	audio.once("data", () => console.log(`first audio after ${seconds()} s`));
	await pipeline(audio, createWriteStream(out));
	console.log(`all of it after ${seconds()} s`);
}

// The name and the data of server-sent events.
async function* events(answer) {
	let rest = "";
	let name;
	for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
		const lines = (rest + chunk).split("\n");
		rest = lines.pop();
		for (const line of lines) {
			if (line.startsWith("event:")) name = line.slice(6).trim();
			if (line.startsWith("data:")) yield { name, data: JSON.parse(line.slice(5)) };
		}
	}
}

async function job(voice, text, out) {
	const { id } = await (await postJson("/api/v1/jobs", { voice, text, format: "wav" })).json();
	for await (const { name, data } of events(await call("GET", `/api/v1/jobs/${id}/events`))) {
		if (name === "sentence") console.log(`sentence ${data.number} of ${data.total}`);
	}
	await save(await call("GET", `/api/v1/jobs/${id}/audio`), out);
	await call("DELETE", `/api/v1/jobs/${id}`);
}

async function voice(name, clip, consent, text, out) {
	const fields = { name, consent: "true", consentBy: name };
	const kept = await postForm("/api/v1/voices", fields, { prompt: clip, consentRecording: consent });
	const { id } = await kept.json();
	console.log(`kept as ${id}`);
	await save(await postJson("/api/v1/speech", { voice: id, text }), out);
	await call("DELETE", `/api/v1/voices/${id}`);
}

const commands = { clone, stream, job, voice };
const [command, ...given] = process.argv.slice(2);
if (!Object.hasOwn(commands, command ?? "") || commands[command].length !== given.length) {
	console.error("cosymesh.js clone|stream CLIP TEXT OUT, job VOICE TEXT OUT, voice NAME CLIP CONSENT TEXT OUT");
	process.exit(2);
}
await commands[command](...given);
