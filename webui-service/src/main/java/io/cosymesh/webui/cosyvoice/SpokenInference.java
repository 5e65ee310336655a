package io.cosymesh.webui.cosyvoice;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

import org.springframework.core.ResolvableType;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpEntity;
import org.springframework.http.MediaType;
import org.springframework.http.ReactiveHttpOutputMessage;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.http.codec.multipart.MultipartHttpMessageWriter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.function.BodyInserter;
import org.springframework.web.reactive.function.BodyInserters;

import io.cosymesh.cosyvoice.Request;
import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;

/**
 * What a call of CosyVoice asks for, as the public API is asked for it.
 *
 * @param path the route
 * @param type media type of the body
 * @param body the body
 */
record SpokenInference(String path, MediaType type, BodyInserter<?, ReactiveHttpOutputMessage> body) {

	private static final String SPEECH = "/api/v1/speech";

	private static final String CLONE = "/api/v1/clone";

	private static final int PROMPT_RATE = 16_000;

	/**
	 * What CosyVoice's model wants to hear, and clients put before or after the words.
	 */
	private static final Pattern MARKS = Pattern
		.compile("(?s)^\\s*You are a helpful assistant\\.|<\\|?endofprompt\\|?>");

	/**
	 * Reads a call.
	 * @param request the call
	 * @param sampleRate samples per second of the audio, or nothing for the engine's own
	 */
	static SpokenInference of(Request request, @Nullable String sampleRate) {
		return switch (request.getRequestPayloadCase()) {
			case SFT_REQUEST ->
				kept(sampleRate, request.getSftRequest().getSpkId(), request.getSftRequest().getTtsText(), Map.of());
			case INSTRUCT_REQUEST ->
				kept(sampleRate, request.getInstructRequest().getSpkId(), request.getInstructRequest().getTtsText(),
						Map.of("mode", "instruct", "instruct", plain(request.getInstructRequest().getInstructText())));
			case ZERO_SHOT_REQUEST -> recorded(sampleRate, request.getZeroShotRequest().getPromptAudio(),
					request.getZeroShotRequest().getTtsText(),
					Map.of("transcript", plain(request.getZeroShotRequest().getPromptText())));
			case CROSS_LINGUAL_REQUEST -> recorded(sampleRate, request.getCrossLingualRequest().getPromptAudio(),
					request.getCrossLingualRequest().getTtsText(), Map.of("mode", "cross_lingual"));
			case REQUESTPAYLOAD_NOT_SET -> throw ProblemException.invalidField("RequestPayload", "missing-field",
					"Set one of sft_request, zero_shot_request, cross_lingual_request and instruct_request");
		};
	}

	private static SpokenInference kept(@Nullable String sampleRate, String speaker, String text,
			Map<String, String> more) {
		Map<String, Object> fields = fields(sampleRate, text, more);
		fields.put("voice", speaker);
		return new SpokenInference(SPEECH, MediaType.APPLICATION_JSON, BodyInserters.fromValue(fields));
	}

	private static SpokenInference recorded(@Nullable String sampleRate, ByteString prompt, String text,
			Map<String, String> more) {
		if (prompt.isEmpty() || prompt.size() % 2 != 0) {
			throw ProblemException.invalidField("prompt_audio", "invalid-field",
					"'prompt_audio' must be whole samples of 16 bits at 16 kHz, without a header");
		}
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		fields(sampleRate, text, more).forEach(form::part);
		form.part("prompt", new ByteArrayResource(wave(prompt))).filename("prompt.wav");
		return new SpokenInference(CLONE, MediaType.MULTIPART_FORM_DATA, multipart(form.build()));
	}

	// The one that comes with Spring insists on the request of a client.
	private static BodyInserter<?, ReactiveHttpOutputMessage> multipart(MultiValueMap<String, HttpEntity<?>> parts) {
		return (message, _) -> new MultipartHttpMessageWriter().write(Mono.just(parts),
				ResolvableType.forClassWithGenerics(MultiValueMap.class, String.class, HttpEntity.class),
				MediaType.MULTIPART_FORM_DATA, message, Map.of());
	}

	private static Map<String, Object> fields(@Nullable String sampleRate, String text, Map<String, String> more) {
		Map<String, Object> fields = new LinkedHashMap<>();
		fields.put("text", plain(text));
		fields.putAll(more);
		fields.put("format", "pcm");
		if (sampleRate != null) {
			fields.put("sampleRate", sampleRate);
		}
		return fields;
	}

	private static String plain(String words) {
		return MARKS.matcher(words).replaceAll("").strip();
	}

	private static byte[] wave(ByteString samples) {
		ByteBuffer wave = ByteBuffer.allocate(44 + samples.size()).order(ByteOrder.LITTLE_ENDIAN);
		wave.put(ascii("RIFF")).putInt(36 + samples.size()).put(ascii("WAVEfmt ")).putInt(16);
		wave.putShort((short) 1).putShort((short) 1).putInt(PROMPT_RATE).putInt(2 * PROMPT_RATE);
		wave.putShort((short) 2).putShort((short) 16).put(ascii("data")).putInt(samples.size());
		return wave.put(samples.asReadOnlyByteBuffer()).array();
	}

	private static byte[] ascii(String text) {
		return text.getBytes(StandardCharsets.US_ASCII);
	}

	@Override
	public String toString() {
		return "SpokenInference[%s]".formatted(this.path);
	}

}
