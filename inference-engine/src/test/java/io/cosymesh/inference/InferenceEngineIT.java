package io.cosymesh.inference;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.SpeechHeaders;
import io.cosymesh.contracts.inference.EngineCapabilities;
import io.cosymesh.contracts.inference.EngineDescription;
import io.cosymesh.contracts.inference.EngineStatus;
import io.cosymesh.contracts.inference.InferenceEngine;
import io.cosymesh.contracts.inference.ProbeReport;
import io.cosymesh.contracts.inference.SentenceMark;
import io.cosymesh.contracts.inference.SpeechFrame;
import io.cosymesh.contracts.inference.SpeechFrameReader;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.problem.PeerException;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

/**
 * The service as backend-api sees it: over mTLS, on real ports, with espeak-ng at work.
 */
class InferenceEngineIT {

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final int MAX_SPEECHES = 24;

	private static final TestCa CA = TestCa.create();

	private static Service service;

	private static Service caller;

	private static InferenceEngine engine;

	private static Service other;

	private static InferenceEngine stranger;

	@BeforeAll
	static void start() {
		service = Service.engine(CA, "cosymesh.engine.limits.embedded.speeches=" + MAX_SPEECHES,
				"cosymesh.engine.limits.embedded.waiting=1");
		caller = Service.caller(CA, "backend-api", service);
		engine = caller.bean(InferenceEngine.class);
		other = Service.caller(CA, "audio-processor", service);
		stranger = other.bean(InferenceEngine.class);
	}

	@AfterAll
	static void stop() {
		// At the end only: all share Reactor Netty's resources, which the first to close
		// gives back.
		other.close();
		caller.close();
		service.close();
	}

	@Test
	void speaksInThePitchOfThePrompt() {
		ResponseEntity<Flux<DataBuffer>> response = synthesize("Hello, this is my own voice.", null, 1, 180)
			.block(SOON);
		HttpHeaders headers = response.getHeaders();
		assertThat(headers.getFirst(SpeechHeaders.ENGINE)).isEqualTo("embedded");
		assertThat(headers.getFirst(SpeechHeaders.SAMPLE_RATE)).isEqualTo("24000");
		assertThat(headers.getFirst(SpeechHeaders.SEED)).isEqualTo("7");
		assertThat(headers.getFirst(SpeechHeaders.LANGUAGE)).isEqualTo("en");
		assertThat(headers.getFirst(SpeechHeaders.SENTENCES)).isEqualTo("1");
		byte[] pcm = bytes(response);
		assertThat(PcmFormat.seconds(pcm.length)).isBetween(1.2, 4.0);
		assertThat(Listening.semitonesFrom(180, pcm)).isBetween(-2.0, 2.0);
	}

	@Test
	void firstAudioArrivesBeforeTheLastIsMade() {
		String story = "The first sentence of a long story goes like this. ".repeat(20);
		ResponseEntity<Flux<DataBuffer>> response = synthesize(story, "en", 1, 150).block(SOON);
		assertThat(response.getHeaders().getFirst(SpeechHeaders.SENTENCES)).isEqualTo("20");
		long begin = System.nanoTime();
		List<Long> arrivals = new CopyOnWriteArrayList<>();
		response.getBody().doOnNext((buffer) -> {
			arrivals.add(System.nanoTime() - begin);
			DataBufferUtils.release(buffer);
		}).blockLast(SOON);
		assertThat(arrivals.getFirst()).isLessThan(arrivals.getLast() / 4);
	}

