package io.cosymesh.backend.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.flywaydb.core.Flyway;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import io.cosymesh.backend.BackendSlice;
import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.Origin;
import io.cosymesh.backend.pronunciation.Pronunciations;
import io.cosymesh.build.LocalImages;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.PeersInside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * What an installation of before tenants kept, opened by this one.
 */
class UpgradeIT {

	/** The one that docker-compose.yml names. */
	private static final String POSTGRES = "postgres:17.6-trixie";

	private static final UUID ADAS = UUID.fromString("f47ac10b-58cc-4372-a567-0e02b2c3d479");

	private static final UUID EVES = UUID.fromString("0b9d2c7e-7d6a-4b53-9f6a-3a5d4b1f2c11");

	private static final Instant THEN = Instant.parse("2026-11-22T12:00:00.123456Z");

	private static final Caller ADA = new Caller(Caller.DEFAULT_TENANT, "ada");

	private static final Caller EVE = new Caller(Caller.DEFAULT_TENANT, "eve");

	@TempDir
	private Path home;

	@Test
	void nobodyLosesAVoiceOnH2() throws Exception {
		Path folder = Files.createDirectories(this.home.resolve("backend-api"));
		assertUpgrades("jdbc:h2:file:" + folder.resolve("db"), "sa", "");
	}

	@Test
	void nobodyLosesAVoiceOnPostgres() throws Exception {
		try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
			assertUpgrades(server.getJdbcUrl("postgres", "postgres"), "postgres", "");
		}
	}

	/**
	 * As the project ships it, where Docker has it.
	 */
	@Test
	void nobodyLosesAVoiceOnPostgresInAContainer() throws Exception {
		assumeThat(LocalImages.contain(POSTGRES)).as("%s; docker pull it to upgrade in a container", POSTGRES).isTrue();
		try (PostgreSQLContainer server = new PostgreSQLContainer(DockerImageName.parse(POSTGRES))) {
			server.start();
			assertUpgrades(server.getJdbcUrl(), server.getUsername(), server.getPassword());
		}
	}

	private void assertUpgrades(String url, String user, String password) throws Exception {
		DataSource database = new DriverManagerDataSource(url, user, password);
		Flyway.configure().dataSource(database).target("3").load().migrate();
		JdbcClient jdbc = JdbcClient.create(database);
		insert(jdbc, ADAS, "Ada", "ada", prompt(new byte[] { 1, 2 }));
		insert(jdbc, EVES, "Eve", "eve", prompt(new byte[] { 3, 4 }));
		jdbc.sql("insert into pronunciation (owner, word, reading, updated_at) values ('ada', 'SVID', 'ess vid', :at)")
			.param("at", THEN.atOffset(ZoneOffset.UTC))
			.update();
		try (ConfigurableApplicationContext service = new SpringApplicationBuilder(BackendSlice.class,
				PeersInside.class)
			.web(WebApplicationType.NONE)
			.run("--cosymesh.home=" + this.home, "--spring.datasource.url=" + url,
					"--spring.datasource.username=" + user, "--spring.datasource.password=" + password)) {
			assertNothingLost(service.getBean(Voices.class));
			assertThat(service.getBean(Pronunciations.class).entries(ADA, null).block())
				.containsExactly(new PronunciationEntry("SVID", "ess vid"));
			assertOwnersRule(service.getBean(Voices.class), service.getBean(VoiceRegister.class));
		}
	}

	private static void assertNothingLost(Voices voices) {
		for (Caller caller : List.of(ADA, EVE, new Caller(Caller.DEFAULT_TENANT, "anybody"))) {
			Voice voice = (Voice) voices.find(caller, ADAS.toString()).block();
			assertThat(voice.owner()).isEqualTo(ADA);
			assertThat(voice.draft())
				.isEqualTo(new VoiceDraft("Ada", "What I said.", "en-GB", List.of("calm", "low"), true));
			assertThat(voice.consent()).isEqualTo(new Consent("ada", THEN, null, null, null));
			assertThat(voice.createdAt()).isEqualTo(THEN);
			assertThat(voice.quality()).isEqualTo(FakeAudioProcessor.REPORT);
			assertThat(voices.audio(voice).block()).containsExactly(1, 2);
			VoicePrompt prompt = voices.speaker(caller, EVES.toString()).block();
			assertThat(prompt.audio().toByteArray()).containsExactly(3, 4);
			assertThat(prompt.features()).isEqualTo(FakeAudioProcessor.FEATURES);
			assertThat(voices.page(caller, VoiceSearch.newest(10, null)).block().voices())
				.extracting(VoiceDescription::id)
				.contains(ADAS, EVES);
		}
		assertThat(voices.find(new Caller("other", "ada"), ADAS.toString()).block()).isNull();
	}

	private static void assertOwnersRule(Voices voices, VoiceRegister register) {
		String id = ADAS.toString();
		VoiceChanges unshare = VoiceChanges.of(JsonMapper.shared().readTree("{\"shared\": false}"));
		register.change(new Origin(ADA, null), id, unshare).block();
		assertThat(voices.find(EVE, id).block()).isNull();
		register.delete(new Origin(ADA, null), id).block();
		List<VoiceEvent> events = register.events(ADA, id, 10, Long.MAX_VALUE).block().events();
		assertThat(events).extracting(VoiceEvent::action).containsExactly("deleted", "changed", "added");
		assertThat(events.getLast().at()).isEqualTo(THEN);
		assertThat(events.getLast().consent().grantedBy()).isEqualTo("ada");
	}

	private static void insert(JdbcClient jdbc, UUID id, String name, String owner, String prompt) {
		jdbc.sql("""
				insert into voice (id, name, transcript, language, labels, consent_by, consent_at, created_at, prompt,
				  quality, features)
				values (:id, :name, 'What I said.', 'en-GB', '["calm","low"]', :owner, :at, :at, :prompt, :quality,
				  :features)""")
			.param("id", id)
			.param("name", name)
			.param("owner", owner)
			.param("at", THEN.atOffset(ZoneOffset.UTC))
			.param("prompt", prompt)
			.param("quality", JsonMapper.shared().writeValueAsString(FakeAudioProcessor.REPORT))
			.param("features", JsonMapper.shared().writeValueAsString(FakeAudioProcessor.FEATURES))
			.update();
	}

	/** Keeps a prompt as it was kept then. */
	private String prompt(byte[] pcm) throws Exception {
		String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(pcm));
		write(this.home.resolve("backend-api/prompts/" + sha256 + ".pcm"), pcm);
		return sha256;
	}

	private static void write(Path file, byte[] content) throws IOException {
		Files.createDirectories(file.getParent());
		Files.write(file, content);
	}

}
