package io.cosymesh.audio.plot;

import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.audio.TestSpeech;
import io.cosymesh.audio.decode.Recording;
import io.cosymesh.contracts.audio.PromptPlot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class PromptPlotterTests {

	@ParameterizedTest
	@CsvSource({ "0.005,1", "1,100", "4,400", "30,400" })
	void columnsAreFewHoweverLongItLasts(double seconds, int columns) {
		PromptPlot plot = plot(TestSpeech.voice(seconds, 48_000), 48_000);
		assertThat(plot.durationSeconds()).isEqualTo(seconds);
		assertThat(plot.spectrogram().columns()).isEqualTo(columns);
		assertThat(plot.spectrogram().cells().length()).isEqualTo(columns * 80);
		assertThat(plot.waveform().low()).hasSize(columns);
		assertThat(plot.waveform().high()).hasSize(columns);
		assertThat(plot.pitch().hertz()).hasSize(columns);
		assertThat(JsonMapper.shared().writeValueAsString(plot)).hasSizeLessThan(70_000);
	}

	@Test
	void toneLightsUpItsRowAlone() {
		float[] tone = new float[24_000];
		for (int i = 0; i < tone.length; i++) {
			tone[i] = (float) (0.5 * Math.sin(2 * Math.PI * 1_000 * i / 24_000));
		}
		PromptPlot.Spectrogram spectrogram = plot(tone, 24_000).spectrogram();
		byte[] cells = spectrogram.cells().toByteArray();
		int brightest = 0;
		for (int row = 0; row < 80; row++) {
			brightest = (level(cells, 50, row) > level(cells, 50, brightest)) ? row : brightest;
		}
		assertThat(spectrogram.frequencies().get(brightest)).isCloseTo(1_000, within(40.0));
		assertThat(level(cells, 50, brightest)).isGreaterThan(250);
		assertThat(level(cells, 50, 70)).isZero();
		assertThat(spectrogram.frequencies()).isSorted().hasSize(80);
		assertThat(spectrogram.floorDb()).isEqualTo(-80);
	}

	@Test
	void waveformAndPitchAreThoseOfTheVoiceAndItsPause() {
		PromptPlot plot = plot(TestSpeech.join(TestSpeech.voice(2, 24_000), new float[48_000]), 24_000);
		List<Double> voiced = plot.pitch().hertz().subList(20, 180);
		assertThat(voiced).filteredOn((hertz) -> Math.abs(hertz - TestSpeech.PITCH) < 2).hasSizeGreaterThan(140);
		assertThat(plot.pitch().hertz().subList(210, 400)).containsOnly(0.0);
		assertThat(Collections.max(plot.waveform().high())).isCloseTo(0.6, within(0.01));
		assertThat(Collections.min(plot.waveform().low())).isBetween(-0.61, -0.2);
		assertThat(plot.waveform().high().subList(200, 400)).containsOnly(0.0);
	}

	@Test
	void silenceIsDrawnToo() {
		PromptPlot plot = plot(new float[24_000], 24_000);
		assertThat(plot.pitch().hertz()).containsOnly(0.0);
		assertThat(plot.waveform().low()).containsOnly(0.0);
	}

	private static PromptPlot plot(float[] samples, int sampleRate) {
		return PromptPlotter.plot(new Recording(samples, sampleRate, "test"));
	}

	private static int level(byte[] cells, int column, int row) {
		return Byte.toUnsignedInt(cells[column * 80 + row]);
	}

}
