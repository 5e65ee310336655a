package io.cosymesh.backend.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.buffer.DataBuffer;

import io.cosymesh.backend.BackendSlice;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;
import io.cosymesh.fakes.OwnEventLoops;
import io.cosymesh.fakes.PeersInside;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Sessions over real sockets, with an engine that speaks the words themselves.
 */
@Timeout(20)
class LiveSpeechIT {

	private static final String CONFIG = "{\"type\":\"session.config\",\"voice\":\"英文女\",\"response_format\":\"pcm\"}";

	@TempDir
	static Path home;

	private static ConfigurableApplicationContext backend;

	private FakeInferenceEngine engine;

	@BeforeAll
	static void start() {
		backend = start("--cosymesh.live.max-unspoken=500", "--cosymesh.live.max-text=2000",
				"--cosymesh.live.sessions-per-caller=3");
	}

	private static ConfigurableApplicationContext start(String... limits) {
		return new SpringApplicationBuilder(BackendSlice.class, PeersInside.class).initializers(new OwnEventLoops())
			.run(Stream
				.concat(Stream.of("--server.port=0", "--server.ssl.enabled=false", "--cosymesh.home=" + home),
						Stream.of(limits))
				.toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		backend.close();
	}

	@BeforeEach
	void engineSaysTheWords() {
		this.engine = backend.getBean(FakeInferenceEngine.class);
		this.engine.refusal = null;
		this.engine.speaking = LiveSpeechIT::words;
		// whoever left before is gone
		await().until(() -> backend.getBean(LiveSessions.class).open() == 0);
	}

	private static Flux<DataBuffer> words(SynthesisRequest request) {
		return Flux.just(FakeAudioProcessor.buffer(even(request.text())));
	}

	private static String even(String text) {
		return (text.getBytes(StandardCharsets.UTF_8).length % 2 == 0) ? text : text + " ";
	}

	@Test
	void sentencesAreSpokenAndToldInTheirOrder() throws Exception {
		try (LiveClient client = open()) {
			client.send(CONFIG)
				.say("One is here. Two")
				.say(" follows. Th")
				.say("ree")
				.send("{\"type\":\"input.done\"}");
			JsonNode done = client.first("session.done");
			assertThat(client.audio()).isEqualTo("One is here.Two follows.Three ");
			assertThat(client.sentences("audio.start")).containsExactly("One is here.", "Two follows.", "Three");
			assertThat(client.sentences("audio.done")).containsExactly("One is here.", "Two follows.", "Three");
			JsonNode start = client.messages.getFirst();
			assertThat(start.path("sentence_index").asInt()).isZero();
			assertThat(start.path("format").asString()).isEqualTo("pcm");
			assertThat(start.path("sample_rate").asInt()).isEqualTo(24_000);
			assertThat(done.path("total_sentences").asInt()).isEqualTo(3);
		}
	}

	@Test
	void timesOfSentencesAreThoseOfOneStream() throws Exception {
		try (LiveClient client = open()) {
			client.send(CONFIG).say("One. Two. ").send("{\"type\":\"input.done\"}");
			client.first("session.done");
			List<JsonNode> ends = client.ofType("audio.done").toList();
			assertThat(ends.get(0).path("start_seconds").asDouble()).isZero();
			assertThat(ends.get(0).path("end_seconds").asDouble()).isEqualTo(2 / 24_000.0);
			assertThat(ends.get(1).path("start_seconds").asDouble()).isEqualTo(2 / 24_000.0);
			assertThat(ends.get(1).path("total_bytes").asInt()).isEqualTo(4);
		}
	}

	@Test
	void recordedTokensAreHeardBeforeTheSecondSentenceIsComplete() throws Exception {
		try (LiveClient client = open()) {
			client.send(CONFIG);
			boolean heard = false;
			StringBuilder written = new StringBuilder();
			for (String line : new ClassPathResource("live/token-stream.jsonl")
				.getContentAsString(StandardCharsets.UTF_8)
				.lines()
				.toList()) {
				JsonNode token = JsonMapper.shared().readTree(line);
				Mono.delay(Duration.ofMillis(token.path("delay_ms").asLong())).block();
				client.say(token.path("text").asString());
				written.append(token.path("text").asString());
				if (!heard && written.toString().endsWith(" morning")) {
					heard = client.audio().startsWith("Sure!");
				}
			}
			client.send("{\"type\":\"input.done\"}").first("session.done");
			assertThat(heard).as("the second sentence was still being written").isTrue();
			assertThat(client.sentences("audio.done")).containsExactly("Sure!",
					"Dr. Liu measured 3.5 metres at 9:30 this morning, and the result held.",
					"That is why the team at Node.js kept it... for now.", "Shall we go?\"", "she asked.",
					"1. Check the log.", "2. Call me back.", "他说：“明天下午三点半，会议室见。", "请带上3.14号文件；", "别迟到！", "谢谢");
		}
	}

	@Test
	void waveFileHasOneHeaderForTheWholeSession() throws Exception {
		try (LiveClient client = open()) {
			client.send(CONFIG.replace("pcm", "wav")).say("One. Two. ").send("{\"type\":\"input.done\"}");
			client.first("session.done");
			byte[] bytes = client.bytes();
			assertThat(new String(bytes, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
			assertThat(new String(bytes, 44, bytes.length - 44, StandardCharsets.UTF_8)).isEqualTo("One.Two.");
		}
	}

	@Test
	void otherFormatsAreAFileForEachSentence() throws Exception {
		try (LiveClient client = open()) {
			client.send(CONFIG.replace("pcm", "mp3")).say("One. Two. ").send("{\"type\":\"input.done\"}");
			client.first("session.done");
			assertThat(client.audio()).isEqualTo("HEADOne.HEADTwo.");
		}
	}

	@Test
	void voiceSeedAndEngineStayTheSame() throws Exception {
		List<SynthesisRequest> requests = new CopyOnWriteArrayList<>();
		this.engine.speaking = (request) -> {
			requests.add(request);
			return words(request);
		};
		try (LiveClient client = open()) {
			client.send(CONFIG).say("One. ").say("Two. ").send("{\"type\":\"input.done\"}").first("session.done");
			client.say("Three. ").send("{\"type\":\"input.done\"}");
			await().until(() -> client.ofType("session.done").count() == 2);
		}
		assertThat(requests).hasSize(3).extracting(SynthesisRequest::seed).containsOnly(requests.getFirst().seed());
		assertThat(requests.getFirst().seed()).isNotNull();
		assertThat(requests.getLast().engine()).isEqualTo("fake");
	}

	@Test
	void cancelStopsTheSentenceAndForgetsTheRestButNotTheSession() throws Exception {
		AtomicBoolean stopped = new AtomicBoolean();
		this.engine.speaking = (request) -> words(request).concatWith(Mono.never()).doOnCancel(() -> stopped.set(true));
		try (LiveClient client = open()) {
			client.send(CONFIG).say("One. Two. Three. Fo");
			await().until(() -> client.audio().equals("One."));
			client.send("{\"type\":\"response.cancel\"}");
			assertThat(client.first("response.cancelled").path("total_sentences").asInt()).isZero();
			await().untilTrue(stopped);
			this.engine.speaking = LiveSpeechIT::words;
			client.say("Again. ").send("{\"type\":\"input.done\"}").first("session.done");
			assertThat(client.audio()).isEqualTo("One.Again.");
		}
	}

	@Test
	void nextSentenceIsMadeWhileTheFirstIsSentButNotAllOfThem() throws Exception {
		List<String> begun = new CopyOnWriteArrayList<>();
		this.engine.speaking = (request) -> {
			begun.add(request.text());
			return words(request).concatWith(Mono.never());
		};
		try (LiveClient client = open()) {
			client.send(CONFIG).say("One. Two. Three. Four. Five");
			await().until(() -> begun.size() == 2);
			await().during(Duration.ofMillis(300)).until(() -> begun.equals(List.of("One.", "Two.")));
		}
	}

	@Test
	void listenerWhoReadsNothingHoldsTheEngineBack() throws Exception {
		AtomicLong made = new AtomicLong();
		long all = 512L * 1024 * 1024;
		this.engine.speaking = (request) -> Flux.generate(() -> 0L, (bytes, sink) -> {
			if (bytes >= all) {
				sink.complete();
			}
			else {
				sink.next(FakeAudioProcessor.buffer("w".repeat(16_000)));
				made.set(bytes);
			}
			return bytes + 16_000;
		});
		try (LiveClient client = LiveClient.deaf(port())) {
			client.send(CONFIG).say("One. Two. ");
			await().until(() -> made.get() > 0);
			await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(20)).until(steady(made));
			assertThat(made.get()).isLessThan(all / 16);
		}
	}

	@Test
	void textBeyondTheBoundIsRefusedAndTakenLater() throws Exception {
		Sinks.Empty<Void> go = Sinks.empty();
		this.engine.speaking = (request) -> Flux.from(go.asMono().thenMany(words(request)));
		try (LiveClient client = open()) {
			client.send(CONFIG)
				.say("Word after word. ".repeat(29))
				.say("Too much of it is in this one piece of the text. ");
			JsonNode error = client.first("error");
			assertThat(error.at("/problem/type").asString()).isEqualTo("urn:cosymesh:problem:text-backlog");
			assertThat(error.at("/problem/field").asString()).isEqualTo("text");
			assertThat(error.at("/problem/limit").asInt()).isEqualTo(500);
			go.tryEmitEmpty();
			await().until(() -> client.ofType("audio.done").count() >= 28);
			client.say("Now it fits. ").send("{\"type\":\"input.done\"}").first("session.done");
			assertThat(client.audio()).endsWith("Now it fits.").doesNotContain("Too much");
		}
	}

	@Test
	void sessionTakesSoMuchTextAndNoMore() throws Exception {
		try (LiveClient client = open()) {
			client.send(CONFIG);
			for (int i = 0; i < 21; i++) {
				int spoken = i;
				client.say("a".repeat(99) + "\n");
				await().until(() -> client.ofType("audio.done").count() > spoken
						|| client.ofType("error").findAny().isPresent());
			}
			assertThat(client.first("error").at("/problem/type").asString()).endsWith(":session-text-exhausted");
			assertThat(client.ofType("audio.done")).hasSize(20);
		}
	}

	@Test
	void engineThatFailsCostsASentenceAndNotTheSession() throws Exception {
		this.engine.speaking = (request) -> request.text().startsWith("Two")
				? words(request).concatWith(Flux.error(new IllegalStateException("the engine died"))) : words(request);
		try (LiveClient client = open()) {
			client.send(CONFIG).say("One. Two. Three. ").send("{\"type\":\"input.done\"}").first("session.done");
			List<JsonNode> ends = client.ofType("audio.done").toList();
			assertThat(ends).extracting((end) -> end.path("error").asBoolean()).containsExactly(false, true, false);
			JsonNode error = client.first("error");
			assertThat(error.path("sentence_index").asInt()).isEqualTo(1);
			assertThat(error.at("/problem/status").asInt()).isEqualTo(500);
			assertThat(error.toString()).doesNotContain("the engine died");
		}
	}

	@Test
	void clientWhoVanishesStopsTheEngineWithinASecond() throws Exception {
		AtomicBoolean stopped = new AtomicBoolean();
		this.engine.speaking = (request) -> words(request).concatWith(Mono.never()).doOnCancel(() -> stopped.set(true));
		try (LiveClient client = open()) {
			client.send(CONFIG).say("One. Two");
			await().until(() -> client.audio().equals("One."));
			client.vanish();
			await().atMost(Duration.ofSeconds(1)).untilTrue(stopped);
		}
	}

	static Stream<Arguments> wrongBeginnings() {
		return Stream.of(arguments("{\"type\":\"input.text\",\"text\":\"Hi.\"}", "configuration-expected", "type"),
				arguments("{\"type\":\"nonsense\"}", "invalid-field", "type"),
				arguments("{\"type\":", "malformed-request", "body"), arguments("[]", "malformed-request", "body"),
				arguments("{\"type\":\"session.config\"}", "missing-field", "voice"),
				arguments("{\"type\":\"session.config\",\"voice\":\"nobody\"}", "voice-not-found", "voice"),
				arguments("{\"type\":\"session.config\",\"voice\":\"英文女\",\"response_format\":\"ogg\"}",
						"invalid-field", "response_format"),
				arguments("{\"type\":\"session.config\",\"voice\":\"英文女\",\"colour\":\"red\"}", "unknown-field",
						"colour"),
				arguments("{\"type\":\"session.config\",\"voice\":\"英文女\",\"speed\":9}", "invalid-field", "speed"));
	}

	@ParameterizedTest
	@MethodSource("wrongBeginnings")
	void wrongBeginningEndsTheSessionWithTheReason(String message, String type, String field) throws Exception {
		try (LiveClient client = open()) {
			JsonNode error = client.send(message).first("error");
			assertThat(error.at("/problem/type").asString()).isEqualTo("urn:cosymesh:problem:" + type);
			assertThat(error.at("/problem/field").asString()).isEqualTo(field);
			assertThat(error.at("/problem/requestId").asString()).isNotEmpty();
			assertThat(client.closeCode()).isEqualTo(1008);
		}
	}

	@Test
	void binaryFramesAreRefused() throws Exception {
		try (LiveClient client = open()) {
			client.send(CONFIG).sendBinary();
			assertThat(client.closeCode()).isEqualTo(1008);
		}
	}

	@Test
	void tooLargeAFrameIsRefused() throws Exception {
		try (LiveClient client = open()) {
			client.send(CONFIG).say("a".repeat(66_000));
			assertThat(client.closeCode()).isEqualTo(1009);
		}
	}

	@Test
	void sessionKeepsItsVoice() throws Exception {
		try (LiveClient client = open()) {
			client.send(CONFIG).send(CONFIG);
			assertThat(client.first("error").at("/problem/type").asString()).endsWith(":configured-already");
			client.say("Still here. ").send("{\"type\":\"input.done\"}").first("session.done");
		}
	}

	@Test
	void clientWhoClosesGetsAGoodbye() throws Exception {
		try (LiveClient client = open()) {
			client.send(CONFIG).send("{\"type\":\"session.close\"}");
			assertThat(client.closeCode()).isEqualTo(1000);
		}
	}

	@Test
	void callerHasSoManySessionsAndTheirEndMakesRoom() throws Exception {
		try (LiveClient _ = open(); LiveClient _ = open(); LiveClient _ = open()) {
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(LiveSpeechIT::open)
				.havingCause()
				.isInstanceOfSatisfying(WebSocketHandshakeException.class,
						(refused) -> assertThat(refused.getResponse().statusCode()).isEqualTo(429));
		}
		await().ignoreExceptions().untilAsserted(() -> open().close());
	}

	@Test
	void whoOpensNoWebSocketIsToldTo() throws Exception {
		try (HttpClient http = HttpClient.newHttpClient()) {
			HttpResponse<String> answer = http
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/v1/audio/speech/stream".formatted(port())))
					.build(), BodyHandlers.ofString());
			assertThat(answer.statusCode()).isEqualTo(426);
			assertThat(answer.body()).contains("urn:cosymesh:problem:upgrade-required");
		}
	}

	@Test
	void silenceEndsASessionAndSoDoesItsAge() throws Exception {
		try (ConfigurableApplicationContext impatient = start("--cosymesh.live.idle-time=400ms",
				"--cosymesh.live.session-time=2s", "--cosymesh.storage.directory=" + home.resolve("second"))) {
			try (LiveClient client = LiveClient.open(port(impatient))) {
				assertThat(client.send(CONFIG).first("error").at("/problem/type").asString()).endsWith(":session-idle");
				assertThat(client.closeCode()).isEqualTo(1008);
			}
			try (LiveClient client = LiveClient.open(port(impatient))) {
				client.send(CONFIG);
				await().pollInterval(Duration.ofMillis(100)).until(() -> {
					if (!client.closed.isDone()) {
						client.say("a");
					}
					return client.ofType("error").findAny().isPresent();
				});
				assertThat(client.first("error").at("/problem/type").asString()).endsWith(":session-over");
			}
		}
	}

	@Test
	void serviceThatStopsSpeaksWhatWasSaid() throws Exception {
		ConfigurableApplicationContext stopping = start("--cosymesh.storage.directory=" + home.resolve("third"),
				"--server.shutdown=graceful");
		Sinks.Empty<Void> go = Sinks.empty();
		stopping.getBean(FakeInferenceEngine.class).speaking = (request) -> go.asMono().thenMany(words(request));
		try (LiveClient client = LiveClient.open(port(stopping))) {
			client.send(CONFIG).say("One. Two. Th");
			await().until(() -> stopping.getBean(FakeInferenceEngine.class).lastRequest.get() != null);
			Thread closing = Thread.ofVirtual().start(stopping::close);
			await().until(() -> !stopping.getBean(LiveSessions.class).isRunning());
			go.tryEmitEmpty();
			client.first("session.done");
			assertThat(client.audio()).isEqualTo("One.Two.Th");
			assertThat(client.closeCode()).isEqualTo(1001);
			closing.join();
		}
	}

	private static Callable<Boolean> steady(AtomicLong value) {
		AtomicLong before = new AtomicLong(-1);
		return () -> before.getAndSet(value.get()) == value.get();
	}

	private static LiveClient open() throws Exception {
		return LiveClient.open(port());
	}

	private static int port() {
		return port(backend);
	}

	private static int port(ConfigurableApplicationContext context) {
		return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

}
