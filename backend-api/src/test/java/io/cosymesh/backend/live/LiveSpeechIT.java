package io.cosymesh.backend.live;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is heard in sessions over real sockets.
 */
class LiveSpeechIT extends LiveRig {

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
			this.engine.speaking = LiveRig::words;
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

	@Test
	void clientWhoClosesGetsAGoodbye() throws Exception {
		try (LiveClient client = open()) {
			client.send(CONFIG).send("{\"type\":\"session.close\"}");
			assertThat(client.closeCode()).isEqualTo(1000);
		}
	}

	@Test
	void serviceThatStopsSpeaksWhatWasSaid() throws Exception {
		ConfigurableApplicationContext stopping = start(home, "--cosymesh.storage.directory=" + home.resolve("third"),
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

}
