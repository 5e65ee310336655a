package io.cosymesh.backend.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.buffer.DataBufferUtils;

import io.cosymesh.backend.BackendSlice;
import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.storage.AudioStore;
import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.audio.PreparedPrompt;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.PeersInside;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The built-in voices of an operator.
 */
class BuiltInFolderTests {

	private static final Caller ADA = new Caller("acme", "ada");

	private static final String ENTRY = """
			voices:
			  - name: %s
			    clip: clip.wav
			    transcript: What I said.
			    language: zh-CN
			    labels: [ calm ]
			    consent: { by: Grace Hopper, at: 2026-11-29T08:00:00Z, text: I agree. }
			""";

	@TempDir
	private Path home;

	@Test
	void operatorsVoiceWinsOverTheShippedOneOfItsName() throws IOException {
		Path folder = folder(ENTRY.formatted("中文女"));
		BuiltInCatalogue catalogue = BuiltInCatalogue.read(folder);
		BuiltInVoice voice = catalogue.named("中文女").orElseThrow();
		assertThat(voice.transcript()).isEqualTo("What I said.");
		assertThat(voice.language()).isEqualTo("zh-CN");
		assertThat(voice.labels()).containsExactly("calm");
		assertThat(voice.consent().grantedBy()).isEqualTo("Grace Hopper");
		assertThat(voice.clip()).isEqualTo(AudioBytes.of(new byte[] { 7 }));
		assertThat(voice.id()).isEqualTo(BuiltInCatalogue.read(null).named("中文女").orElseThrow().id());
		assertThat(catalogue.all()).hasSize(7);
	}

	@Test
	void operatorAddsAVoice() throws IOException {
		assertThat(BuiltInCatalogue.read(folder(ENTRY.formatted("Grace"))).all()).hasSize(8)
			.last()
			.extracting(BuiltInVoice::name)
			.isEqualTo("Grace");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			name: Grace         | name: ''              | 'name' must be 1 to 100 characters long
			name: Grace         | nom: Grace            | voices[0].nom
			clip: clip.wav      | clip: other.wav       | 'other.wav'
			clip: clip.wav      | ``                    | 'clip' is missing
			language: zh-CN     | language: <x>         | 'language' must be a BCP 47
			by: Grace Hopper,   | ``                    | 'consent.by' is missing
			text: I agree.      | words: I agree.       | 'consent.text' is missing
			at: 2026-11-29T08   | at: yesterday 08      | can't be read
			consent: {          | consent: "            | can't be read
			voices:             | voice:                | there are no 'voices'
			""")
	void folderThatIsWrongIsRefusedWithTheReason(String right, String wrong, String reason) throws IOException {
		Path folder = folder(ENTRY.formatted("Grace").replace(right, wrong));
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(() -> BuiltInCatalogue.read(folder))
			.satisfies((problem) -> assertThat(problem.property()).isEqualTo("cosymesh.voices.built-in"))
			.withMessageContaining(reason);
	}

	@Test
	void folderThatIsNotThereIsRefused() {
		assertThatExceptionOfType(MeshConfigurationException.class)
			.isThrownBy(() -> BuiltInCatalogue.read(this.home.resolve("nowhere")))
			.withMessageContaining("nowhere");
	}

	@Test
	void twoVoicesOfOneNameAreRefused() throws IOException {
		String entry = ENTRY.formatted("Grace");
		Path folder = folder(entry + entry.substring(entry.indexOf('\n') + 1));
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(() -> BuiltInCatalogue.read(folder))
			.withMessageContaining("same name");
	}

	@Test
	void recordingThatTheOperatorTakesAwayIsDeleted() throws IOException {
		Path folder = folder(ENTRY.formatted("中文女"));
		List<byte[]> heard = new ArrayList<>();
		run((voices, store) -> {
			heard.add(voices.speaker(ADA, "中文女").block().audio().toByteArray());
			assertThat(store.list("prompts")).hasSize(1);
		}, "--cosymesh.voices.built-in=" + folder);
		assertThat(heard.getFirst()).containsExactly(7);
		run((voices, store) -> {
			assertThat(store.list("prompts")).isEmpty();
			assertThat(voices.speaker(ADA, "中文女").block().audio().length()).isGreaterThan(1_000);
		});
	}

	@Test
	void recordingThatWasLostIsMadeAgain() {
		run((voices, store) -> {
			voices.speaker(ADA, "中文女").block();
			store.list("prompts").forEach((audio) -> store.delete(audio.key()));
			assertThat(voices.speaker(ADA, "中文女").block().audio().length()).isGreaterThan(1_000);
			assertThat(store.list("prompts")).hasSize(1);
		});
	}

	private Path folder(String index) throws IOException {
		Path folder = Files.createDirectories(this.home.resolve("voices"));
		Files.writeString(folder.resolve("voices.yaml"), index);
		Files.write(folder.resolve("clip.wav"), new byte[] { 7 });
		return folder;
	}

	private void run(BiConsumer<Voices, AudioStore> work, String... arguments) {
		List<String> all = new ArrayList<>(List.of(arguments));
		all.add("--cosymesh.home=" + this.home);
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(BackendSlice.class,
				PeersInside.class)
			.web(WebApplicationType.NONE)
			.run(all.toArray(String[]::new))) {
			context.getBean(FakeAudioProcessor.class).preparing = (recording) -> DataBufferUtils.join(recording)
				.flatMap((buffer) -> {
					byte[] clip = new byte[buffer.readableByteCount()];
					buffer.read(clip);
					DataBufferUtils.release(buffer);
					return Mono.just(new PreparedPrompt(AudioBytes.of(clip), FakeAudioProcessor.REPORT,
							FakeAudioProcessor.FEATURES));
				});
			work.accept(context.getBean(Voices.class), context.getBean(AudioStore.class));
		}
	}

}
