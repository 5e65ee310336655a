#!/usr/bin/env python3
"""Serves Fun-CosyVoice3 on the five routes of CosyVoice's own server, and keeps what those promise.

Runs beside a CosyVoice checkout. One speech is made at a time, in one thread. Listens on loopback alone: who asks, and
whether they may, is settled by the service that asks it. Texts and recordings never reach the log.
"""

import argparse
import asyncio
import contextlib
import logging
import os
import re
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Optional

import numpy
import uvicorn
from fastapi import Depends, FastAPI, File, Form, HTTPException, UploadFile
from starlette.responses import JSONResponse, Response

log = logging.getLogger("cosyvoice-server")

PREFIX = "You are a helpful assistant."
END_OF_PROMPT = "<|endofprompt|>"
CONTROL_TOKEN = re.compile(r"<\|[^|<>]{0,40}\|>")
TAG = re.compile(r"\[[^\]]{1,24}\]|</?\w{1,12}>")
CHINESE = re.compile("[\u4e00-\u9fff]")

PROMPT_RATE = 16_000
LONGEST_PROMPT_SECONDS = 30
LONGEST_TEXT = 2_000
SESSIONS = ("tts_speech_token_dict", "llm_end_dict", "hift_cache_dict", "mel_overlap_dict", "flow_cache_dict")
EXIT_HANGS = 70


class Refusal(Exception):
    """The request is at fault; it would be again. Its message is for whoever asked."""


class Failure(Exception):
    """The model is at fault."""


def bare(text):
    """Takes the prefix and all control tokens off: nobody but this server writes any."""
    while CONTROL_TOKEN.search(text):
        text = CONTROL_TOKEN.sub("", text)
    text = text.strip()
    while text.startswith(PREFIX):
        text = text[len(PREFIX):].strip()
    return text


def marked(text):
    return PREFIX + END_OF_PROMPT + bare(text)


def instruction(text):
    return f"{PREFIX} {bare(text)}" + END_OF_PROMPT


def reads_numbers(text):
    """CosyVoice knows Chinese and English numbers alone, and destroys tags and umlauts when it writes them out."""
    return not TAG.search(text) and (text.isascii() or bool(CHINESE.search(text)))


class Take:
    """One speech: made in the model's thread, heard in the event loop."""

    def __init__(self, speak, recording, seed, is_upload):
        self.speak = speak
        self.recording = recording
        self.seed = seed
        self.is_upload = is_upload
        self.given_up = False
        self.over = threading.Event()
        self._loop = asyncio.get_running_loop()
        self._events = asyncio.Queue()

    def tell(self, kind, value=None):
        self._loop.call_soon_threadsafe(self._events.put_nowait, (kind, value))

    def finish(self, finished):
        self.over.set()
        self._loop.call_soon_threadsafe(finished, self)

    async def event(self, patience=None):
        return await asyncio.wait_for(self._events.get(), patience)


