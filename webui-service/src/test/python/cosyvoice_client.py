"""A client of CosyVoice's gRPC server as its users write one: gRPC's own C core, nothing of CosyMesh.

Usage: cosyvoice_client.py TARGET DESCRIPTORS MODE TEXT [CA KEY]

DESCRIPTORS is a FileDescriptorSet of cosyvoice.proto. MODE is sft, instruct, zero_shot, cross_lingual or cancel; a prompt
comes by standard input as headerless s16le of 16 kHz. With CA and KEY the call goes over TLS and shows the key, without
them it does neither. Prints a JSON object: the code, the detail, the sizes of the messages and the initial metadata.
"""

import json
import sys

import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

METHOD = "/cosyvoice.CosyVoice/Inference"


def types(descriptors):
    files = descriptor_pb2.FileDescriptorSet()
    with open(descriptors, "rb") as source:
        files.ParseFromString(source.read())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)

    def of(name):
        descriptor = pool.FindMessageTypeByName("cosyvoice." + name)
        if hasattr(message_factory, "GetMessageClass"):
            return message_factory.GetMessageClass(descriptor)
        return message_factory.MessageFactory(pool).GetPrototype(descriptor)

    return of("Request"), of("Response")


def fill(request, mode, text):
    if mode in ("sft", "cancel"):
        request.sft_request.spk_id = "中文女"
        request.sft_request.tts_text = text
    elif mode == "instruct":
        request.instruct_request.spk_id = "中文男"
        request.instruct_request.tts_text = text
        request.instruct_request.instruct_text = "happy<endofprompt>"
    elif mode == "zero_shot":
        request.zero_shot_request.tts_text = text
        request.zero_shot_request.prompt_text = "Hello from the prompt."
        request.zero_shot_request.prompt_audio = sys.stdin.buffer.read()
    else:
        request.cross_lingual_request.tts_text = text
        request.cross_lingual_request.prompt_audio = sys.stdin.buffer.read()


def main(target, descriptors, mode, text, ca=None, key=None):
    request_type, response_type = types(descriptors)
    if ca:
        with open(ca, "rb") as pem:
            channel = grpc.secure_channel(target, grpc.ssl_channel_credentials(pem.read()))
    else:
        channel = grpc.insecure_channel(target)
    request = request_type()
    fill(request, mode, text)
    infer = channel.unary_stream(
        METHOD,
        request_serializer=lambda message: message.SerializeToString(),
        response_deserializer=response_type.FromString,
    )
    metadata = (("authorization", "Bearer " + key),) if key else ()
    call = infer(request, timeout=60, metadata=metadata)
    sizes = []
    try:
        for response in call:
            sizes.append(len(response.tts_audio))
            if mode == "cancel":
                call.cancel()
    except grpc.RpcError:
        pass
    headers = {name: value for name, value in call.initial_metadata() if isinstance(value, str)}
    print(json.dumps({"code": call.code().name, "detail": call.details(), "sizes": sizes, "headers": headers}))


main(*sys.argv[1:])
