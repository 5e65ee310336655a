package io.cosymesh.inference.embedded;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.dsp.VoiceAnalyzer;
import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.text.Language;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.UnspeakableTextException;

/**
 * Makes a language's voice take after a speaker: speaks the calibration sentence, listens
 * to the result and corrects pitch, range and breath, twice; then designs the timbre.
 * Remembers what it found.
 */
final class Enrolment {

	private static final int ROUNDS = 2;

	/** A variant an octave up must move the pitch by at least half of it. */
	private static final double PROBE_FACTOR = 2;

	private static final double PROOF_SEMITONES = 6;

	private final Pronunciation pronunciation;

	private final Map<Language, BaseMeasurement> bases = new ConcurrentHashMap<>();

	private final RecentlyUsed<Key, AdaptedVoice> voices;

	Enrolment(Pronunciation pronunciation, int capacity) {
		this.pronunciation = pronunciation;
		this.voices = new RecentlyUsed<>(capacity);
	}

	/**
	 * Returns the voice of a speaker in a language.
	 * @param session runs espeak-ng
	 * @param speaker whom to take after
	 * @param language the language
	 */
	AdaptedVoice adapt(EspeakSession session, Speaker speaker, Language language) throws EngineFailureException {
		return this.voices.get(new Key(speaker, language),
				(key) -> enrol(session, speaker, BaseVoice.of(language), base(session, language)));
	}

	private AdaptedVoice enrol(EspeakSession session, Speaker speaker, BaseVoice base, BaseMeasurement measured)
			throws EngineFailureException {
		String sentence = reading(base);
		VoiceFeatures features = speaker.features();
		VariantMapping mapping = VariantMapping.initial();
		float[] speech = new float[0];
		for (int round = 0; round < ROUNDS; round++) {
			speech = session.speak(base.name(), mapping.variant(features, measured), 1, sentence);
			PitchTrack pitch = voiced(PitchTracker.track(listen(speech)), base);
			int breath = (round == 0)
					? VariantMapping.breathFor(pitch.harmonicsToNoiseDb() - features.harmonicsToNoiseDb())
					: mapping.breath();
			double range = (round == 0) ? VariantMapping.range(features) / Math.max(1, pitch.rangeSemitones()) : 1;
			mapping = mapping.correctedBy(pitch.medianHz() - features.medianPitchHz(), range, breath);
		}
		Timbre timbre = TimbreDesign.of(speaker,
				Resampler.convert(speech, EspeakSession.SAMPLE_RATE, PcmFormat.SAMPLE_RATE));
		return new AdaptedVoice(base.name(), mapping.variant(features, measured), features.medianPitchHz(), timbre);
	}

	private BaseMeasurement base(EspeakSession session, Language language) throws EngineFailureException {
		BaseMeasurement known = this.bases.get(language);
		if (known == null) {
			known = calibrate(session, BaseVoice.of(language));
			this.bases.put(language, known);
		}
		return known;
	}

	private BaseMeasurement calibrate(EspeakSession session, BaseVoice base) throws EngineFailureException {
		String sentence = reading(base);
		float[] speech = listen(session.speak(base.name(), sentence));
		VoiceFeatures features = VoiceAnalyzer.measure(speech, PitchTracker.SAMPLE_RATE);
		PitchTrack pitch = voiced(PitchTracker.track(speech), base);
		BaseMeasurement measured = new BaseMeasurement(pitch.medianHz(), pitch.rangeHz(), features.formantScale());
		proveVariantsApply(session, base, measured, sentence);
		return measured;
	}

	/** espeak-ng ignores a variant it can't apply without a word. */
	private static void proveVariantsApply(EspeakSession session, BaseVoice base, BaseMeasurement measured,
			String sentence) throws EngineFailureException {
		int low = (int) Math.round(82 + measured.medianHz() * (PROBE_FACTOR - 1));
		float[] raised = listen(
				session.speak(base.name(), new VoiceVariant(low, low + 36, 100, 100, 100, 0, false), 1, sentence));
		PitchTrack pitch = voiced(PitchTracker.track(raised), base);
		if (PitchTrack.semitones(measured.medianHz(), pitch.medianHz()) < PROOF_SEMITONES) {
			throw new EngineFailureException("espeak-ng ignores variants of its voice '%s'".formatted(base.name()),
					null);
		}
	}

	private String reading(BaseVoice base) throws EngineFailureException {
		try {
			return this.pronunciation.of(base.calibration());
		}
		catch (UnspeakableTextException ex) {
			throw new EngineFailureException("The calibration sentence of '%s' can't be read".formatted(base.name()),
					ex);
		}
	}

	private static float[] listen(float[] speech) {
		return Resampler.convert(speech, EspeakSession.SAMPLE_RATE, PitchTracker.SAMPLE_RATE);
	}

	private static PitchTrack voiced(PitchTrack pitch, BaseVoice base) throws EngineFailureException {
		if (!pitch.isVoiced()) {
			throw new EngineFailureException("espeak-ng's voice '%s' makes no voiced sound".formatted(base.name()),
					null);
		}
		return pitch;
	}

	private record Key(Speaker speaker, Language language) {

	}

}
