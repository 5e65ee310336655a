package io.cosymesh.backend.live;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.core.io.buffer.DataBuffer;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What sessions refuse, and how they end.
 */
class LiveLimitsIT extends LiveRig {

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
	void endsOfTextsArePiledUpToABound() throws Exception {
		this.engine.speaking = (request) -> Mono.<DataBuffer>never().flux();
		try (LiveClient client = open()) {
			client.send(CONFIG).say("One.\n");
			for (int i = 0; i < 60; i++) {
				client.send("{\"type\":\"input.done\"}");
			}
			assertThat(client.first("error").at("/problem/type").asString()).endsWith(":text-backlog");
			assertThat(client.closed).succeedsWithin(Duration.ofSeconds(10));
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
	void callerHasSoManySessionsAndTheirEndMakesRoom() throws Exception {
		try (LiveClient _ = open(); LiveClient _ = open(); LiveClient _ = open()) {
			assertThatExceptionOfType(ExecutionException.class).isThrownBy(LiveRig::open)
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
			assertThat(answer.body()).contains("\"code\":\"upgrade_required\"");
		}
	}

}
