package io.cosymesh.system;

import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Text of a language model, spoken while it is written, through the gateway.
 */
@Order(47)
@ExtendWith(StackExtension.class)
class LiveSpeechIT {

	private static final Path TOKENS = Path.of(System.getProperty("cosymesh.root", ".."),
			"backend-api/src/test/resources/live/token-stream.jsonl");

	private static final Map<String, String> CONFIG = Map.of("type", "session.config", "voice", "英文女",
			"response_format", "pcm");

	private static final Map<String, String> DONE = Map.of("type", "input.done");

	private final Gateway gateway;

	LiveSpeechIT(Cosymesh stack) {
		this.gateway = new Gateway(stack.credentials());
	}

	@AfterEach
	void close() {
		this.gateway.close();
	}

	@Test
	void recordedTokensAreHeardBeforeTheSecondSentenceIsComplete() throws Exception {
		try (LiveSession warm = open(true)) {
			warm.send(CONFIG).say("Warm up.\n").await("audio.done");
		}
		try (LiveSession session = open(true)) {
			session.send(CONFIG);
			Instant second = null;
			StringBuilder written = new StringBuilder();
			for (String line : Files.readAllLines(TOKENS)) {
				JsonNode token = JsonMapper.shared().readTree(line);
				LockSupport.parkNanos(Duration.ofMillis(token.path("delay_ms").asLong()).toNanos());
				session.say(token.path("text").asString());
				written.append(token.path("text").asString());
				second = (second == null && written.toString().endsWith("held.")) ? Instant.now() : second;
			}
			JsonNode end = session.send(DONE).await("session.done");
			assertThat(session.firstAudio.join()).isBefore(second);
			assertThat(end.path("total_sentences").asInt()).isEqualTo(11);
			List<JsonNode> sentences = session.ofType("audio.done").toList();
			assertThat(sentences).noneMatch((sentence) -> sentence.path("error").asBoolean());
			assertThat(session.audio().length).isEqualTo((int) Math.round(end.path("seconds").asDouble() * 24_000) * 2)
				.isEqualTo(sentences.stream().mapToInt((sentence) -> sentence.path("total_bytes").asInt()).sum());
		}
	}

	@Test
	void cancelLeavesTheSessionOpen() throws Exception {
		try (LiveSession session = open(true)) {
			session.send(CONFIG).say("It goes on and on, and nobody waits for the end of it. ".repeat(100));
			session.firstAudio.join();
			session.send(Map.of("type", "response.cancel")).await("response.cancelled");
			session.say("Something else.").send(DONE);
			assertThat(session.await("session.done").path("total_sentences").asInt()).isEqualTo(1);
			assertThat(session.ofType("audio.done").count()).isLessThan(100);
		}
		awaitIdleEngine(Duration.ofSeconds(5));
	}

	@Test
	void listenerWhoVanishesStopsTheEngineWithinASecond() throws Exception {
		try (LiveSession session = open(true)) {
			session.send(CONFIG).say("It goes on and on, and nobody waits for the end of it. ".repeat(150));
			session.firstAudio.join();
			session.vanish();
			awaitIdleEngine(Duration.ofSeconds(2));
		}
	}

	@Test
	void listenerWhoDoesNotReadGetsNoMoreThanFitsOnTheWay() throws Exception {
		try (LiveSession deaf = open(false); LiveSession other = open(true)) {
			deaf.send(CONFIG).say("It goes on and on, and nobody listens to what it says. ".repeat(170));
			other.send(CONFIG).say("Others are heard meanwhile.").send(DONE);
			assertThat(other.await("session.done").path("total_sentences").asInt()).isEqualTo(1);
		}
		awaitIdleEngine(Duration.ofSeconds(5));
	}

	@Test
	void wrongKeyIsRefusedBeforeTheProtocolChanges() {
		assertThat(refusal(this.gateway.webSocket().header("Authorization", "Bearer wrong"))).isEqualTo(401);
	}

	@Test
	void wrongFirstMessageEndsTheSession() throws Exception {
		try (LiveSession session = open(true)) {
			JsonNode error = session.say("Hello.").await("error");
			assertThat(error.at("/problem/type").asString()).endsWith(":configuration-expected");
			assertThat(session.closed).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1008);
		}
	}

	@Test
	void tooLargeAFrameEndsTheSession() throws Exception {
		try (LiveSession session = open(true)) {
			session.send(CONFIG).say("a".repeat(70_000));
			assertThat(session.closed).succeedsWithin(Duration.ofSeconds(10));
		}
	}

	private LiveSession open(boolean reads) throws Exception {
		return LiveSession.open(this.gateway.webSocketWithKey(), this.gateway, reads);
	}

	private int refusal(WebSocket.Builder builder) {
		int[] status = new int[1];
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> LiveSession.open(builder, this.gateway, true))
			.havingCause()
			.isInstanceOfSatisfying(WebSocketHandshakeException.class,
					(refused) -> status[0] = refused.getResponse().statusCode());
		return status[0];
	}

	private void awaitIdleEngine(Duration patience) {
		Awaitility.await().atMost(patience).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
			JsonNode engines = JsonMapper.shared()
				.readTree(this.gateway.send(this.gateway.get("/api/v1/engines").build()).body());
			JsonNode load = engines.path("engines").get(0).path("load");
			assertThat(load.path("running").asInt(-1)).isZero();
			assertThat(load.path("queued").asInt(-1)).isZero();
		});
	}

}