	@Test
	void sentencesAreMarkedToTheSample() {
		SynthesisRequest request = new SynthesisRequest(
				"One fish costs 2. [pause:0.5s] I <strong>really</strong> mean it.", "en", 1, 7L, null,
				SyntheticSpeaker.prompt(150));
		ResponseEntity<Flux<DataBuffer>> response = engine.synthesizeMarked(request).block(SOON);
		assertThat(response.getHeaders().getContentType()).hasToString(SpeechFrame.MEDIA_TYPE);
		assertThat(response.getHeaders().getFirst(SpeechHeaders.SENTENCES)).isEqualTo("2");
		SpeechFrameReader reader = new SpeechFrameReader();
		ByteArrayOutputStream audio = new ByteArrayOutputStream();
		List<SentenceMark> marks = new ArrayList<>();
		for (SpeechFrame frame : reader.read(bytes(response))) {
			switch (frame) {
				case SpeechFrame.Audio piece -> audio.writeBytes(piece.pcm().toByteArray());
				case SpeechFrame.Sentence sentence -> {
					assertThat(sentence.mark().endSample()).isEqualTo(audio.size() / PcmFormat.BYTES_PER_SAMPLE);
					marks.add(sentence.mark());
				}
			}
		}
		reader.finish();
		assertThat(marks).extracting(SentenceMark::text).containsExactly("One fish costs 2.", "I really mean it.");
		assertThat(marks.getFirst().startSample()).isZero();
		assertThat(marks.getLast().startSample() - marks.getFirst().endSample()).isEqualTo(PcmFormat.SAMPLE_RATE / 2);
		byte[] pcm = audio.toByteArray();
		assertThat(marks.getLast().endSample()).isEqualTo(pcm.length / PcmFormat.BYTES_PER_SAMPLE);
		assertThat(pcm).isEqualTo(bytes(engine.synthesize(request).block(SOON)));
		float[] samples = Listening.samples(pcm);
		float[] pause = Arrays.copyOfRange(samples, (int) marks.getFirst().endSample(),
				(int) marks.getLast().startSample());
		float[] words = Arrays.copyOf(samples, (int) marks.getFirst().endSample());
		assertThat(Listening.level(pause)).isLessThan(0.02 * Listening.level(words));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			tlh    | nuqneH                | 1   | language | language-not-supported
			''     | ???                   | 1   | text     | text-not-speakable
			''     | ''                    | 1   | text     | text-missing
			''     | Hello                 | 2.1 | speed    | speed-out-of-range
			''     | مرحبا                 | 1   | language | language-not-recognised
			''     | <speak>Hello          | 1   | text     | ssml-malformed
			""")
	void orderThatCannotBeMetNamesTheField(String language, String text, double speed, String field, String type) {
		PeerException.Answered answer = refusal(
				new SynthesisRequest(text, language, speed, 7L, null, SyntheticSpeaker.prompt(150)));
		assertThat(answer.status()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(answer.problem().orElseThrow().getType()).isEqualTo(URI.create("urn:cosymesh:problem:" + type));
		assertThat(answer.problem().orElseThrow().getProperties()).containsEntry("field", field);
	}

	@Test
	void instructionThatCannotBeFollowedNamesTheField() {
		PeerException.Answered answer = refusal(
				new SynthesisRequest("你好", "zh", 1, 7L, "请用四川话表达。", SyntheticSpeaker.prompt(150)));
		assertThat(answer.status()).isEqualTo(HttpStatus.BAD_REQUEST);
		assertThat(answer.problem().orElseThrow().getType())
			.isEqualTo(URI.create("urn:cosymesh:problem:dialect-not-supported"));
		assertThat(answer.problem().orElseThrow().getProperties()).containsEntry("field", "instruct");
	}

	@Test
	void severalSpeakersAtOnceEachGetTheirOwnVoice() {
		double[] pitches = { 100, 130, 170, 220 };
		List<byte[]> speeches = Flux.fromStream(IntStream.range(0, pitches.length).boxed())
			.flatMapSequential((i) -> synthesize("We all speak at the same time.", "en", 1, pitches[i])
				.flatMap((response) -> joined(response.getBody()))
				.subscribeOn(Schedulers.parallel()))
			.collectList()
			.block(SOON);
		for (int i = 0; i < pitches.length; i++) {
			assertThat(Listening.semitonesFrom(pitches[i], speeches.get(i))).isBetween(-2.0, 2.0);
		}
	}

	@Test
	void listenerWhoGoesAwayStopsTheProcesses() {
		String story = "This sentence is said again and again until nobody listens any more. ".repeat(70);
		Disposable listening = synthesize(story, "en", 0.5, 150).flatMapMany(ResponseEntity::getBody)
			.doOnNext(DataBufferUtils::release)
			.subscribe();
		await().until(() -> espeakProcesses() > 0);
		listening.dispose();
		await().atMost(Duration.ofSeconds(2)).until(() -> espeakProcesses() == 0 && openSpeeches() == 0);
	}

	@Test
	void listenerWhoStallsDoesNotStallOthers() {
		String story = "Somebody asked for this story and then forgot to listen. ".repeat(12);
		ResponseEntity<Flux<DataBuffer>> unheard = synthesize(story, "en", 1, 150).block(SOON);
		try {
			assertThat(engine.describe().block(Duration.ofSeconds(5)).name()).isEqualTo("embedded");
		}
		finally {
			unheard.getBody().subscribe(DataBufferUtils.releaseConsumer()).dispose();
		}
	}

	@Test
	void moreThanItTakesOnWaitsAndMoreThanMayWaitIsTurnedAway() throws Exception {
		String story = "Nobody listens to this long story. ".repeat(100);
		List<ResponseEntity<Flux<DataBuffer>>> unheard = Flux.range(0, MAX_SPEECHES)
			.flatMap((i) -> synthesize(story, "en", 1, 150), MAX_SPEECHES)
			.collectList()
			.block(SOON);
		CompletableFuture<ResponseEntity<Flux<DataBuffer>>> waiting = synthesize("One more.", "en", 1, 150).toFuture();
		try {
			await().until(() -> waitingOrders() == 1);
			assertThat(openSpeeches()).isEqualTo(MAX_SPEECHES);
			PeerException.Answered answer = refusal(
					new SynthesisRequest("One too many.", "en", 1, 7L, null, SyntheticSpeaker.prompt(150)));
			assertThat(answer.status()).isEqualTo(HttpStatus.SERVICE_UNAVAILABLE);
			assertThat(answer.retryAfter()).contains("1");
			assertThat(answer.problem().orElseThrow().getProperties()).containsEntry("queuePosition", 2)
				.containsEntry("queueLength", 1);
		}
		finally {
			unheard.forEach((response) -> response.getBody().subscribe(DataBufferUtils.releaseConsumer()).dispose());
		}
		ResponseEntity<Flux<DataBuffer>> heard = waiting.get(30, TimeUnit.SECONDS);
		assertThat(heard.getHeaders().getFirst(SpeechHeaders.QUEUE_POSITION)).isEqualTo("1");
		assertThat(PcmFormat.seconds(bytes(heard).length)).isGreaterThan(0.3);
		await().until(() -> openSpeeches() == 0);
	}

	@Test
	void callerWhoLeavesTheQueueIsForgotten() throws Exception {
		SynthesisRequest story = new SynthesisRequest("Nobody listens to this long story. ".repeat(100), "en", 1, 7L,
				null, SyntheticSpeaker.prompt(150));
		List<ResponseEntity<Flux<DataBuffer>>> unheard = Flux.range(0, MAX_SPEECHES)
			.flatMap((i) -> engine.synthesize(story), MAX_SPEECHES)
			.collectList()
			.block(SOON);
		try {
			Disposable waiting = engine.synthesize(story).subscribe();
			await().until(() -> waitingOrders() == 1);
			waiting.dispose();
			await().until(() -> waitingOrders() == 0);
		}
		finally {
			unheard.forEach((response) -> response.getBody().subscribe(DataBufferUtils.releaseConsumer()).dispose());
		}
		await().until(() -> openSpeeches() == 0);
	}

	@Test
	void listsWhatItCanDo() {
		EngineStatus embedded = engine.engines().block(SOON).engines().getFirst();
		assertThat(embedded.name()).isEqualTo("embedded");
		assertThat(embedded.version()).startsWith("espeak-ng ");
		assertThat(embedded.state()).isEqualTo(EngineStatus.State.READY);
		assertThat(embedded.capabilities().cloning()).isEqualTo(EngineCapabilities.Cloning.TIMBRE_ADAPTATION);
		assertThat(embedded.capabilities().presets()).contains("happy", "whisper");
		assertThat(embedded.capabilities().seed()).isTrue();
		assertThat(embedded.languages()).contains("zh", "yue");
		assertThat(embedded.load().limit()).isEqualTo(MAX_SPEECHES);
		assertThat(embedded.load().queueLimit()).isOne();
	}

	@Test
	void reloadSwapsTheEngineUnderTwentySpeechesInFlight() {
		String story = "A long story is told while the engine is changed. ".repeat(5);
		EngineDescription before = engine.describe().block(SOON);
		List<ResponseEntity<Flux<DataBuffer>>> responses = Flux.range(0, 20)
			.flatMap((i) -> synthesize(story, "en", 1, 150), 20)
			.collectList()
			.block(SOON);
		List<CompletableFuture<byte[]>> heard = responses.stream()
			.map((response) -> joined(response.getBody()).toFuture())
			.toList();
		EngineDescription after = engine.reloadModel().block(SOON);
		assertThat(after.generation()).isEqualTo(before.generation() + 1);
		assertThat(heard).allSatisfy((speech) -> assertThat(PcmFormat.seconds(speech.join().length)).isGreaterThan(8));
		assertThat(engine.describe().block(SOON)).isEqualTo(after);
	}

	@Test
	void probeTimesAWord() {
		ProbeReport report = engine.probe().block(SOON);
		assertThat(report.engine()).isEqualTo("embedded");
		assertThat(report.audioSeconds()).isBetween(0.3, 3.0);
		assertThat(report.firstAudioMillis()).isPositive().isLessThanOrEqualTo(report.totalMillis());
	}

	@Test
	void describesItselfHonestly() {
		EngineDescription description = engine.describe().block(SOON);
		assertThat(description.summary()).contains("not a neural clone");
		assertThat(description.languages()).contains("zh", "en", "ja", "yue", "ko");
	}

	@Test
	void otherServicesAreRefused() {
		assertThat(failure(stranger.reloadModel())).isInstanceOf(PeerException.Broken.class);
		assertThat(failure(stranger.describe())).isInstanceOf(PeerException.Broken.class);
	}

	@Test
	void readinessTellsOfTheEngine() throws Exception {
		assertThat(readiness()).contains("\"engine\":\"embedded\"", "\"svid\"");
	}

	private static Mono<ResponseEntity<Flux<DataBuffer>>> synthesize(String text, String language, double speed,
			double pitchHz) {
		return engine
			.synthesize(new SynthesisRequest(text, language, speed, 7L, null, SyntheticSpeaker.prompt(pitchHz)));
	}

	private static PeerException.Answered refusal(SynthesisRequest request) {
		return (PeerException.Answered) failure(engine.synthesize(request));
	}

	private static PeerException failure(Mono<?> call) {
		Throwable thrown = catchThrowable(() -> call.block(SOON));
		return PeerException.in(thrown).orElseThrow(() -> new AssertionError("No refusal by the peer", thrown));
	}

	private static byte[] bytes(ResponseEntity<Flux<DataBuffer>> response) {
		return joined(response.getBody()).block(SOON);
	}

	private static Mono<byte[]> joined(Flux<DataBuffer> body) {
		return body.collect(ByteArrayOutputStream::new, (all, buffer) -> {
			byte[] piece = new byte[buffer.readableByteCount()];
			buffer.read(piece);
			DataBufferUtils.release(buffer);
			all.writeBytes(piece);
		}).map(ByteArrayOutputStream::toByteArray);
	}

	private static long espeakProcesses() {
		return ProcessHandle.current()
			.children()
			.filter((child) -> child.info().commandLine().orElse("").contains("espeak-ng"))
			.count();
	}

	private static int openSpeeches() throws Exception {
		return count("openSpeeches");
	}

	private static int waitingOrders() throws Exception {
		return count("waitingOrders");
	}

	private static int count(String detail) throws Exception {
		return Integer.parseInt(readiness().replaceAll("(?s).*\"" + detail + "\":(\\d+).*", "$1"));
	}

	private static String readiness() throws Exception {
		URI uri = URI.create("http://127.0.0.1:%d/actuator/health/readiness".formatted(service.managementPort()));
		try (HttpClient client = HttpClient.newHttpClient()) {
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
		}
	}

}
