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
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.cosymesh.backend.form.PageMark;
import io.cosymesh.backend.BackendSlice;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.PeersInside;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.contracts.inference.VoicePrompt;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The voices on a real database file, opened as the service opens it.
 */
class VoicesTests {

	private static final VoiceDraft DRAFT = new VoiceDraft("Ada, 爱达", "What I said.", "en-GB", List.of("calm", "low"));

	private static final byte[] PCM = { 1, 2, 3, 4 };

	@TempDir
	private Path home;

	private Instant now = Instant.parse("2026-11-22T12:00:00.123456789Z");

	@Test
	void voiceSurvivesARestart() {
		List<Voice> added = new ArrayList<>();
		run((voices) -> added.add(add(voices, PCM)));
		run((voices) -> {
			Voice found = voices.find(added.getFirst().id().toString()).block();
			assertThat(found).isEqualTo(added.getFirst());
			assertThat(found.draft()).isEqualTo(DRAFT);
			assertThat(found.consent()).isEqualTo(new Consent("ada", Instant.parse("2026-11-22T12:00:00.123456Z")));
			assertThat(found.quality()).isEqualTo(FakeAudioProcessor.REPORT);
			assertThat(voices.speaker(found.id().toString()).block())
				.isEqualTo(new VoicePrompt(AudioBytes.of(PCM), "What I said.", FakeAudioProcessor.FEATURES));
		});
	}

	@Test
	void deletedVoiceLeavesNeitherRowNorAudio() {
		run((voices) -> {
			Voice voice = add(voices, PCM);
			assertThat(prompts()).hasSize(1);
			assertThat(voices.delete(voice.id().toString()).block()).isTrue();
			assertThat(voices.find(voice.id().toString()).block()).isNull();
			assertThat(voices.speaker(voice.id().toString()).block()).isNull();
			assertThat(prompts()).isEmpty();
			assertThat(voices.delete(voice.id().toString()).block()).isFalse();
		});
	}

	@Test
	void audioSharedByTwoVoicesLivesAsLongAsOneOfThem() {
		run((voices) -> {
			Voice first = add(voices, PCM);
			Voice second = add(voices, PCM);
			assertThat(prompts()).hasSize(1);
			voices.delete(first.id().toString()).block();
			assertThat(voices.audio(second).block()).isEqualTo(PCM);
			voices.delete(second.id().toString()).block();
			assertThat(prompts()).isEmpty();
		});
	}

	@Test
	void audioThatACrashLeftBehindIsDeletedAtStart() throws IOException {
		List<Voice> added = new ArrayList<>();
		run((voices) -> added.add(add(voices, PCM)));
		Path orphan = Files.write(this.home.resolve("backend-api/prompts/" + "0".repeat(64) + ".pcm"), PCM);
		Files.setLastModifiedTime(orphan, FileTime.from(this.now.minus(Duration.ofHours(1))));
		run((voices) -> {
			assertThat(orphan).doesNotExist();
			assertThat(voices.audio(added.getFirst()).block()).isEqualTo(PCM);
		});
	}

	@Test
	void pagesComeNewestFirstAndMissNothing() {
		run((voices) -> {
			List<Voice> added = new ArrayList<>();
			for (int i = 0; i < 5; i++) {
				// two of each time, so that ids must break the tie
				this.now = this.now.plus(Duration.ofSeconds(i % 2));
				added.addFirst(add(voices, PCM));
			}
			List<Voice> read = new ArrayList<>();
			VoicePage page = VoicePage.of(voices.find(VoiceSearch.newest(3, null)).block(), 2);
			while (true) {
				page.voices().forEach((voice) -> read.add(voices.find(voice.id().toString()).block()));
				if (page.next() == null) {
					break;
				}
				page = VoicePage.of(voices.find(VoiceSearch.newest(3, PageMark.parse("after", page.next()))).block(),
						2);
			}
			assertThat(read).containsExactlyInAnyOrderElementsOf(added);
			assertThat(read).extracting(Voice::createdAt).isSortedAccordingTo((a, b) -> b.compareTo(a));
		});
	}

	@Test
	void storageIsForItsOwnerAlone() {
		run((voices) -> {
			add(voices, PCM);
			assertThat(permissions("backend-api")).isEqualTo("rwx------");
			assertThat(permissions("backend-api/db.mv.db")).isEqualTo("rw-------");
			assertThat(permissions("backend-api/prompts")).isEqualTo("rwx------");
		});
	}

	private Voice add(Voices voices, byte[] pcm) {
		return voices
			.add(DRAFT, "ada",
					new PreparedPrompt(AudioBytes.of(pcm), FakeAudioProcessor.REPORT, FakeAudioProcessor.FEATURES))
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

	private void run(Consumer<Voices> work) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(BackendSlice.class,
				PeersInside.class)
			.web(WebApplicationType.NONE)
			.initializers((application) -> application.getBeanFactory()
				.registerSingleton("clock", (InstantSource) () -> this.now))
			.run("--cosymesh.home=" + this.home)) {
			work.accept(context.getBean(Voices.class));
		}
	}

}
