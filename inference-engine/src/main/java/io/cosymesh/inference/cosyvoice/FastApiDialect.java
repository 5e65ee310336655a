package io.cosymesh.inference.cosyvoice;

import io.cosymesh.inference.engine.RefusedOrderException;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClient.RequestHeadersSpec;

/**
 * CosyVoice's own FastAPI server, corrected to pass its model the path of the upload:
 * multipart forms in, bare PCM out. Ours takes a seed, and a speed; others pass over
 * both.
 */
final class FastApiDialect implements Dialect {

	private final CosyVoiceProperties properties;

	private final EndOfPrompt mark;

	FastApiDialect(CosyVoiceProperties properties) {
		this.properties = properties;
		this.mark = new EndOfPrompt(properties.prefix());
	}

	@Override
	public void check(Utterance utterance) throws RefusedOrderException {
		if (utterance.speed() != 1 && !this.properties.takesSpeed()) {
			throw new RefusedOrderException("speed", "speed-not-supported",
					"This engine speaks at the speaker's own speed; leave speed at 1");
		}
		if (this.properties.requireTranscript() && utterance.transcript() == null) {
			throw new RefusedOrderException("transcript", "transcript-missing",
					"This engine needs to know what is said in the recording; give its transcript");
		}
	}

	@Override
	public RequestHeadersSpec<?> request(WebClient client, Utterance utterance, long seed) {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		String path = fill(form, utterance);
		form.part("seed", Long.toString(seed));
		if (utterance.speed() != 1) {
			form.part("speed", Double.toString(utterance.speed()));
		}
		form.part("prompt_wav", new ByteArrayResource(utterance.recording().wav()),
				MediaType.parseMediaType("audio/wav"))
			.filename("prompt.wav");
		return client.post()
			.uri(path)
			.contentType(MediaType.MULTIPART_FORM_DATA)
			.body(BodyInserters.fromMultipartData(form.build()));
	}

	private String fill(MultipartBodyBuilder form, Utterance utterance) {
		if (utterance.instruction() != null) {
			form.part("tts_text", utterance.text());
			form.part("instruct_text", this.mark.after(utterance.instruction()));
			return "/inference_instruct2";
		}
		if (utterance.transcript() != null) {
			form.part("tts_text", utterance.text());
			form.part("prompt_text", this.mark.before(utterance.transcript()));
			return "/inference_zero_shot";
		}
		form.part("tts_text", this.mark.before(utterance.text()));
		return "/inference_cross_lingual";
	}

}
