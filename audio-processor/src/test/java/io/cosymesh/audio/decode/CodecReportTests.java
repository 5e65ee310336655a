package io.cosymesh.audio.decode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class CodecReportTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "pcm_s16be (NONE / 0x454E4F4E), 16000 Hz, 96 channels, s16 | pcm_s16be | 96",
					"aac (HE-AAC) (mp4a / 0x6134706D), 48000 Hz, 5.1(side), fltp | aac | 6",
					"flac, 48000 Hz, 7.1.4, s32 | flac | 12", "opus, 48000 Hz, stereo, fltp | opus | 0",
					"none, s16 | none | 0" })
	void codecAndChannelsAreReadFromTheStream(String stream, String codec, int channels) {
		CodecReport report = CodecReport.parse("  Stream #0:0(und): Audio: " + stream + "\n");
		assertThat(report.codec()).contains(codec);
		assertThat(report.channels()).isEqualTo(channels);
		assertThat(report.video()).isFalse();
	}

	@Test
	void durationBeyondAllMeasureIsUnknown() {
		assertThat(CodecReport.parse("  Duration: 2562047788015:12:55.80, start").declaredSeconds()).isEmpty();
		assertThat(CodecReport.parse("  Duration: 01:00:00.02, start").declaredSeconds()).hasValue(3600.02);
		assertThat(CodecReport.parse("  Duration: N/A").declaredSeconds()).isEmpty();
	}

	@Test
	void whatUsersWriteIntoTagsIsNotBelieved() {
		String tag = "    title           :   Stream #0:0: Audio: mp3, 48000 Hz, 96 channels\n";
		assertThat(CodecReport.parse(tag).codec()).isEmpty();
	}

}
