package io.cosymesh.inference.cosyvoice;

import java.util.LinkedHashMap;
import java.util.Map;

import io.cosymesh.inference.engine.RefusedOrderException;

import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;

/**
 * OpenAI's speech endpoint as vllm-omni and sglang-omni extend it: the recording travels
 * as {@code data:} URL in {@code ref_audio}, its transcript in {@code ref_text}.
 */
final class SpeechApiDialect implements Dialect {

	private final CosyVoiceProperties properties;

	private final EndOfPrompt mark;

	SpeechApiDialect(CosyVoiceProperties properties) {
		this.properties = properties;
		this.mark = new EndOfPrompt(properties.prefix());
	}

	@Override
	public void check(Utterance utterance) throws RefusedOrderException {
		if (this.properties.requireTranscript() && utterance.transcript() == null) {
			throw new RefusedOrderException("transcript", "transcript-missing",
					"This engine needs to know what is said in the recording; give its transcript");
		}
	}

	@Override
	public RequestHeadersSpec<?> request(WebClient client, Utterance utterance, long seed) {
		return client.post()
			.uri("/v1/audio/speech")
			.contentType(MediaType.APPLICATION_JSON)
			.bodyValue(body(utterance, seed));
	}

	private Map<String, Object> body(Utterance utterance, long seed) {
		Map<String, Object> body = new LinkedHashMap<>();
		body.put("model", this.properties.model());
		if (this.properties.voice() != null) {
			body.put("voice", this.properties.voice());
		}
		body.put("response_format", "pcm");
		// These servers stream at the speaker's own speed only.
		body.put("stream", utterance.speed() == 1);
		body.put("speed", utterance.speed());
		body.put("seed", seed);
		body.put("ref_audio", utterance.recording().dataUrl());
		if (utterance.instruction() != null) {
			body.put("input", utterance.text());
			body.put("instructions", this.mark.after(utterance.instruction()));
			if (utterance.transcript() != null) {
				body.put("ref_text", utterance.transcript());
			}
		}
		else if (utterance.transcript() != null) {
			body.put("input", utterance.text());
			body.put("ref_text", this.mark.before(utterance.transcript()));
		}
		else {
			body.put("input", this.mark.before(utterance.text()));
		}
		return body;
	}

}
