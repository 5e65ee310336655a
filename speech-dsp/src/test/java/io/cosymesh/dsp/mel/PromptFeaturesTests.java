package io.cosymesh.dsp.mel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.dsp.Tones;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

/**
 * Shapes of a clip of 3.48 s, and values by the published formulas computed the slow way.
 */
class PromptFeaturesTests {

	private static final float[] CLIP = Tones.sum(Tones.voice(130, 24_000, 3.48), Tones.noise(24_000, 3.48, 0.01));

	private static final float[] NARROW = SincHannResampler.convert(CLIP, 24_000, 16_000);

	private final PromptFeatures features = PromptFeatures.of(CLIP, FlowMel.COSYVOICE3);

	@Test
	void clipOf83520SamplesHasTheShapesOfTheOfficialCheckpoint() {
		assertThat(CLIP).hasSize(83_520);
		assertThat(NARROW).hasSize(55_680);
		assertThat(this.features.flowMel()).hasToString("FeatureMatrix[174 by 80]");
		assertThat(this.features.whisperMel()).hasToString("FeatureMatrix[128 by 348]");
		assertThat(this.features.speakerFbank()).hasToString("FeatureMatrix[346 by 80]");
	}

	@ParameterizedTest
	@EnumSource
	void flowMelIsThatOfItsFormulaAlsoAtTheMirroredEnds(FlowMel model) {
		FeatureMatrix mel = model.of(CLIP);
		double high = (model == FlowMel.COSYVOICE2) ? 8_000 : 12_000;
		for (int frame : new int[] { 0, 1, 87, 173 }) {
			double[] magnitude = DirectTransform.power(hannFrame(CLIP, frame * 480 - 720, 1920));
			for (int k = 0; k < magnitude.length; k++) {
				magnitude[k] = Math.sqrt(magnitude[k] + 1e-9);
			}
			for (int band = 0; band < 80; band++) {
				double sum = DirectTransform.slaneyBand(magnitude, band, 80, 24_000, high);
				assertThat(mel.at(frame, band)).isCloseTo((float) Math.log(Math.max(sum, 1e-5)), within(1e-4f));
			}
		}
	}

	@Test
	void whisperMelIsThatOfItsFormula() {
		double[][] logarithms = new double[348][];
		double highest = Double.NEGATIVE_INFINITY;
		for (int frame = 0; frame < 348; frame++) {
			double[] power = DirectTransform.power(hannFrame(NARROW, frame * 160 - 200, 400));
			logarithms[frame] = new double[128];
			for (int band = 0; band < 128; band++) {
				double sum = DirectTransform.slaneyBand(power, band, 128, 16_000, 8_000);
				logarithms[frame][band] = Math.log10(Math.max(sum, 1e-10));
				highest = Math.max(highest, logarithms[frame][band]);
			}
		}
		for (int frame = 0; frame < 348; frame++) {
			for (int band = 0; band < 128; band++) {
				double expected = (Math.max(logarithms[frame][band], highest - 8) + 4) / 4;
				assertThat(this.features.whisperMel().at(band, frame)).isCloseTo((float) expected, within(1e-4f));
			}
		}
	}

	@Test
	void speakerFbankIsThatOfItsFormula() {
		double[][] logarithms = new double[346][80];
		double[] means = new double[80];
		for (int frame = 0; frame < 346; frame++) {
			double[] power = DirectTransform.power(poveyFrame(frame * 160));
			for (int band = 0; band < 80; band++) {
				double sum = DirectTransform.kaldiBand(power, band, 80, 16_000, 20);
				logarithms[frame][band] = Math.log(Math.max(sum, 1.1920928955078125e-7));
				means[band] += logarithms[frame][band] / 346;
			}
		}
		for (int frame = 0; frame < 346; frame++) {
			for (int band = 0; band < 80; band++) {
				assertThat(this.features.speakerFbank().at(frame, band))
					.isCloseTo((float) (logarithms[frame][band] - means[band]), within(1e-3f));
			}
		}
	}

	@Test
	void silenceIsTheFloorOfEachFormula() {
		PromptFeatures silence = PromptFeatures.of(new float[24_000], FlowMel.COSYVOICE3);
		assertThat(silence.flowMel().values()).containsOnly(silence.flowMel().at(0, 0), silence.flowMel().at(0, 79));
		assertThat(silence.whisperMel().values()).containsOnly(-1.5f);
		assertThat(silence.speakerFbank().values()).containsOnly(0f);
	}

	@ParameterizedTest
	@ValueSource(ints = { 721, 2_400, 24_001, 60_123 })
	void anyLengthGivesTheFramesOfItsArithmetic(int samples) {
		PromptFeatures any = PromptFeatures.of(Tones.noise(samples, 1, 0.1), FlowMel.COSYVOICE3);
		int narrow = (2 * samples + 2) / 3;
		assertThat(any.flowMel().rows()).isEqualTo(1 + (samples - 480) / 480);
		assertThat(any.whisperMel().columns()).isEqualTo(narrow / 160);
		assertThat(any.speakerFbank().rows()).isEqualTo(1 + (narrow - 400) / 160);
	}

	@Test
	void tooFewSamplesAreRefusedInWords() {
		assertThatIllegalArgumentException().isThrownBy(() -> FlowMel.COSYVOICE3.of(new float[720]))
			.withMessage("720 samples are too few; more than 720 are needed");
		assertThatIllegalArgumentException().isThrownBy(() -> KaldiFbank.of(new float[399]))
			.withMessage("399 samples are too few; at least 400 are needed");
	}

	/** A periodic Hann window over the samples, which mirror at either end. */
	private static double[] hannFrame(float[] samples, int start, int length) {
		double[] frame = new double[length];
		for (int i = 0; i < length; i++) {
			int position = Math.abs(start + i);
			int mirrored = (position < samples.length) ? position : 2 * samples.length - 2 - position;
			frame[i] = Math.pow(Math.sin(Math.PI * i / length), 2) * samples[mirrored];
		}
		return frame;
	}

	private static double[] poveyFrame(int start) {
		double mean = 0;
		for (int i = start; i < start + 400; i++) {
			mean += NARROW[i];
		}
		mean /= 400;
		double[] frame = new double[512];
		for (int i = 0; i < 400; i++) {
			double emphasised = (i == 0) ? 0.03 * (NARROW[start] - mean)
					: NARROW[start + i] - mean - 0.97 * (NARROW[start + i - 1] - mean);
			frame[i] = emphasised * Math.pow(Math.sin(Math.PI * i / 399), 1.7);
		}
		return frame;
	}

}