class Booth:
    """The model, the one thread that it works in, and who waits for it."""

    def __init__(self, model, recorded, reseed, options):
        self.model = model
        self.options = options
        self.worn = lambda: None
        self._recorded = recorded
        self._reseed = reseed
        self._hop = getattr(model.model, "token_hop_len", None)
        self._lock = threading.Lock()
        self._current = None
        self._open = set()
        self._takes = 0
        self._line = []
        self._called = threading.Condition()
        threading.Thread(target=self._work, name="model").start()
        threading.excepthook = self._thread_died

    @property
    def is_worn(self):
        return 0 < self.options.recycle_after <= self._takes

    def begin(self, take):
        if len(self._open) > self.options.waiting:
            raise HTTPException(503, "Too many are waiting", {"Retry-After": "5"})
        self._open.add(take)
        with self._called:
            self._line.append(take)
            self._called.notify()

    def give_up(self, take):
        """Ends a take wherever it stands. Whoever doesn't end then hangs for good, and the process with it."""
        with self._lock:
            take.given_up = True
            if self._current is not take:
                return
            self._end_sessions()
        threading.Thread(target=self._see_it_end, args=(take,), daemon=True).start()

    def _see_it_end(self, take):
        deadline = time.monotonic() + self.options.grace
        # A session may only just be about to begin.
        while not take.over.wait(0.2):
            with self._lock:
                if self._current is take:
                    self._end_sessions()
            if time.monotonic() > deadline:
                log.error("event=model-hangs grace=%s", self.options.grace)
                os._exit(EXIT_HANGS)

    def _end_sessions(self):
        """The model looks for its session at every step, in both of its threads, and fails once it is gone."""
        for name in SESSIONS:
            getattr(self.model.model, name, {}).clear()

    def _thread_died(self, died):
        log.warning("event=model-thread-died thread=%s type=%s", died.thread.name, died.exc_type.__name__)
        with self._lock:
            self._end_sessions()

    def _work(self):
        while True:
            with self._called:
                self._called.wait_for(lambda: self._line)
                take = self._line.pop(0)
            with self._lock:
                self._current = None if take.given_up else take
            if self._current:
                self._make(take)
            self._current = None
            take.finish(self._finished)

    def _make(self, take):
        self._takes += 1
        others = set(threading.enumerate())
        take.tell("begun")
        try:
            self._prepare(take)
            self._pass_on(take)
            take.tell("complete")
        except Refusal as refusal:
            take.tell("refused", str(refusal))
        except Exception as failure:
            log.warning("event=speech-failed given-up=%s type=%s", take.given_up, type(failure).__name__)
            take.tell("failed")
        self._end_sessions()
        for thread in set(threading.enumerate()) - others:
            # The model's are plain ones; those of libraries have names, or don't keep a process.
            if not thread.daemon and thread.name.startswith("Thread-"):
                thread.join()

    def _prepare(self, take):
        if self._hop is not None:
            # The model doubles it while it streams and never takes that back.
            self.model.model.token_hop_len = self._hop
        if take.recording:
            try:
                seconds = self._recorded(str(take.recording), PROMPT_RATE).shape[1] / PROMPT_RATE
            except Exception as unreadable:
                raise Refusal("prompt_wav is no readable recording of at least 16 kHz") from unreadable
            if seconds > LONGEST_PROMPT_SECONDS:
                raise Refusal(f"prompt_wav is longer than {LONGEST_PROMPT_SECONDS} s")
        if take.seed is not None:
            self._reseed(take.seed % 2**32)

    def _pass_on(self, take):
        samples = 0
        with contextlib.closing(take.speak()) as pieces:
            for piece in pieces:
                speech = numpy.asarray(piece["tts_speech"].numpy()).reshape(-1)
                if take.given_up or not numpy.isfinite(speech).all():
                    raise Failure
                samples += speech.size
                if samples > self.options.longest_speech * self.model.sample_rate:
                    raise Failure
                if speech.size:
                    take.tell("piece", (speech.clip(-1, 1) * 32767).astype("<i2").tobytes())

    def _finished(self, take):
        self._open.discard(take)
        if take.is_upload:
            take.recording.unlink(missing_ok=True)
        if self.is_worn:
            self.worn()


class Speech(Response):
    """Answers with PCM as it is made, and with 200 only once some of it is there."""

    def __init__(self, booth, take):
        super().__init__()
        self.booth = booth
        self.take = take

    async def __call__(self, scope, receive, send):
        saying = asyncio.ensure_future(self._say(send))
        leaving = asyncio.ensure_future(self._leaves(receive))
        try:
            await asyncio.wait({saying, leaving}, return_when=asyncio.FIRST_COMPLETED)
            if saying.done():
                saying.result()
        finally:
            self.booth.give_up(self.take)
            saying.cancel()
            leaving.cancel()

    @staticmethod
    async def _leaves(receive):
        while (await receive())["type"] != "http.disconnect":
            pass

    async def _say(self, send):
        kind, value = await self.take.event()
        if kind == "begun":
            kind, value = await self._next()
        if kind == "refused":
            raise HTTPException(400, value)
        if kind != "piece":
            raise HTTPException(500, "The model made no speech")
        await send({"type": "http.response.start", "status": 200, "headers": self._head()})
        while kind == "piece":
            await send({"type": "http.response.body", "body": value, "more_body": True})
            kind, value = await self._next()
        # Without this end the connection is closed within the body: whoever reads it knows that it broke off.
        if kind == "complete":
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _next(self):
        try:
            return await self.take.event(self.booth.options.patience)
        except asyncio.TimeoutError:
            log.warning("event=speech-hangs patience=%s", self.booth.options.patience)
            return "failed", None

    def _head(self):
        head = {"content-type": "application/octet-stream", "x-sample-rate": self.booth.model.sample_rate}
        if self.take.seed is not None:
            head["x-seed"] = self.take.seed
        return [(name.encode(), str(value).encode()) for name, value in head.items()]


