package io.cosymesh.inference.embedded;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Collections;
import java.util.Optional;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.VoiceFeatures;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.dsp.pitch.PitchTrack;
import io.cosymesh.dsp.pitch.PitchTracker;
import io.cosymesh.dsp.signal.Resampler;
import io.cosymesh.dsp.spectrum.LongTermSpectrum;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechEngine;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.engine.SpeechOrder;

/**
 * Makes a word in a made-up voice and checks that it sounds like that voice.
 */
final class SelfTest {

	static final SpeechOrder ENGLISH = order("Welcome home.", "en");

	static final SpeechOrder CHINESE = order("你好。", "zh");

	private static final double PITCH_HZ = 200;

	private static final double TOLERANCE_SEMITONES = 2;

	private static final double SHORTEST_SECONDS = 0.2;

	private static final double LONGEST_SECONDS = 5;

	private SelfTest() {
	}

	static void run(SpeechEngine engine, SpeechOrder order) throws SpeechException {
		ByteArrayOutputStream pcm = new ByteArrayOutputStream();
		try (Speech speech = engine.open(order)) {
			for (Optional<byte[]> piece = speech.next(); piece.isPresent(); piece = speech.next()) {
				pcm.writeBytes(piece.get());
			}
		}
		double seconds = PcmFormat.seconds(pcm.size());
		if (seconds < SHORTEST_SECONDS || seconds > LONGEST_SECONDS) {
			throw new EngineFailureException("Self-test: a word lasts %.2f s".formatted(seconds), null);
		}
		PitchTrack pitch = PitchTracker.track(samples(pcm.toByteArray()));
		if (!pitch.isVoiced() || Math.abs(PitchTrack.semitones(PITCH_HZ, pitch.medianHz())) > TOLERANCE_SEMITONES) {
			throw new EngineFailureException("Self-test: the pitch doesn't follow the speaker's", null);
		}
	}

	private static float[] samples(byte[] pcm) {
		float[] samples = new float[pcm.length / PcmFormat.BYTES_PER_SAMPLE];
		ByteBuffer buffer = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < samples.length; i++) {
			samples[i] = buffer.getShort() / 32768f;
		}
		return Resampler.convert(samples, PcmFormat.SAMPLE_RATE, PitchTracker.SAMPLE_RATE);
	}

	private static SpeechOrder order(String text, String language) {
		VoiceFeatures features = new VoiceFeatures(PITCH_HZ, 5,
				Collections.nCopies(LongTermSpectrum.centres().size(), 0.0), 1.08, 12, 4, 8000);
		return new SpeechOrder(text, language, 1, 1, null, new VoicePrompt(AudioBytes.of(new byte[0]), null, features));
	}

}
