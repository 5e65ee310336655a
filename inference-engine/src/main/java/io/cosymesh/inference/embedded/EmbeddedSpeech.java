package io.cosymesh.inference.embedded;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechOrder;
import org.jspecify.annotations.Nullable;

/**
 * Speech of the embedded engine. Each phrase is spoken when its first piece is pulled:
 * one subprocess, a second one if the pitch came out too far from the speaker's.
 */
final class EmbeddedSpeech implements Speech {

	/** A fifth of a second at espeak-ng's rate. */
	private static final int PIECE = EspeakSession.SAMPLE_RATE / 5;

	/** How far a phrase may stray from the speaker's pitch: intonation, not error. */
	private static final double TOLERANCE_SEMITONES = 0.7;

	private static final int LISTENED_SECONDS = 6;

	private final Enrolment enrolment;

	private final EspeakSession session;

	private final Semaphore slots;

	private final SpeechOrder order;

	private final Script script;

	private final Deque<Script.Line> lines;

	private final RandomGenerator noise;

	private float[] spoken = new float[0];

	private int position;

	private @Nullable PostFilter filter;

	EmbeddedSpeech(Enrolment enrolment, EspeakSession session, Semaphore slots, SpeechOrder order, Script script) {
		this.enrolment = enrolment;
		this.session = session;
		this.slots = slots;
		this.order = order;
		this.script = script;
		this.lines = new ArrayDeque<>(script.lines());
		this.noise = RandomGeneratorFactory.of("L64X128MixRandom").create(order.seed());
	}

	@Override
	public String language() {
		return this.script.language().tag();
	}

	@Override
	public int sentences() {
		return this.script.sentences();
	}

	@Override
	public Optional<byte[]> next() throws EngineFailureException {
		while (this.filter != null || !this.lines.isEmpty()) {
			if (this.session.isClosed()) {
				throw new EngineFailureException("The speech was given up before its end", null);
			}
			if (this.filter == null) {
				this.filter = speak(this.lines.remove());
			}
			byte[] piece = nextPiece(this.filter);
			if (piece.length > 0) {
				return Optional.of(piece);
			}
		}
		return Optional.empty();
	}

	@Override
	public void close() {
		this.session.close();
	}

	private byte[] nextPiece(PostFilter filter) {
		if (this.position == this.spoken.length) {
			this.filter = null;
			return filter.finish();
		}
		int end = Math.min(this.spoken.length, this.position + PIECE);
		byte[] piece = filter.process(Arrays.copyOfRange(this.spoken, this.position, end));
		this.position = end;
		return piece;
	}

	private PostFilter speak(Script.Line line) throws EngineFailureException {
		try {
			this.slots.acquire();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new EngineFailureException("Interrupted", ex);
		}
		try {
			AdaptedVoice voice = this.enrolment.adapt(this.session, this.order.prompt().features(), line.language());
			float[] speech = centred(voice, line.reading());
			this.spoken = line.isLastOfSentence() ? speech : Silence.shorten(speech);
			this.position = 0;
			return new PostFilter(voice, this.noise);
		}
		finally {
			this.slots.release();
		}
	}

	private float[] centred(AdaptedVoice voice, String reading) throws EngineFailureException {
		float[] speech = this.session.speak(voice.base(), voice.variant(), this.order.speed(), reading);
		float[] heard = Arrays.copyOf(speech, Math.min(speech.length, LISTENED_SECONDS * EspeakSession.SAMPLE_RATE));
		PitchTrack pitch = PitchTracker
			.track(Resampler.convert(heard, EspeakSession.SAMPLE_RATE, PitchTracker.SAMPLE_RATE));
		if (!pitch.isVoiced()
				|| Math.abs(PitchTrack.semitones(voice.pitchHz(), pitch.medianHz())) <= TOLERANCE_SEMITONES) {
			return speech;
		}
		VoiceVariant corrected = voice.variant().withPitchRaised(voice.pitchHz() - pitch.medianHz());
		return this.session.speak(voice.base(), corrected, this.order.speed(), reading);
	}

}
