package io.cosymesh.backend.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.cosymesh.backend.form.PageMark;
import io.cosymesh.backend.BackendSlice;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.PeersInside;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two processes on one PostgreSQL and one folder of prompts.
 */
class SharedDatabaseIT {

	private static final int ROUNDS = 40;

	@TempDir
	private static Path home;

	private static EmbeddedPostgres server;

	private static ConfigurableApplicationContext one;

	private static ConfigurableApplicationContext other;

	@BeforeAll
	static void start() throws IOException {
		server = EmbeddedPostgres.builder().start();
		one = replica();
		other = replica();
	}

	@AfterAll
	static void stop() throws IOException {
		other.close();
		one.close();
		server.close();
	}

	@Test
	void voiceOfOneIsKnownToTheOther() {
		Voice voice = add(one, "Ada", new byte[] { 1, 2 }).block();
		Voices elsewhere = voices(other);
		assertThat(elsewhere.find(voice.id().toString()).block()).isEqualTo(voice);
		assertThat(elsewhere.find(VoiceSearch.newest(10, null)).block()).contains(voice);
		assertThat(elsewhere.find(VoiceSearch.newest(10, new PageMark(voice.createdAt(), voice.id()))).block())
			.doesNotContain(voice);
		assertThat(elsewhere.audio(voice).block()).containsExactly(1, 2);
		assertThat(elsewhere.delete(voice.id().toString()).block()).isTrue();
		assertThat(voices(one).find(voice.id().toString()).block()).isNull();
	}

	@Test
	void promptSharedByTwoIsKeptWhileOneNeedsIt() throws IOException {
		for (int round = 0; round < ROUNDS; round++) {
			byte[] pcm = { 7, (byte) round };
			Voice first = add(one, "first", pcm).block();
			Voice second = Flux
				.merge(voices(one).delete(first.id().toString()).then(Mono.<Voice>empty()), add(other, "second", pcm))
				.blockLast();
			assertThat(voices(one).audio(second).block()).isEqualTo(pcm);
			assertThat(voices(other).delete(second.id().toString()).block()).isTrue();
		}
		try (Stream<Path> files = Files.list(home.resolve("backend-api/prompts"))) {
			assertThat(files).isEmpty();
		}
	}

	private static Mono<Voice> add(ConfigurableApplicationContext replica, String name, byte[] pcm) {
		return voices(replica).add(new VoiceDraft(name, null, "en", List.of()), "ada",
				new PreparedPrompt(AudioBytes.of(pcm), FakeAudioProcessor.REPORT, FakeAudioProcessor.FEATURES));
	}

	private static Voices voices(ConfigurableApplicationContext replica) {
		return replica.getBean(Voices.class);
	}

	private static ConfigurableApplicationContext replica() {
		return new SpringApplicationBuilder(BackendSlice.class, PeersInside.class).web(WebApplicationType.NONE)
			.run("--cosymesh.home=" + home, "--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
					"--spring.datasource.username=postgres", "--spring.datasource.password=");
	}

}
