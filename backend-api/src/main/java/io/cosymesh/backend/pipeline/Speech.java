package io.cosymesh.backend.pipeline;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;

import io.cosymesh.contracts.audio.AudioFormat;

import reactor.core.publisher.Flux;

/**
 * Speech whose first audio exists. It fails before it is made or aborts while it is read,
 * but never ends early as if it were whole.
 *
 * @param format format of the audio
 * @param description what the engine says of it, as
 * {@link io.cosymesh.contracts.SpeechHeaders}
 * @param audio the audio as it is made, to be read once
 */
public record Speech(AudioFormat format, HttpHeaders description, Flux<DataBuffer> audio) {

}
