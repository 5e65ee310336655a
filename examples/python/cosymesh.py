#!/usr/bin/env python3
"""CosyMesh from Python, with nothing but the standard library.

  cosymesh.py clone  CLIP TEXT OUT.wav               speaks in the voice of a recording
  cosymesh.py stream CLIP TEXT OUT.wav               the same, and says when the first audio came
  cosymesh.py job    VOICE TEXT OUT.wav              has a long text made, and tells how far it is
  cosymesh.py voice  NAME CLIP CONSENT TEXT OUT.wav  keeps a voice with a recorded consent, and speaks in it

COSYMESH_URL, COSYMESH_KEY and COSYMESH_CA come from ./cosymesh credentials --json (see ../README.md).
"""

import json
import os
import pathlib
import ssl
import sys
import time
import urllib.error
import urllib.request
import uuid

TLS = ssl.create_default_context(cafile=os.environ["COSYMESH_CA"])


def call(method, path, body=None, content_type=None):
    request = urllib.request.Request(os.environ["COSYMESH_URL"] + path, data=body, method=method)
    request.add_header("Authorization", "Bearer " + os.environ["COSYMESH_KEY"])
    if content_type:
        request.add_header("Content-Type", content_type)
    try:
        return urllib.request.urlopen(request, timeout=180, context=TLS)
    except urllib.error.HTTPError as refused:
        problem = json.load(refused)
        sys.exit(f"{refused.code} {problem.get('field', '')}: {problem['detail']}")


def post_json(path, value):
    return call("POST", path, json.dumps(value).encode(), "application/json")


def post_form(path, fields, files):
    """Sends fields and files as multipart/form-data."""
    boundary = uuid.uuid4().hex
    parts = bytearray()
    for name, value in fields.items():
        parts += f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
    for name, file in files.items():
        parts += (f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"; filename="{name}"\r\n'
                  'Content-Type: application/octet-stream\r\n\r\n').encode()
        parts += pathlib.Path(file).read_bytes() + b"\r\n"
    parts += f"--{boundary}--\r\n".encode()
    return call("POST", path, bytes(parts), f"multipart/form-data; boundary={boundary}")


def save(answer, file, begin=None):
    """Writes audio as it comes. A connection that breaks off raises IncompleteRead: half a file is no file."""
    with answer, open(file, "wb") as out:
        while chunk := answer.read(4096):
            if begin:
                print(f"first audio after {time.monotonic() - begin:.2f} s")
                begin = None
            out.write(chunk)


def clone(clip, text, out):
    save(post_form("/api/v1/clone", {"text": text}, {"prompt": clip}), out)


def stream(clip, text, out):
    begin = time.monotonic()
    save(post_form("/api/v1/clone", {"text": text}, {"prompt": clip}), out, begin)
    print(f"all of it after {time.monotonic() - begin:.2f} s")


def events(answer):
    """Yields the name and the data of server-sent events."""
    name = None
    for line in answer:
        key, _, value = line.decode().rstrip("\n").partition(":")
        if key == "event":
            name = value.strip()
        elif key == "data":
            yield name, json.loads(value)


def job(voice_name, text, out):
    with post_json("/api/v1/jobs", {"voice": voice_name, "text": text, "format": "wav"}) as answer:
        path = "/api/v1/jobs/" + json.load(answer)["id"]
    with call("GET", path + "/events") as answer:
        for name, data in events(answer):
            if name == "sentence":
                print(f"sentence {data['number']} of {data['total']}")
    save(call("GET", path + "/audio"), out)
    call("DELETE", path).close()


def voice(name, clip, consent, text, out):
    with post_form("/api/v1/voices", {"name": name, "consent": "true", "consentBy": name},
                   {"prompt": clip, "consentRecording": consent}) as answer:
        kept = json.load(answer)["id"]
    print("kept as", kept)
    save(post_json("/api/v1/speech", {"voice": kept, "text": text}), out)
    call("DELETE", "/api/v1/voices/" + kept).close()


COMMANDS = {"clone": (clone, 3), "stream": (stream, 3), "job": (job, 3), "voice": (voice, 5)}

if __name__ == "__main__":
    command, count = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "", (None, -1))
    if len(sys.argv) - 2 != count:
        sys.exit(__doc__)
    command(*sys.argv[2:])
