package io.cosymesh.audio.quality;

import java.util.Optional;
import java.util.OptionalDouble;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.dsp.mel.KaldiFbank;
import io.cosymesh.dsp.mel.SincHannResampler;
import io.cosymesh.dsp.speaker.SpeakerTurns;
import io.cosymesh.models.SpeakerEncoder;

/**
 * Finds out whether one person speaks in a recording: by CAM++ where there is one, else
 * by spectrum and pitch.
 */
public final class SpeakerInspector {

	private static final double SEVERAL_SPEAKERS = 1;

	private final Optional<SpeakerEncoder> encoder;

	private final double sameSpeaker;

	/**
	 * Creates an inspector.
	 * @param encoder describes speakers
	 * @param sameSpeaker similarity below which two stretches are taken for two speakers
	 */
	public SpeakerInspector(Optional<SpeakerEncoder> encoder, double sameSpeaker) {
		this.encoder = encoder;
		this.sameSpeaker = sameSpeaker;
	}

	/**
	 * Inspects a prepared prompt.
	 * @param samples speech in {@link PcmFormat}'s rate
	 * @return who speaks
	 */
	public Speakers inspect(float[] samples) {
		double distance = SpeakerTurns.distance(samples, PcmFormat.SAMPLE_RATE);
		OptionalDouble similarity = this.encoder.map((model) -> model.consistency(narrow(samples)))
			.orElse(OptionalDouble.empty());
		return similarity.isPresent()
				? new Speakers(distance, similarity.getAsDouble(), similarity.getAsDouble() < this.sameSpeaker)
				: new Speakers(distance, null, distance >= SEVERAL_SPEAKERS);
	}

	private static float[] narrow(float[] samples) {
		return SincHannResampler.convert(samples, PcmFormat.SAMPLE_RATE, KaldiFbank.SAMPLE_RATE);
	}

}
