package io.cosymesh.inference.benchmarks;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import io.cosymesh.inference.benchmarks.SpeakerSource.Role;
import io.cosymesh.inference.text.Language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SpeakerSourceTests {

	private final List<SpeakerSource> sources = VoiceEvaluation.lines("speakers.tsv")
		.stream()
		.map(SpeakerSource::parse)
		.toList();

	@Test
	void fortySpeakersAreKnownAndEachIsSomebodyElse() {
		assertThat(this.sources).hasSize(40);
		assertThat(this.sources).extracting(SpeakerSource::name).doesNotHaveDuplicates();
		assertThat(this.sources).extracting((source) -> source.folder() + source.pattern()).doesNotHaveDuplicates();
	}

	@Test
	void everyLanguageThatIsImitatedHasTwoSentencesAndAVoice() {
		Set<String> spoken = VoiceEvaluation.lines("sentences.tsv")
			.stream()
			.filter((line) -> line.split("\t", -1).length == 3)
			.map((line) -> line.split("\t", -1)[0])
			.collect(Collectors.toSet());
		assertThat(this.sources).filteredOn((source) -> source.role() != Role.DISTRACTOR)
			.hasSize(27)
			.allSatisfy((source) -> {
				assertThat(spoken).contains(source.language());
				assertThat(Language.tagged(source.language())).isPresent();
			});
	}

	@Test
	void lineThatLacksAFieldIsShown() {
		assertThatIllegalArgumentException().isThrownBy(() -> SpeakerSource.parse("a\tb"))
			.withMessageContaining("Five fields");
	}

}
