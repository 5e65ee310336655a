package io.cosymesh.dsp.loudness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.cosymesh.dsp.PlainEspeak;
import io.cosymesh.dsp.Tones;
import io.cosymesh.dsp.signal.Resampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Against the meter of ffmpeg, which was tested with the material of the EBU.
 */
class LoudnessIT {

	private static final int RATE = 48_000;

	@TempDir
	Path directory;

	@ParameterizedTest
	@CsvSource({ "-6", "-20", "-35" })
	void speechWithPausesMeasuresAsFfmpegMeasuresIt(double gainDb) throws Exception {
		float[] speech = Resampler.convert(PlainEspeak.speak("en-us",
				"The old harbour lies quiet. Nobody knows where the boat went, but everyone has a story about it."),
				16_000, RATE);
		float[] samples = new float[3 * speech.length];
		for (int i = 0; i < speech.length; i++) {
			samples[i] = (float) (speech[i] * Math.pow(10, gainDb / 20));
			samples[2 * speech.length + i] = samples[i] / 8;
		}
		Measured ffmpeg = ffmpeg(samples);
		assertThat(Loudness.integrated(samples, RATE)).isCloseTo(ffmpeg.loudness(), within(0.1));
		assertThat(TruePeak.decibels(samples)).isCloseTo(ffmpeg.truePeak(), within(0.2));
	}

	@ParameterizedTest
	@CsvSource({ "0.05", "0.2" })
	void noiseMeasuresAsFfmpegMeasuresIt(double level) throws Exception {
		float[] noise = Tones.noise(RATE, 5, level);
		Measured ffmpeg = ffmpeg(noise);
		assertThat(Loudness.integrated(noise, RATE)).isCloseTo(ffmpeg.loudness(), within(0.1));
		assertThat(TruePeak.decibels(noise)).isCloseTo(ffmpeg.truePeak(), within(0.3));
	}

	private Measured ffmpeg(float[] samples) throws IOException, InterruptedException {
		ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(samples);
		Path file = Files.write(this.directory.resolve("samples"), bytes.array());
		Process process = new ProcessBuilder(
				List.of("ffmpeg", "-nostdin", "-hide_banner", "-f", "f32le", "-ar", Integer.toString(RATE), "-ac", "1",
						"-i", file.toString(), "-af", "ebur128=peak=true", "-f", "null", "-"))
			.redirectErrorStream(true)
			.start();
		String report = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor()).isZero();
		String summary = report.substring(report.lastIndexOf("Summary:"));
		return new Measured(number(summary, "I: +(-?[\\d.]+) LUFS"), number(summary, "Peak: +(-?[\\d.]+) dBFS"));
	}

	private static double number(String text, String pattern) {
		Matcher matcher = Pattern.compile(pattern).matcher(text);
		assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
		return Double.parseDouble(matcher.group(1));
	}

	private record Measured(double loudness, double truePeak) {
	}

}
