package io.cosymesh.backend.cosyvoice;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.PromptForm;
import io.cosymesh.backend.form.RecordingParts;
import io.cosymesh.backend.pipeline.CloningPipeline;
import io.cosymesh.backend.speech.Speaking;
import io.cosymesh.backend.speech.SpeechWriter;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.inference.VoicePrompt;

import reactor.core.publisher.Mono;

/**
 * Answers as CosyVoice's server does, in bare samples as they are made. Its own client
 * sends GET with a body and never looks at the status, so what fails is answered in words
 * before there is any audio, and breaks off after that.
 */
@RestController
class InferenceController {

	private static final DataSize MAX_RECORDING = DataSize.ofMegabytes(25);

	private final CloningPipeline pipeline;

	private final Speaking speaking;

	private final CosyVoiceProperties properties;

	InferenceController(CloningPipeline pipeline, Speaking speaking, CosyVoiceProperties properties) {
		this.pipeline = pipeline;
		this.speaking = speaking;
		this.properties = properties;
	}

	@RequestMapping(path = "/inference_sft", method = { RequestMethod.GET, RequestMethod.POST })
	Mono<Void> sft(ServerWebExchange exchange) {
		return answer(exchange, InferenceMode.SFT);
	}

	@RequestMapping(path = "/inference_zero_shot", method = { RequestMethod.GET, RequestMethod.POST })
	Mono<Void> zeroShot(ServerWebExchange exchange) {
		return answer(exchange, InferenceMode.ZERO_SHOT);
	}

	@RequestMapping(path = "/inference_cross_lingual", method = { RequestMethod.GET, RequestMethod.POST })
	Mono<Void> crossLingual(ServerWebExchange exchange) {
		return answer(exchange, InferenceMode.CROSS_LINGUAL);
	}

	@RequestMapping(path = "/inference_instruct", method = { RequestMethod.GET, RequestMethod.POST })
	Mono<Void> instruct(ServerWebExchange exchange) {
		return answer(exchange, InferenceMode.INSTRUCT);
	}

	@RequestMapping(path = "/inference_instruct2", method = { RequestMethod.GET, RequestMethod.POST })
	Mono<Void> instruct2(ServerWebExchange exchange) {
		return answer(exchange, InferenceMode.INSTRUCT2);
	}

	private Mono<Void> answer(ServerWebExchange exchange, InferenceMode mode) {
		InferenceFields fields = new InferenceFields(mode);
		int sampleRate = SampleRate.of(exchange.getRequest().getQueryParams(), this.properties.sampleRate());
		return read(exchange, mode, fields).zipWith(Caller.of(exchange))
			.flatMap((form) -> voice(form.getT2(), fields, form.getT1()).flatMap((voice) -> this.speaking
				.speak(form.getT2(), fields.order(sampleRate), voice, CloningPipeline::speak)))
			.flatMap((spoken) -> {
				boolean followed = spoken.followed() && !fields.isInstructionTooLong();
				new Speaking.Spoken<>(spoken.speech(), followed).tell(exchange.getResponse().getHeaders());
				return SpeechWriter.write(spoken.speech(), exchange.getResponse());
			});
	}

	private Mono<Map<String, PreparedPrompt>> read(ServerWebExchange exchange, InferenceMode mode,
			InferenceFields fields) {
		if (isMultipart(exchange.getRequest())) {
			return PromptForm.readParts(exchange.getRequest(), fields, this.pipeline::prepare, mode.isRecorded()
					? RecordingParts.of(InferenceMode.RECORDING, MAX_RECORDING) : RecordingParts.none());
		}
		return exchange.getFormData()
			.onErrorMap(IllegalArgumentException.class, CosyVoiceProblems::malformed)
			.map((form) -> {
				// A name alone, without a value, is null here.
				form.forEach((name, values) -> fields.accept(name, Objects.requireNonNullElse(values.getFirst(), "")));
				fields.requireAll();
				if (mode.isRecorded()) {
					throw FieldProblems.missing(InferenceMode.RECORDING);
				}
				return Map.of();
			});
	}

	private Mono<VoicePrompt> voice(Caller caller, InferenceFields fields, Map<String, PreparedPrompt> recordings) {
		if (recordings.isEmpty()) {
			return this.speaking.voice(caller, fields.speaker(), (_) -> Optional.empty())
				.switchIfEmpty(Mono.error(CosyVoiceProblems::speakerNotFound));
		}
		return Mono.fromSupplier(() -> fields.voice(Objects.requireNonNull(recordings.get(InferenceMode.RECORDING))));
	}

	private static boolean isMultipart(ServerHttpRequest request) {
		try {
			MediaType type = request.getHeaders().getContentType();
			return type != null && MediaType.MULTIPART_FORM_DATA.equalsTypeAndSubtype(type);
		}
		catch (InvalidMediaTypeException _) {
			return false;
		}
	}

}
