package io.cosymesh.backend.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.cosymesh.backend.ApiContract;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.inference.SynthesisRequest;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The fields of a request for speech, as they are described and as they are read.
 */
class DescribedFieldsTests {

	private final ApiContract contract = ApiContract.read();

	@Test
	void everyFieldAndNothingElseIsDescribed() {
		assertThat(schema("CloneRequest").path("properties").propertyNames())
			.containsExactlyInAnyOrderElementsOf(with("prompt", "transcript"));
		assertThat(schema("SpeechRequest").path("properties").propertyNames())
			.containsExactlyInAnyOrderElementsOf(with("voice"));
	}

	@Test
	void everyModeIsDescribedWithItsLabel() {
		Stream<String> modes = Arrays.stream(SpeechMode.values()).map((mode) -> mode.name().toLowerCase(Locale.ROOT));
		assertThat(words("Mode")).containsAll(modes.toList()).hasSize(2 * SpeechMode.values().length);
		assertThat(words("Mode")).allSatisfy((word) -> assertThat(SpeechMode.named("mode", word)).isNotNull());
		assertThat(words("CloneMode")).hasSize(2 * SpeechMode.values().length - 2)
			.allSatisfy((word) -> SpeechMode.named("mode", word).checkForPrompt());
	}

	@Test
	void valuesAndLimitsAreTheSame() {
		assertThat(words("Format"))
			.containsExactly(Arrays.stream(AudioFormat.values()).map(AudioFormat::extension).toArray(String[]::new));
		assertThat(schema("SampleRate").path("enum").valueStream().map(JsonNode::asInt))
			.containsExactlyElementsOf(AudioFormat.WAV.sampleRates());
		assertThat(schema("Text").path("maxLength").asInt()).isEqualTo(SynthesisRequest.MAX_TEXT_LENGTH);
		assertThat(schema("Instruct").path("maxLength").asInt()).isEqualTo(SynthesisRequest.MAX_INSTRUCT_LENGTH);
		assertThat(schema("Transcript").path("maxLength").asInt()).isEqualTo(FieldValues.MAX_TRANSCRIPT_LENGTH);
	}

	private List<String> words(String component) {
		return schema(component).path("enum").valueStream().map(JsonNode::asString).toList();
	}

	private JsonNode schema(String component) {
		return this.contract.document().at("/components/schemas/" + component);
	}

	private static Collection<String> with(String... names) {
		List<String> all = new ArrayList<>(SpeechFields.NAMES);
		all.addAll(List.of(names));
		return all;
	}

}
