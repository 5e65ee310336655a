package io.cosymesh.backend.voice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.cosymesh.backend.BackendSlice;
import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.caller.Origin;
import io.cosymesh.backend.form.Recordings;
import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.PeersInside;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.inference.VoicePrompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * The voices on a real database file, opened as the service opens it.
 */
class VoicesTests {

	private static final VoiceDraft DRAFT = new VoiceDraft("Ada, 爱达", "What I said.", "en-GB", List.of("calm", "low"),
			false);

	private static final Caller ADA = new Caller("acme", "ada");

	private static final byte[] PCM = { 1, 2, 3, 4 };

	@TempDir
	private Path home;

	private Instant now = Instant.parse("2026-11-22T12:00:00.123456789Z");

	@Test
	void voiceSurvivesARestart() {
		List<Voice> added = new ArrayList<>();
		run((voices, register) -> added.add(add(register, PCM)));
		run((voices, register) -> {
			Voice found = (Voice) voices.find(ADA, added.getFirst().id().toString()).block();
			assertThat(found).isEqualTo(added.getFirst());
			assertThat(found.draft()).isEqualTo(DRAFT);
			assertThat(found.consent()).isEqualTo(new Consent("ada", Instant.parse("2026-11-22T12:00:00.123456Z"),
					Consent.STATEMENT, "192.0.2.7", null));
			assertThat(found.quality()).isEqualTo(FakeAudioProcessor.REPORT);
			assertThat(voices.speaker(ADA, found.id().toString()).block())
				.isEqualTo(new VoicePrompt(AudioBytes.of(PCM), "What I said.", FakeAudioProcessor.FEATURES));
		});
	}

	@Test
	void deletedVoiceLeavesNeitherRowNorAudio() {
		run((voices, register) -> {
			Voice voice = add(register, PCM);
			assertThat(prompts()).hasSize(1);
			register.delete(new Origin(ADA, null), voice.id().toString()).block();
			assertThat(voices.find(ADA, voice.id().toString()).block()).isNull();
			assertThat(voices.speaker(ADA, voice.id().toString()).block()).isNull();
			assertThat(prompts()).isEmpty();
			assertThatExceptionOfType(ProblemException.class)
				.isThrownBy(() -> register.delete(new Origin(ADA, null), voice.id().toString()).block())
				.satisfies((problem) -> assertThat(problem.getStatusCode().value()).isEqualTo(404));
		});
	}

	@Test
	void audioSharedByTwoVoicesLivesAsLongAsOneOfThem() {
		run((voices, register) -> {
			Voice first = add(register, PCM);
			Voice second = add(register, PCM);
			assertThat(prompts()).hasSize(1);
			register.delete(new Origin(ADA, null), first.id().toString()).block();
			assertThat(voices.audio(second).block()).isEqualTo(PCM);
			register.delete(new Origin(ADA, null), second.id().toString()).block();
			assertThat(prompts()).isEmpty();
		});
	}

	@Test
	void audioThatACrashLeftBehindIsDeletedAtStart() throws IOException {
		List<Voice> added = new ArrayList<>();
		run((voices, register) -> added.add(add(register, PCM)));
		Path orphan = Files.write(this.home.resolve("backend-api/prompts/" + "0".repeat(64) + ".pcm"), PCM);
		Files.setLastModifiedTime(orphan, FileTime.from(this.now.minus(Duration.ofHours(1))));
		run((voices, register) -> {
			await().until(() -> Files.notExists(orphan));
			assertThat(voices.audio(added.getFirst()).block()).isEqualTo(PCM);
		});
	}

	@Test
	void pagesComeNewestFirstAndMissNothing() {
		run((voices, register) -> {
			List<Voice> added = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				// two of each time, so that ids must break the tie
				this.now = this.now.plus(Duration.ofSeconds(i % 2));
				added.addFirst(add(register, PCM));
			}
			List<Voice> read = new ArrayList<>();
			VoicePage page = voices.page(ADA, newest(null)).block();
			while (true) {
				page.voices().forEach((voice) -> read.add((Voice) voices.find(ADA, voice.id().toString()).block()));
				if (page.next() == null) {
					break;
				}
				page = voices.page(ADA, newest(VoiceMark.parse("after", page.next()))).block();
			}
			assertThat(read).containsExactlyInAnyOrderElementsOf(added);
			assertThat(read).extracting(Voice::createdAt).isSortedAccordingTo((a, b) -> b.compareTo(a));
		});
	}

	private static VoiceSearch newest(VoiceMark after) {
		return new VoiceSearch(2, after, null, null, null, false);
	}

	@Test
	void storageIsForItsOwnerAlone() {
		run((voices, register) -> {
			add(register, PCM);
			assertThat(permissions("backend-api")).isEqualTo("rwx------");
			assertThat(permissions("backend-api/db.mv.db")).isEqualTo("rw-------");
			assertThat(permissions("backend-api/prompts")).isEqualTo("rwx------");
		});
	}

	private Voice add(VoiceRegister register, byte[] pcm) {
		PreparedPrompt prompt = new PreparedPrompt(AudioBytes.of(pcm), FakeAudioProcessor.REPORT,
				FakeAudioProcessor.FEATURES);
		return register
			.add(new Origin(ADA, "192.0.2.7"), DRAFT, new ConsentDraft(null, null), new Recordings<>(prompt, Map.of()))
			.block();
	}

	private List<Path> prompts() {
		try (Stream<Path> files = Files.list(this.home.resolve("backend-api/prompts"))) {
			return files.toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String permissions(String name) {
		try {
			return PosixFilePermissions.toString(Files.getPosixFilePermissions(this.home.resolve(name)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void run(BiConsumer<Voices, VoiceRegister> work) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(BackendSlice.class,
				PeersInside.class)
			.web(WebApplicationType.NONE)
			.initializers((application) -> application.getBeanFactory()
				.registerSingleton("clock", (InstantSource) () -> this.now))
			.run("--cosymesh.home=" + this.home)) {
			work.accept(context.getBean(Voices.class), context.getBean(VoiceRegister.class));
		}
	}

}
