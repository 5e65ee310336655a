package io.cosymesh.backend.live;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.context.ConfigurableApplicationContext;

import io.cosymesh.fakes.FakeInferenceEngine;

import reactor.core.publisher.Mono;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * How long sessions may last, and how long they may be silent.
 */
@Timeout(60)
class LiveTimesIT {

	@TempDir
	static Path home;

	private static ConfigurableApplicationContext impatient;

	@BeforeAll
	static void start() {
		impatient = LiveRig.start(home, "--cosymesh.live.idle-time=1s", "--cosymesh.live.session-time=5s");
	}

	@AfterAll
	static void stop() {
		impatient.close();
	}

	@Test
	void silenceEndsASession() throws Exception {
		try (LiveClient client = open()) {
			assertThat(client.send(LiveRig.CONFIG).first("error").at("/problem/type").asString())
				.endsWith(":session-idle");
			assertThat(client.closeCode()).isEqualTo(1008);
		}
	}

	@Test
	void ageEndsASessionAmidItsText() throws Exception {
		try (LiveClient client = open()) {
			client.send(LiveRig.CONFIG);
			await().pollInterval(Duration.ofMillis(100)).until(() -> {
				client.sayIfAnybodyListens("a");
				return client.closed.isDone();
			});
			assertThat(client.first("error").at("/problem/type").asString()).endsWith(":session-over");
			assertThat(client.closeCode()).isEqualTo(1008);
		}
	}

	@Test
	void whoIsSpokenToIsNotSilent() throws Exception {
		engine().speaking = (request) -> Mono.delay(Duration.ofSeconds(2)).thenMany(LiveRig.words(request));
		try (LiveClient client = open()) {
			client.send(LiveRig.CONFIG).say("It takes its time.\n").first("audio.done");
			assertThat(client.ofType("error")).isEmpty();
		}
	}

	private static FakeInferenceEngine engine() {
		return impatient.getBean(FakeInferenceEngine.class);
	}

	private static LiveClient open() throws Exception {
		return LiveClient.open(LiveRig.port(impatient));
	}

}
