package io.cosymesh.backend.speech;

import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;

import io.cosymesh.backend.pipeline.Speech;

import reactor.core.publisher.Mono;

/**
 * Answers with speech, every piece of it sent on at once: somebody is listening.
 */
public final class SpeechWriter {

	private SpeechWriter() {
	}

	/**
	 * Answers with speech.
	 * @param speech the speech
	 * @param response the answer to write
	 */
	public static Mono<Void> write(Speech speech, ServerHttpResponse response) {
		return write(speech, speech.format().mediaType(), response);
	}

	/**
	 * Answers with speech under the name that a compatible API has for its format.
	 * @param speech the speech
	 * @param type media type to call it by
	 * @param response the answer to write
	 */
	public static Mono<Void> write(Speech speech, MediaType type, ServerHttpResponse response) {
		response.setStatusCode(HttpStatus.OK);
		HttpHeaders headers = response.getHeaders();
		headers.putAll(speech.description());
		headers.setContentType(type);
		headers.setContentDisposition(
				ContentDisposition.attachment().filename("speech." + speech.format().extension()).build());
		return response.writeWith(speech.audio());
	}

}
