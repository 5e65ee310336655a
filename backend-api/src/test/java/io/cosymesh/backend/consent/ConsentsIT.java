package io.cosymesh.backend.consent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.BackendSlice;
import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.Origin;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.PeersInside;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Consents on PostgreSQL.
 */
class ConsentsIT {

	private static final Caller ADA = new Caller("acme", "ada");

	private static final PreparedPrompt RECORDING = new PreparedPrompt(AudioBytes.of(new byte[] { 1, 2 }),
			FakeAudioProcessor.REPORT, FakeAudioProcessor.FEATURES);

	@TempDir
	private static Path home;

	private static EmbeddedPostgres server;

	private static ConfigurableApplicationContext backend;

	@BeforeAll
	static void start() throws IOException {
		server = EmbeddedPostgres.builder().start();
		backend = new SpringApplicationBuilder(BackendSlice.class, PeersInside.class).web(WebApplicationType.NONE)
			.run("--cosymesh.home=" + home, "--cosymesh.storage.audio=" + home.resolve("audio"),
					"--spring.datasource.url=" + server.getJdbcUrl("postgres", "postgres"),
					"--spring.datasource.username=postgres", "--spring.datasource.password=");
	}

	@AfterAll
	static void stop() throws IOException {
		backend.close();
		server.close();
	}

	@Test
	void consentsAreKeptListedCountedAndForgotten() {
		Consents consents = backend.getBean(Consents.class);
		StoredConsent first = consents.add(new Origin(ADA, "192.0.2.7"), "Grace", "en-US", RECORDING).block();
		StoredConsent second = consents.add(new Origin(ADA, null), "Edith", "fr", RECORDING).block();
		assertThat(consents.get(ADA, first.id(), "id").block()).isEqualTo(first);
		assertThat(consents.list(ADA, 5, null).block()).isEqualTo(List.of(second, first));
		assertThat(consents.list(ADA, 5, second.id()).block()).isEqualTo(List.of(first));
		assertThat(consents.rename(ADA, first.id(), "Grace H.").block().name()).isEqualTo("Grace H.");
		ConsentAudioUse use = backend.getBean(ConsentAudioUse.class);
		assertThat(use.of("acme").bytes()).isEqualTo(2);
		assertThat(use.prompts()).containsExactly(first.recording());
		consents.delete(ADA, first.id()).block();
		assertThat(use.uses(second.recording())).isTrue();
		consents.delete(ADA, second.id()).block();
		assertThat(use.uses(second.recording())).isFalse();
		assertThat(
				backend.getBean(JdbcClient.class).sql("select count(*) from stored_prompt").query(Long.class).single())
			.isZero();
	}

}
