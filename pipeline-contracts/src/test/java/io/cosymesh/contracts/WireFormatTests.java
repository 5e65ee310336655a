package io.cosymesh.contracts;

import java.util.List;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.audio.PromptDetails;
import io.cosymesh.contracts.audio.PromptDetails.Guidance;
import io.cosymesh.contracts.audio.PromptDetails.Window;
import io.cosymesh.contracts.audio.PromptReport;
import io.cosymesh.contracts.audio.PromptReport.Advice;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.contracts.inference.SynthesisRequest;
import io.cosymesh.contracts.inference.TextReading;
import io.cosymesh.contracts.inference.TextRequest;
import io.cosymesh.contracts.inference.VoicePrompt;

import static org.assertj.core.api.Assertions.assertThat;

class WireFormatTests {

	private final JsonMapper json = JsonMapper.shared();

	private final SynthesisRequest request = new SynthesisRequest("my secret text", "en", 1, 7L, "hidden wish",
			new VoicePrompt(AudioBytes.of(new byte[] { 1, 2, 3 }), "private words",
					new VoiceFeatures(186, 5, List.of(1.0, -1.0), 1.1, 12, 4, 8000)));

	@Test
	void synthesisRequestSurvivesTheWire() {
		String wire = this.json.writeValueAsString(this.request);
		assertThat(wire).contains("\"audio\":\"AQID\"");
		assertThat(this.json.readValue(wire, SynthesisRequest.class)).isEqualTo(this.request);
	}

	@Test
	void requestOfBeforePronunciationsIsStillRead() {
		String wire = """
				{"text":"Hi","speed":1,"prompt":{"audio":"AQID","features":{"medianPitchHz":186,"pitchRangeSemitones":5,
				"bandLevelsDb":[1],"formantScale":1.1,"harmonicsToNoiseDb":12,"syllablesPerSecond":4,"bandwidthHz":8000}}}""";
		SynthesisRequest read = this.json.readValue(wire, SynthesisRequest.class);
		assertThat(read.pronunciations()).isEmpty();
		assertThat(this.json.readValue("{\"text\":\"Hi\"}", TextRequest.class).pronunciations()).isEmpty();
	}

	@Test
	void pronunciationsSurviveTheWireAndAreNotPrinted() {
		TextRequest request = new TextRequest("secret text", null,
				List.of(new PronunciationEntry("secret", "[HH][AH0]")));
		assertThat(this.json.readValue(this.json.writeValueAsString(request), TextRequest.class)).isEqualTo(request);
		assertThat(request + " " + request.pronunciations()).doesNotContain("secret", "HH");
	}

	@Test
	void readingSurvivesTheWireAndIsNotPrinted() {
		TextReading reading = new TextReading("zh", List
			.of(new TextReading.Sentence("secret", "secret", List.of(new TextReading.Run("zh", "secret", "mi4")))));
		assertThat(this.json.readValue(this.json.writeValueAsString(reading), TextReading.class)).isEqualTo(reading);
		assertThat(reading + " " + reading.sentences() + " " + reading.sentences().getFirst().runs())
			.doesNotContain("secret", "mi4");
	}

	@Test
	void toStringTellsNeitherTextNorTranscriptNorAudio() {
		assertThat(this.request.toString()).contains("14 chars", "11 chars", "13 chars", "3 bytes")
			.doesNotContain("secret", "private", "hidden");
	}

	@Test
	void reportOfBeforeDetailsWereMeasuredIsStillRead() {
		String stored = """
				{"container":"wav/pcm_s16le","sampleRate":24000,"durationSeconds":4,"speechSeconds":3.5,"loudnessDb":-20,
				"peakDb":-3,"noiseRatioDb":40,"clippedShare":0,"advice":["NOISY"],"waveform":[0.1]}""";
		assertThat(this.json.readValue(stored, PromptReport.class).details()).isNull();
	}

	@Test
	void reportSurvivesTheWire() {
		PromptReport report = new PromptReport("wav/pcm_s16le", 24_000, 4, 3.5, -20, -3, 40, 0, List.of(Advice.NOISY),
				List.of(0.1), new PromptDetails(0.9, -21, -2, -2, 12_000, 0.3, 0.7, new Window(0, 4),
						List.of(new Guidance(Advice.NOISY, "noise", "噪声"))));
		String wire = this.json.writeValueAsString(report);
		assertThat(wire).contains("\"zh\":\"噪声\"");
		assertThat(this.json.readValue(wire, PromptReport.class)).isEqualTo(report);
	}

	@Test
	void everyFormatIsMadeAtTheRateOfTheEngine() {
		assertThat(AudioFormat.values())
			.allSatisfy((format) -> assertThat(format.sampleRates()).contains(PcmFormat.SAMPLE_RATE));
	}

	@Test
	void audioFormatIsFoundInAnyCase() {
		assertThat(AudioFormat.named("mp3")).contains(AudioFormat.MP3);
		assertThat(AudioFormat.named("exe")).isEmpty();
	}

}