class Limits:
    """Refuses bodies that are too large, and doesn't wait for ones that don't come."""

    def __init__(self, app, largest, patience):
        self.app = app
        self.largest = largest
        self.patience = patience

    async def __call__(self, scope, receive, send):
        left = self.largest
        more = True

        async def limited():
            nonlocal left, more
            if not more:
                return await receive()
            message = await asyncio.wait_for(receive(), self.patience)
            left -= len(message.get("body", b""))
            more = message.get("more_body", False)
            if left < 0:
                raise HTTPException(413, f"The request is larger than {self.largest} bytes")
            return message

        await self.app(scope, limited if scope["type"] == "http" else receive, send)


class Wishes:
    """What CosyVoice's own server takes from nobody."""

    def __init__(self, seed: Optional[int] = Form(None), speed: float = Form(1.0, ge=0.5, le=2),
                 stream: Optional[bool] = Form(None)):
        if stream and speed != 1:
            raise HTTPException(400, "speed: the model streams at its own speed only; send stream=false")
        self.seed = seed
        self.model = {"stream": speed == 1 if stream is None else stream, "speed": speed}


class Speakers:
    """Recordings that go by a name: NAME.wav, and what is said in it in NAME.txt."""

    def __init__(self, directory):
        self._recordings = {file.stem: file for file in Path(directory).glob("*.wav")} if directory else {}

    def recording(self, name):
        if name not in self._recordings:
            raise HTTPException(404, "spk_id: there is no such speaker")
        return self._recordings[name]

    def transcript(self, name):
        text = self.recording(name).with_suffix(".txt")
        return text.read_text("utf-8").strip() if text.is_file() else ""


def text_field():
    return Form(..., min_length=1, max_length=LONGEST_TEXT)


class Routes:
    """What each of the five asks the model for."""

    def __init__(self, booth, speakers, directory):
        self.booth = booth
        self.model = booth.model
        self.speakers = speakers
        self.directory = directory

    def add_to(self, app):
        for route in (self.sft, self.zero_shot, self.cross_lingual, self.instruct, self.instruct2):
            app.add_api_route("/inference_" + route.__name__, route, methods=["GET", "POST"])
        app.add_api_route("/health", self.health, methods=["GET"])

    async def health(self):
        worn = self.booth.is_worn
        return JSONResponse({"status": "RECYCLING" if worn else "UP"}, 503 if worn else 200)

    async def sft(self, tts_text: str = text_field(), spk_id: str = text_field(), wishes: Wishes = Depends()):
        recording, transcript = self.speakers.recording(spk_id), self.speakers.transcript(spk_id)
        if transcript:
            return self._say(self.model.inference_zero_shot, wishes, recording, bare(tts_text), marked(transcript))
        return self._say(self.model.inference_cross_lingual, wishes, recording, marked(tts_text))

    async def zero_shot(self, tts_text: str = text_field(), prompt_text: str = text_field(),
                        prompt_wav: UploadFile = File(...), wishes: Wishes = Depends()):
        return self._say(self.model.inference_zero_shot, wishes, prompt_wav, bare(tts_text), marked(prompt_text))

    async def cross_lingual(self, tts_text: str = text_field(), prompt_wav: UploadFile = File(...),
                            wishes: Wishes = Depends()):
        return self._say(self.model.inference_cross_lingual, wishes, prompt_wav, marked(tts_text))

    async def instruct(self, tts_text: str = text_field(), spk_id: str = text_field(),
                       instruct_text: str = text_field(), wishes: Wishes = Depends()):
        recording = self.speakers.recording(spk_id)
        return self._say(self.model.inference_instruct2, wishes, recording, bare(tts_text), instruction(instruct_text))

    async def instruct2(self, tts_text: str = text_field(), instruct_text: str = text_field(),
                        prompt_wav: UploadFile = File(...), wishes: Wishes = Depends()):
        return self._say(self.model.inference_instruct2, wishes, prompt_wav, bare(tts_text), instruction(instruct_text))

    def _say(self, inference, wishes, prompt, text, *told):
        if not bare(text):
            raise HTTPException(400, "tts_text: there is nothing to say")
        is_upload = not isinstance(prompt, Path)
        recording = self._keep(prompt) if is_upload else prompt
        take = Take(lambda: inference(text, *told, str(recording), text_frontend=reads_numbers(text), **wishes.model),
                    recording, wishes.seed, is_upload)
        try:
            self.booth.begin(take)
        except HTTPException:
            if is_upload:
                recording.unlink()
            raise
        return Speech(self.booth, take)

    def _keep(self, upload):
        # The model wants a path, and its decoder goes by the ending.
        handle, name = tempfile.mkstemp(".wav", dir=self.directory)
        with os.fdopen(handle, "wb") as file:
            shutil.copyfileobj(upload.file, file)
        return Path(name)


