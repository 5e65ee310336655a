package io.cosymesh.inference.synthesis;

import java.util.function.Function;
import java.util.random.RandomGenerator;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.SpeechHeaders;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.inference.EngineDescription;
import io.cosymesh.contracts.inference.EngineListing;
import io.cosymesh.contracts.inference.InferenceEngine;
import io.cosymesh.contracts.inference.ProbeReport;
import io.cosymesh.contracts.inference.SpeechFrame;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.TextReading;
import io.cosymesh.contracts.inference.TextRequest;
import io.cosymesh.inference.engine.ChosenEngine;
import io.cosymesh.inference.engine.EngineChoice;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.synthesis.SpeechStreams.Portion;
import io.cosymesh.inference.synthesis.SpeechStreams.StartedSpeech;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers what {@link InferenceEngine} promises.
 */
@RestController
class SynthesisController implements InferenceEngine {

	/** Seeds stay short enough to be read out and exact in JavaScript. */
	private static final long SEEDS = 100_000_000;

	private final EngineChoice engines;

	private final SpeechStreams streams;

	private final EngineProbe probe;

	private final TextReadings readings = new TextReadings();

	private final Scheduler workers;

	private final RandomGenerator random;

	SynthesisController(EngineChoice engines, SpeechStreams streams, Scheduler speechWorkers, RandomGenerator random) {
		this.engines = engines;
		this.streams = streams;
		this.probe = new EngineProbe(engines);
		this.workers = speechWorkers;
		this.random = random;
	}

	@Override
	public Mono<ResponseEntity<Flux<DataBuffer>>> synthesize(SynthesisRequest request) {
		return answer(request, AudioFormat.PCM.mediaType(), (portion) -> portion.pcm().toByteArray());
	}

	@Override
	public Mono<ResponseEntity<Flux<DataBuffer>>> synthesizeMarked(SynthesisRequest request) {
		return answer(request, MediaType.valueOf(SpeechFrame.MEDIA_TYPE), Portion::toFrames);
	}

	private Mono<ResponseEntity<Flux<DataBuffer>>> answer(SynthesisRequest request, MediaType type,
			Function<Portion, byte[]> form) {
		return Mono.fromCallable(() -> SpeechOrder.of(request, this.random.nextLong(1, SEEDS + 1)))
			.flatMap((order) -> Mono.fromCallable(() -> this.engines.choose(order, request.engine()))
				.flatMap((engine) -> this.streams.start(engine::open)
					.map((started) -> response(order, engine, started).contentType(type).body(body(started, form)))))
			.onErrorMap(SpeechProblems::of);
	}

	@Override
	public Mono<TextReading> read(TextRequest request) {
		return Mono.fromCallable(() -> this.readings.of(request))
			.subscribeOn(this.workers)
			.onErrorMap(SpeechProblems::of);
	}

	@Override
	public Mono<EngineDescription> describe() {
		return Mono.fromSupplier(this.engines::describe);
	}

	@Override
	public Mono<EngineListing> engines() {
		return Mono.fromSupplier(this.engines::list);
	}

	@Override
	public Mono<EngineDescription> reloadModel() {
		return Mono.fromCallable(this.engines::reload).subscribeOn(this.workers).onErrorMap(SpeechProblems::of);
	}

	@Override
	public Mono<ProbeReport> probe() {
		return Mono.fromCallable(this.probe::run).subscribeOn(this.workers).onErrorMap(SpeechProblems::of);
	}

	private Flux<DataBuffer> body(StartedSpeech started, Function<Portion, byte[]> form) {
		return this.streams.portions(started)
			.map(form)
			.filter((piece) -> piece.length > 0)
			.map(DefaultDataBufferFactory.sharedInstance::wrap);
	}

	private static ResponseEntity.BodyBuilder response(SpeechOrder order, ChosenEngine engine, StartedSpeech started) {
		return ResponseEntity.ok()
			.header(SpeechHeaders.ENGINE, engine.name())
			.header(SpeechHeaders.SAMPLE_RATE, Integer.toString(PcmFormat.SAMPLE_RATE))
			.header(SpeechHeaders.SEED, Long.toString(order.seed()))
			.header(SpeechHeaders.LANGUAGE, started.speech().language())
			.header(SpeechHeaders.SENTENCES, Integer.toString(started.speech().sentences()))
			.header(SpeechHeaders.QUEUE_POSITION, Integer.toString(engine.queuePosition()));
	}

}
