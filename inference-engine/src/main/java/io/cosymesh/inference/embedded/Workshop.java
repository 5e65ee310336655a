package io.cosymesh.inference.embedded;

import java.util.Arrays;
import java.util.concurrent.Semaphore;

import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.inference.engine.EngineFailureException;

/**
 * Where lines are spoken: as many at once as there are places, the others in the order
 * they came. A speech takes a place for each of its lines, so that a long one doesn't
 * hold up the first words of a short one. A line is spoken by one subprocess, and by
 * another if its pitch came out too far from the speaker's.
 */
final class Workshop {

	/** How far a line may stray from the speaker's pitch: intonation, not error. */
	private static final double TOLERANCE_SEMITONES = 0.4;

	private static final int LISTENED_SECONDS = 5;

	private final Enrolment enrolment;

	private final Semaphore places;

	Workshop(Enrolment enrolment, int places) {
		this.enrolment = enrolment;
		this.places = new Semaphore(places, true);
	}

	Semaphore places() {
		return this.places;
	}

	/** Speaks a line; blocks until there is a place and it is done. */
	SpokenLine speak(EspeakSession session, Speaker speaker, Script.Line line) throws EngineFailureException {
		try {
			this.places.acquire();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new EngineFailureException("Interrupted", ex);
		}
		try {
			AdaptedVoice voice = this.enrolment.adapt(session, speaker, line.language());
			float[] speech = centred(session, voice, line);
			return new SpokenLine(line.isLastOfSentence() ? speech : Silence.shorten(speech), voice.timbre());
		}
		finally {
			this.places.release();
		}
	}

	private static float[] centred(EspeakSession session, AdaptedVoice voice, Script.Line line)
			throws EngineFailureException {
		VoiceVariant variant = voice.variant().delivering(line.delivery(), voice.pitchHz());
		float[] speech = session.speak(voice.base(), variant, line.delivery().rate(), line.reading());
		if (variant.isWhispered()) {
			return speech;
		}
		double wanted = voice.pitchHz() * line.delivery().pitchFactor();
		PitchTrack pitch = listen(speech);
		if (!pitch.isVoiced() || Math.abs(PitchTrack.semitones(wanted, pitch.medianHz())) <= TOLERANCE_SEMITONES) {
			return speech;
		}
		return session.speak(voice.base(), variant.withPitchRaised(wanted - pitch.medianHz()), line.delivery().rate(),
				line.reading());
	}

	private static PitchTrack listen(float[] speech) {
		float[] heard = Arrays.copyOf(speech, Math.min(speech.length, LISTENED_SECONDS * EspeakSession.SAMPLE_RATE));
		return PitchTracker.track(Resampler.convert(heard, EspeakSession.SAMPLE_RATE, PitchTracker.SAMPLE_RATE));
	}

	/**
	 * A line as espeak-ng said it.
	 *
	 * @param samples what it said
	 * @param timbre what is to be done to its sound
	 */
	@SuppressWarnings("ArrayRecordComponent") // never compared
	record SpokenLine(float[] samples, Timbre timbre) {

	}

}
