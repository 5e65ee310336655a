package io.cosymesh.backend.pipeline;

import org.springframework.http.HttpHeaders;

import io.cosymesh.contracts.audio.AudioFormat;

import reactor.core.publisher.Flux;

/**
 * Speech whose first audio exists, and where its sentences are. It ends with
 * {@link SpeechEvent.Done} or an error.
 *
 * @param format format of the audio
 * @param description what the engine says of it, as
 * {@link io.cosymesh.contracts.SpeechHeaders}
 * @param events what becomes known of it as it is made, to be read once
 */
public record MarkedSpeech(AudioFormat format, HttpHeaders description, Flux<SpeechEvent> events) {

}
