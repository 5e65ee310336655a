package io.cosymesh.contracts.inference;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Makes speech from text in the voice of a prompt.
 */
@HttpExchange
public interface InferenceEngine {

	/**
	 * Speaks a text sentence by sentence. The first audio exists before the status line
	 * is sent, so that a failure is a real error; a later failure aborts the stream.
	 * Where as many speeches are made as the engine takes on, the order waits its turn;
	 * where too many wait, it is refused with 503 and {@code queuePosition} and
	 * {@code queueLength} in the problem.
	 * @param request what to say and in whose voice
	 * @return speech in {@link io.cosymesh.contracts.PcmFormat} with the headers of
	 * {@link io.cosymesh.contracts.SpeechHeaders}
	 */
	@PostExchange("/v1/synthesize")
	Mono<ResponseEntity<Flux<DataBuffer>>> synthesize(@RequestBody SynthesisRequest request);

	/**
	 * Speaks as {@link #synthesize} does, with a mark after each sentence that says which
	 * samples are its own.
	 * @param request what to say and in whose voice
	 * @return {@link SpeechFrame}s, with the same headers
	 */
	@PostExchange(url = "/v1/synthesize", accept = SpeechFrame.MEDIA_TYPE)
	Mono<ResponseEntity<Flux<DataBuffer>>> synthesizeMarked(@RequestBody SynthesisRequest request);

	/**
	 * Reads a text without speaking it: what is said, sentence by sentence, and how.
	 * @param request the text
	 * @return its reading
	 */
	@PostExchange("/v1/text")
	Mono<TextReading> read(@RequestBody TextRequest request);

	/**
	 * Says which engine is at work and what it can do.
	 * @return the description
	 */
	@GetExchange("/v1/engine")
	Mono<EngineDescription> describe();

	/**
	 * Lists the engines in order of preference, with what each can do and how busy it is.
	 * @return the engines
	 */
	@GetExchange("/v1/engines")
	Mono<EngineListing> engines();

	/**
	 * Loads the engine anew and swaps it in without failing a request.
	 * @return the description of the engine now at work
	 */
	@PostExchange("/internal/reload-model")
	Mono<EngineDescription> reloadModel();

	/**
	 * Synthesises a word and reports how long it took.
	 * @return the timings
	 */
	@GetExchange("/debug/probe")
	Mono<ProbeReport> probe();

}
