package io.cosymesh.inference.embedded;

import java.util.Collections;

import org.junit.jupiter.api.Test;

import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.inference.markup.Delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class VariantMappingTests {

	private final BaseMeasurement base = new BaseMeasurement(100, 20, 1);

	@Test
	void pitchFollowsTheSpeakerOnALinearScale() {
		VoiceVariant variant = VariantMapping.initial().variant(speaker(200, 4, 1), this.base);
		double span = 200 * (Math.pow(2, 4 / 24.0) - Math.pow(2, -4 / 24.0));
		double stretch = span / 20;
		assertThat((double) variant.lowPitch()).isCloseTo(209 - 27 * stretch, within(0.6));
		assertThat((double) variant.highPitch() - variant.lowPitch()).isCloseTo(36 * stretch, within(1.1));
	}

	@Test
	void pitchErrorIsTakenOff() {
		VariantMapping mapping = VariantMapping.initial().correctedBy(12, 1, 0);
		int corrected = mapping.variant(speaker(200, 4, 1), this.base).lowPitch();
		int before = VariantMapping.initial().variant(speaker(200, 4, 1), this.base).lowPitch();
		assertThat(before - corrected).isEqualTo(12);
	}

	@Test
	void formantsMoveHalfTheWayAndWiden() {
		VoiceVariant shorter = VariantMapping.initial().variant(speaker(200, 4, 1.21), this.base);
		assertThat(shorter).returns(110, VoiceVariant::formantPercent)
			.returns(75, VoiceVariant::heightPercent)
			.returns(155, VoiceVariant::widthPercent);
		VoiceVariant same = VariantMapping.initial().variant(speaker(100, 4, 1), this.base);
		assertThat(same).returns(100, VoiceVariant::formantPercent).returns(115, VoiceVariant::widthPercent);
		assertThat(VariantMapping.initial().variant(speaker(300, 4, 1.34), this.base).formantPercent()).isEqualTo(112);
	}

	@Test
	void breathMakesUpForTooMuchHarmony() {
		assertThat(VariantMapping.breathFor(1.4)).isEqualTo(10);
		assertThat(VariantMapping.breathFor(-3)).isZero();
		assertThat(VariantMapping.breathFor(30)).isEqualTo(35);
	}

	@Test
	void variantFileHoldsWhatEspeakReads() {
		assertThat(new VoiceVariant(120, 160, 105, 75, 155, 10, false).definition()).isEqualTo("""
				language variant
				name prompt
				pitch 120 160
				formant 0 105 75 155
				formant 1 105 75 155
				formant 2 105 75 155
				formant 3 105 75 155
				formant 4 105 75 155
				formant 5 105 75 155
				formant 6 105 75 155
				formant 7 105 75 155
				formant 8 105 75 155
				breath 10 10 10 10 10 10 10 10
				""");
		assertThat(new VoiceVariant(120, 160, 105, 75, 155, 4, false).definition()).doesNotContain("breath");
	}

	@Test
	void pitchNeverFallsBelowWhatEspeakTakesAndTheRangeGivesWay() {
		VoiceVariant lowered = new VoiceVariant(50, 110, 100, 95, 115, 0, false).withPitchRaised(-40);
		assertThat(lowered.lowPitch()).isEqualTo(30);
		assertThat(lowered.highPitch() - lowered.lowPitch()).isEqualTo(33);
		VoiceVariant lowest = new VoiceVariant(50, 80, 100, 95, 115, 0, false).withPitchRaised(-200);
		assertThat(lowest).returns(30, VoiceVariant::lowPitch).returns(33, VoiceVariant::highPitch);
	}

	@Test
	void wideRangeOfALowVoiceIsNarrowedUntilItsMedianCanBeReached() {
		VoiceVariant variant = VariantMapping.initial().variant(speaker(60, 9, 1), this.base);
		assertThat(variant.lowPitch()).isEqualTo(30);
		double median = variant.lowPitch() - 9 + 27 * (variant.highPitch() - variant.lowPitch()) / 36.0;
		assertThat(median).isCloseTo(60, within(1.5));
	}

	@Test
	void deliveryChangesPitchAndRange() {
		VoiceVariant plain = new VoiceVariant(100, 136, 100, 95, 115, 0, false);
		assertThat(plain.delivering(Delivery.PLAIN, 120)).isEqualTo(plain);
		VoiceVariant octaveUp = plain.delivering(new Delivery(1, 12, 2, 0, false), 120);
		assertThat(octaveUp).returns(220, VoiceVariant::lowPitch).returns(292, VoiceVariant::highPitch);
	}

	@Test
	void whisperIsBreathInPlaceOfVoice() {
		VoiceVariant whispered = new VoiceVariant(100, 136, 100, 95, 115, 7, false)
			.delivering(new Delivery(1, 0, 1, 0, true), 120);
		assertThat(whispered.definition()).endsWith("voicing 10\nbreath 50 50 50 50 50 50 50 50\n");
	}

	private static VoiceFeatures speaker(double pitch, double range, double formantScale) {
		return new VoiceFeatures(pitch, range, Collections.nCopies(16, 0.0), formantScale, 12, 4, 8000);
	}

}
