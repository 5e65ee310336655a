package io.cosymesh.fakes;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.SpeechHeaders;
import io.cosymesh.contracts.inference.EngineCapabilities;
import io.cosymesh.contracts.inference.EngineDescription;
import io.cosymesh.contracts.inference.EngineListing;
import io.cosymesh.contracts.inference.EngineStatus;
import io.cosymesh.contracts.inference.InferenceEngine;
import io.cosymesh.contracts.inference.ProbeReport;
import io.cosymesh.contracts.inference.SentenceMark;
import io.cosymesh.contracts.inference.SpeechFrame;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.TextReading;
import io.cosymesh.contracts.inference.TextRequest;
import io.cosymesh.mesh.problem.PeerException;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * An engine that says what the test wants it to.
 */
@RestController
public class FakeInferenceEngine implements InferenceEngine {

	public final AtomicReference<SynthesisRequest> lastRequest = new AtomicReference<>();

	/** A text, or the reading of a word, that it can't make out. */
	public static final String UNREADABLE = "[XX]";

	public final AtomicReference<TextRequest> lastReading = new AtomicReference<>();

	public volatile RuntimeException refusal;

	/** How many sentences every text has. */
	public volatile int sentences = 2;

	public volatile MediaType marking = MediaType.valueOf(SpeechFrame.MEDIA_TYPE);

	public volatile Function<SynthesisRequest, Flux<DataBuffer>> speaking = (request) -> words("one.", "two.");

	public static Flux<DataBuffer> words(String... words) {
		return Flux.just(words).map(FakeAudioProcessor::buffer);
	}

	@Override
	public Mono<ResponseEntity<Flux<DataBuffer>>> synthesize(SynthesisRequest request) {
		return answer(request, MediaType.APPLICATION_OCTET_STREAM, this.speaking);
	}

	/** Takes every word for a sentence. */
	@Override
	public Mono<ResponseEntity<Flux<DataBuffer>>> synthesizeMarked(SynthesisRequest request) {
		return answer(request, this.marking, (order) -> marked(this.speaking.apply(order)));
	}

	private static Flux<DataBuffer> marked(Flux<DataBuffer> words) {
		AtomicLong samples = new AtomicLong();
		return words.map((word) -> {
			byte[] pcm = new byte[word.readableByteCount()];
			word.read(pcm);
			DataBufferUtils.release(word);
			long start = samples.get();
			SentenceMark mark = new SentenceMark(new String(pcm, StandardCharsets.UTF_8), start,
					samples.addAndGet(pcm.length / PcmFormat.BYTES_PER_SAMPLE));
			ByteArrayOutputStream frames = new ByteArrayOutputStream();
			frames.writeBytes(new SpeechFrame.Audio(AudioBytes.of(pcm)).toByteArray());
			frames.writeBytes(new SpeechFrame.Sentence(mark).toByteArray());
			return DefaultDataBufferFactory.sharedInstance.wrap(frames.toByteArray());
		});
	}

	private Mono<ResponseEntity<Flux<DataBuffer>>> answer(SynthesisRequest request, MediaType type,
			Function<SynthesisRequest, Flux<DataBuffer>> speech) {
		return Mono.fromSupplier(() -> {
			this.lastRequest.set(request);
			if (this.refusal != null) {
				throw this.refusal;
			}
			return ResponseEntity.ok()
				.contentType(type)
				.header(SpeechHeaders.ENGINE, "fake")
				.header(SpeechHeaders.SAMPLE_RATE, "24000")
				.header(SpeechHeaders.SEED, "7")
				.header(SpeechHeaders.LANGUAGE, "en")
				.header(SpeechHeaders.SENTENCES, Integer.toString(this.sentences))
				.header(SpeechHeaders.QUEUE_POSITION, "3")
				.body(speech.apply(request));
		});
	}

	@Override
	public Mono<TextReading> read(TextRequest request) {
		this.lastReading.set(request);
		if (request.pronunciations().stream().anyMatch((entry) -> entry.reading().equals(UNREADABLE))) {
			return Mono.error(unreadable("pronunciations[0].reading"));
		}
		if (request.text().equals(UNREADABLE)) {
			return Mono.error(unreadable("text"));
		}
		return Mono.just(new TextReading("en", List.of(new TextReading.Sentence(request.text(), request.text(),
				List.of(new TextReading.Run("en", request.text(), null))))));
	}

	@Override
	public Mono<EngineDescription> describe() {
		return Mono.just(
				new EngineDescription("fake", "Says what it is told.", 24_000, List.of("en", "zh"), 1, Instant.EPOCH));
	}

	@Override
	public Mono<EngineListing> engines() {
		return Mono.just(new EngineListing(List.of(status("fake", 1, EngineStatus.State.READY, null),
				status("broken", 2, EngineStatus.State.UNAVAILABLE, "The operator's business"))));
	}

	private static PeerException unreadable(String field) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "No tag known here");
		problem.setType(URI.create("urn:cosymesh:problem:tag-unknown"));
		problem.setProperty("field", field);
		problem.setProperty("position", 0);
		return new PeerException.Answered("inference-engine", HttpStatus.BAD_REQUEST, problem, null);
	}

	private static EngineStatus status(String name, int preference, EngineStatus.State state, String reason) {
		return new EngineStatus(name, "1.0", "Says what it is told.", preference, state, reason, 24_000, List.of("en"),
				new EngineCapabilities(EngineCapabilities.Cloning.TIMBRE_ADAPTATION, List.of("zero_shot"),
						new EngineCapabilities.Range(0.5, 2), true, List.of("happy"), false, List.of(), List.of(),
						true),
				new EngineStatus.Load(1, 0, 2, 4));
	}

	@Override
	public Mono<EngineDescription> reloadModel() {
		return Mono.just(
				new EngineDescription("fake", "Says what it is told.", 24_000, List.of("en", "zh"), 2, Instant.EPOCH));
	}

	@Override
	public Mono<ProbeReport> probe() {
		return Mono.just(new ProbeReport("fake", 1, 2, 1, 0.5));
	}

}
