package io.cosymesh.backend.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.backend.BackendSlice;
import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.Origin;
import io.cosymesh.backend.form.Recordings;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.PeersInside;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two processes on one PostgreSQL and one folder of prompts.
 */
class SharedDatabaseIT {

	private static final int ROUNDS = 40;

	private static final Caller ADA = new Caller("acme", "ada");

	private static final Origin HERE = new Origin(ADA, null);

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
		String id = voice.id().toString();
		assertThat(elsewhere.find(ADA, id).block()).isEqualTo(voice);
		assertThat(listed(other, ADA, null)).contains(voice.id());
		assertThat(listed(other, ADA, VoiceMark.of(voice))).doesNotContain(voice.id());
		assertThat(elsewhere.audio(voice).block()).containsExactly(1, 2);
		register(other).delete(HERE, id).block();
		assertThat(voices(one).find(ADA, id).block()).isNull();
		assertThat(register(one).events(ADA, id, 10, Long.MAX_VALUE).block().events()).extracting(VoiceEvent::action)
			.containsExactly("deleted", "added");
	}

	@Test
	void voiceIsSharedWithTheTenantAlone() {
		Voice voice = add(one, "50%_off", new byte[] { 3 }).block();
		String id = voice.id().toString();
		Caller mate = new Caller(ADA.tenant(), "eve");
		Caller stranger = new Caller("globex", ADA.name());
		assertThat(voices(other).find(mate, id).block()).isNull();
		assertThat(listed(other, mate, null)).doesNotContain(voice.id());
		register(one).change(HERE, id, VoiceChanges.of(JsonMapper.shared().readTree("{\"shared\": true}"))).block();
		assertThat(voices(other).find(mate, id).block()).isNotNull();
		assertThat(listed(other, mate, null)).contains(voice.id());
		assertThat(voices(other).page(mate, new VoiceSearch(10, null, "50%_OFF", "en", true, false)).block().voices())
			.extracting(VoiceDescription::id)
			.containsExactly(voice.id());
		assertThat(voices(other).find(stranger, id).block()).isNull();
		assertThat(listed(other, stranger, null)).doesNotContain(voice.id());
		assertThat(voices(other).speaker(ADA, "50%_off").block()).isNotNull();
		assertThat(voices(other).speaker(mate, "50%_off").block()).isNull();
		register(one).delete(HERE, id).block();
	}

	@Test
	void builtInVoiceNeededByBothAtOnceIsKeptOnce() throws IOException {
		int callers = 16;
		List<VoicePrompt> heard = Flux.range(0, callers)
			.flatMap((caller) -> voices((caller % 2 == 0) ? one : other).speaker(ADA, "中文女"), callers)
			.collectList()
			.block();
		assertThat(heard).hasSize(callers).containsOnly(heard.getFirst());
		assertThat(one.getBean(JdbcClient.class).sql("select count(*) from built_in_voice").query(Long.class).single())
			.isEqualTo(1);
		assertThat(one.getBean(FakeAudioProcessor.class).preparations).hasValueLessThanOrEqualTo(1);
		assertThat(other.getBean(FakeAudioProcessor.class).preparations).hasValueLessThanOrEqualTo(1);
	}

	@Test
	void promptSharedByTwoIsKeptWhileOneNeedsIt() throws IOException {
		Path folder = home.resolve("backend-api/prompts");
		long before = count(folder);
		for (int round = 0; round < ROUNDS; round++) {
			byte[] pcm = { 7, (byte) round };
			Voice first = add(one, "first", pcm).block();
			Voice second = Flux
				.merge(register(one).delete(HERE, first.id().toString()).then(Mono.<Voice>empty()),
						add(other, "second", pcm))
				.blockLast();
			assertThat(voices(one).audio(second).block()).isEqualTo(pcm);
			register(other).delete(HERE, second.id().toString()).block();
		}
		assertThat(count(folder)).isEqualTo(before);
	}

	private static long count(Path folder) throws IOException {
		if (!Files.exists(folder)) {
			return 0;
		}
		try (Stream<Path> files = Files.list(folder)) {
			return files.count();
		}
	}

	private static List<UUID> listed(ConfigurableApplicationContext replica, Caller caller, VoiceMark after) {
		return voices(replica).page(caller, VoiceSearch.newest(10, after))
			.block()
			.voices()
			.stream()
			.map(VoiceDescription::id)
			.toList();
	}

	private static Mono<Voice> add(ConfigurableApplicationContext replica, String name, byte[] pcm) {
		PreparedPrompt prompt = new PreparedPrompt(AudioBytes.of(pcm), FakeAudioProcessor.REPORT,
				FakeAudioProcessor.FEATURES);
		return register(replica).add(HERE, new VoiceDraft(name, null, "en", List.of(), false),
				new ConsentDraft(null, null), new Recordings<>(prompt, Map.of()));
	}

	private static VoiceRegister register(ConfigurableApplicationContext replica) {
		return replica.getBean(VoiceRegister.class);
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
