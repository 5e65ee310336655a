"""A SPIFFE workload in Python: gRPC's own C core and OpenSSL, nothing of CosyMesh.

Usage: workload_client.py ENDPOINT DESCRIPTORS ROTATIONS [PORT PATH]

Prints a JSON object per line: one for every X.509-SVID it is sent, then one with everything else it found.
DESCRIPTORS is a FileDescriptorSet with the official proto; ENDPOINT is what SPIFFE_ENDPOINT_SOCKET would say.
With PORT and PATH it asks a member of the mesh on this machine, each side showing its SVID to the other.
"""

import base64
import hashlib
import json
import os
import socket
import ssl
import sys
import tempfile
import time

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

HEADER = (("workload.spiffe.io", "true"),)
AUDIENCE = "python-test"
DEADLINE = 60


class WorkloadApi:
    """The five requests of the service, made from its descriptor."""

    def __init__(self, endpoint, descriptors):
        self.channel = grpc.insecure_channel(endpoint)
        files = descriptor_pb2.FileDescriptorSet()
        with open(descriptors, "rb") as source:
            files.ParseFromString(source.read())
        self.pool = descriptor_pool.DescriptorPool()
        for file in files.file:
            self.pool.Add(file)
        self.service = self.pool.FindServiceByName("SpiffeWorkloadAPI")

    def call(self, name, metadata=HEADER, **fields):
        method = self.service.FindMethodByName(name)
        streamed = descriptor_pb2.MethodDescriptorProto()
        method.CopyToProto(streamed)
        kind = self.channel.unary_stream if streamed.server_streaming else self.channel.unary_unary
        request = kind(
            f"/SpiffeWorkloadAPI/{name}",
            request_serializer=lambda message: message.SerializeToString(),
            response_deserializer=self.type_of(method.output_type).FromString,
        )
        return request(self.type_of(method.input_type)(**fields), timeout=DEADLINE, metadata=metadata)

    def type_of(self, descriptor):
        if hasattr(message_factory, "GetMessageClass"):
            return message_factory.GetMessageClass(descriptor)
        return message_factory.MessageFactory(self.pool).GetPrototype(descriptor)


def certificates(der):
    """Splits concatenated DER: each certificate is a SEQUENCE with a two- or three-byte length."""
    found = []
    while der:
        octets = der[1] & 0x7F
        length = 2 + octets + int.from_bytes(der[2 : 2 + octets], "big")
        found.append(der[:length])
        der = der[length:]
    return found


def pem(label, der):
    text = base64.encodebytes(der).decode()
    return f"-----BEGIN {label}-----\n{text}-----END {label}-----\n"


def context(svid, purpose):
    """A TLS context of OpenSSL that holds the SVID and trusts its bundle."""
    result = ssl.SSLContext(purpose)
    result.check_hostname = False
    result.verify_mode = ssl.CERT_REQUIRED
    result.load_verify_locations(cadata="".join(pem("CERTIFICATE", each) for each in certificates(svid.bundle)))
    handle, path = tempfile.mkstemp()
    try:
        with os.fdopen(handle, "w") as identity:
            identity.write(pem("PRIVATE KEY", svid.x509_svid_key))
            identity.writelines(pem("CERTIFICATE", each) for each in certificates(svid.x509_svid))
        result.load_cert_chain(path)
    finally:
        os.unlink(path)
    return result


def peer_of_handshake(svid):
    """Lets OpenSSL shake hands with itself and returns the URI names that each side saw in the other's SVID."""
    one, other = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = context(svid, ssl.PROTOCOL_TLS_SERVER).wrap_bio(one, other, server_side=True)
    client = context(svid, ssl.PROTOCOL_TLS_CLIENT).wrap_bio(other, one)
    waiting = [client, server]
    while waiting:
        for side in list(waiting):
            try:
                side.do_handshake()
                waiting.remove(side)
            except ssl.SSLWantReadError:
                pass
    return [
        [name for kind, name in side.getpeercert()["subjectAltName"] if kind == "URI"] for side in (client, server)
    ]


def ask(svid, port, path):
    """Asks a member of the mesh over mutual TLS and returns who answered, and with which status."""
    with socket.create_connection(("127.0.0.1", port), timeout=DEADLINE) as connection:
        with context(svid, ssl.PROTOCOL_TLS_CLIENT).wrap_socket(connection) as peer:
            names = [name for kind, name in peer.getpeercert()["subjectAltName"] if kind == "URI"]
            peer.sendall(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
            status = int(peer.makefile("rb").readline().split()[1])
    return {"peer": names, "status": status}


def code_of(call):
    try:
        next(call())
    except grpc.RpcError as refused:
        return refused.code().name
    return "OK"


def open_stream(api):
    """Returns the stream of SVIDs and its first message, asking again for as long as there is none yet."""
    end = time.monotonic() + DEADLINE
    while True:
        stream = api.call("FetchX509SVID")
        try:
            return stream, next(stream)
        except grpc.RpcError as refused:
            if refused.code() != grpc.StatusCode.UNAVAILABLE or time.monotonic() > end:
                raise
            time.sleep(0.5)


def main(endpoint, descriptors, rotations, port=None, path=None):
    api = WorkloadApi(endpoint, descriptors)
    stream, message = open_stream(api)
    for rotation in range(rotations + 1):
        if rotation > 0:
            message = next(stream)
        svid = message.svids[0]
        leaf = certificates(svid.x509_svid)[0]
        print(
            json.dumps(
                {
                    "spiffeId": svid.spiffe_id,
                    "leaf": hashlib.sha256(leaf).hexdigest(),
                    "handshake": peer_of_handshake(svid),
                }
            ),
            flush=True,
        )
    stream.cancel()
    bundles = next(api.call("FetchX509Bundles")).bundles
    jwt_bundles = next(api.call("FetchJWTBundles")).bundles
    token = api.call("FetchJWTSVID", audience=[AUDIENCE]).svids[0]
    validated = api.call("ValidateJWTSVID", audience=AUDIENCE, svid=token.svid)
    try:
        api.call("ValidateJWTSVID", audience="another", svid=token.svid)
        wrong_audience = "OK"
    except grpc.RpcError as refused:
        wrong_audience = refused.code().name
    print(
        json.dumps(
            {
                "bundles": {name: len(certificates(der)) for name, der in bundles.items()},
                "jwtKeys": {name: [key["kid"] for key in json.loads(text)["keys"]] for name, text in jwt_bundles.items()},
                "jwtSubject": token.spiffe_id,
                "validated": validated.spiffe_id,
                "claims": json_format.MessageToDict(validated.claims),
                "wrongAudience": wrong_audience,
                "withoutHeader": code_of(lambda: api.call("FetchX509SVID", metadata=())),
                "asked": ask(svid, int(port), path) if port else None,
            }
        ),
        flush=True,
    )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]), *sys.argv[4:])