def load(options):
    # Progress bars, and CosyVoice's own lines: they hold the texts.
    os.environ.setdefault("TQDM_DISABLE", "1")
    logging.getLogger().addFilter(lambda record: False)
    from cosyvoice.cli.cosyvoice import AutoModel
    from cosyvoice.utils.common import set_all_random_seed
    from cosyvoice.utils.file_utils import load_wav
    accelerators = {name: True for name in ("load_trt", "load_vllm") if getattr(options, name)}
    model = AutoModel(model_dir=options.model_dir, **accelerators)
    if type(model).__name__ != "CosyVoice3":
        sys.exit(f"{options.model_dir} is no Fun-CosyVoice3 model; the prompts of others are marked otherwise")
    return Booth(model, load_wav, set_all_random_seed, options)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--model-dir", required=True, help="Fun-CosyVoice3, downloaded")
    parser.add_argument("--port", type=int, default=50000, help="on 127.0.0.1; 0 takes any")
    parser.add_argument("--speakers", help="directory of NAME.wav and NAME.txt, for spk_id")
    parser.add_argument("--waiting", type=int, default=8, help="requests that may wait for the one at work")
    parser.add_argument("--patience", type=float, default=60, help="seconds the model may take for the next piece")
    parser.add_argument("--grace", type=float, default=30, help="seconds to end what was given up, or the process ends")
    parser.add_argument("--recycle-after", type=int, default=0, help="speeches after which the process ends; 0 is never")
    parser.add_argument("--longest-speech", type=float, default=240, help="seconds")
    parser.add_argument("--largest-request", type=int, default=16 * 1024 * 1024, help="bytes")
    parser.add_argument("--load-trt", action="store_true", help="CosyVoice's own switch")
    parser.add_argument("--load-vllm", action="store_true", help="CosyVoice's own switch")
    return parser.parse_args()


def serve(options, directory):
    booth = load(options)
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Limits, largest=options.largest_request, patience=options.patience)
    Routes(booth, Speakers(options.speakers), directory).add_to(app)
    # Newer servers raise it again once they have shut down, which would leave the directory behind.
    signal.signal(signal.SIGTERM, lambda *_: None)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, access_log=False, limit_concurrency=64))
    booth.worn = lambda: setattr(server, "should_exit", True)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("127.0.0.1", options.port))
        log.info("event=listening port=%s", listener.getsockname()[1])
        server.run(sockets=[listener])
    log.info("event=stopped worn=%s", booth.is_worn)


def main():
    logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(asctime)s %(levelname)s %(message)s")
    options = arguments()
    with tempfile.TemporaryDirectory() as directory:
        serve(options, directory)
    sys.stdout.flush()
    # The model's thread waits for work and would keep the process.
    os._exit(0)


if __name__ == "__main__":
    main()
