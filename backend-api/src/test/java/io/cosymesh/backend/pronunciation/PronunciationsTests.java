package io.cosymesh.backend.pronunciation;

import java.nio.file.Path;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.cosymesh.backend.BackendSlice;
import io.cosymesh.backend.caller.Caller;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.fakes.PeersInside;
import io.cosymesh.mesh.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The dictionaries on a real database file.
 */
class PronunciationsTests {

	private static final Caller OWNER = new Caller("acme", "ada");

	@TempDir
	private Path home;

	@Test
	void fullDictionaryTakesNoNewWordButChangesKnownOnes() {
		run((pronunciations) -> {
			for (int i = 0; i < PronunciationEntry.MAX_ENTRIES; i++) {
				put(pronunciations, "word" + i, "reading");
			}
			assertThatExceptionOfType(ProblemException.class)
				.isThrownBy(() -> put(pronunciations, "one more", "reading"))
				.satisfies((problem) -> {
					assertThat(problem.getStatusCode().value()).isEqualTo(409);
					assertThat(problem.getBody().getProperties()).containsEntry("field", "word");
					assertThat(problem.getBody().getDetail()).contains("1000 entries");
				});
			assertThat(put(pronunciations, "word7", "other")).isFalse();
			assertThat(pronunciations.delete(OWNER, "word8").block()).isTrue();
			assertThat(put(pronunciations, "one more", "reading")).isTrue();
			assertThat(pronunciations.entries(OWNER, null).block()).hasSize(PronunciationEntry.MAX_ENTRIES)
				.contains(new PronunciationEntry("word7", "other"));
		});
	}

	@Test
	void longestEntryIsKeptWholeAndSurvivesARestart() {
		PronunciationEntry entry = new PronunciationEntry("字".repeat(PronunciationEntry.MAX_WORD_LENGTH),
				"zì".repeat(PronunciationEntry.MAX_READING_LENGTH / 2));
		run((pronunciations) -> put(pronunciations, entry.word(), entry.reading()));
		run((pronunciations) -> assertThat(pronunciations.entries(OWNER, "zh").block()).containsExactly(entry));
	}

	@Test
	void dictionariesOfTwoTenantsAreApart() {
		Caller namesake = new Caller("globex", OWNER.name());
		run((pronunciations) -> {
			put(pronunciations, "word", "reading");
			assertThat(pronunciations.entries(namesake, null).block()).isEmpty();
			assertThat(pronunciations.delete(namesake, "word").block()).isFalse();
			assertThat(pronunciations.put(namesake, new PronunciationDraft("word", "other", null)).block().isNew())
				.isTrue();
			assertThat(pronunciations.entries(OWNER, null).block())
				.containsExactly(new PronunciationEntry("word", "reading"));
		});
	}

	private static boolean put(Pronunciations pronunciations, String word, String reading) {
		return pronunciations.put(OWNER, new PronunciationDraft(word, reading, null)).block().isNew();
	}

	private void run(Consumer<Pronunciations> work) {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(BackendSlice.class,
				PeersInside.class)
			.web(WebApplicationType.NONE)
			.run("--cosymesh.home=" + this.home)) {
			work.accept(context.getBean(Pronunciations.class));
		}
	}

}
