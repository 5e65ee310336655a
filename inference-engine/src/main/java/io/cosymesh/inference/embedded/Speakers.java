package io.cosymesh.inference.embedded;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.VoicePrompt;
import io.cosymesh.dsp.colour.Colour;
import io.cosymesh.dsp.spectrum.LongTermSpectrum;
import io.cosymesh.inference.engine.RefusedOrderException;

/**
 * The speakers heard last, by the hash of their recordings: listening to one takes longer
 * than a short sentence does.
 */
final class Speakers {

	/** What the colour is measured from: the first ten seconds. */
	private static final int MOST_BYTES = 10 * PcmFormat.SAMPLE_RATE * PcmFormat.BYTES_PER_SAMPLE;

	private final RecentlyUsed<String, Speaker> known;

	Speakers(int capacity) {
		this.known = new RecentlyUsed<>(capacity);
	}

	Speaker of(VoicePrompt prompt) throws RefusedOrderException {
		if (prompt.features().bandLevelsDb().size() != LongTermSpectrum.centres().size()) {
			throw new RefusedOrderException("prompt", "prompt-features-unknown",
					"The recording was measured in another way; upload it again");
		}
		byte[] pcm = prompt.audio().toByteArray();
		return this.known.get(fingerprint(prompt, pcm),
				(fingerprint) -> new Speaker(fingerprint, prompt.features(), Colour.of(samples(pcm)).orElse(null)));
	}

	private static String fingerprint(VoicePrompt prompt, byte[] pcm) {
		try {
			MessageDigest hash = MessageDigest.getInstance("SHA-256");
			hash.update(pcm);
			hash.update(prompt.features().toString().getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(hash.digest());
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java has SHA-256", ex);
		}
	}

	private static float[] samples(byte[] pcm) {
		ByteBuffer buffer = ByteBuffer.wrap(pcm).order(ByteOrder.LITTLE_ENDIAN);
		float[] samples = new float[Math.min(pcm.length, MOST_BYTES) / PcmFormat.BYTES_PER_SAMPLE];
		for (int i = 0; i < samples.length; i++) {
			samples[i] = buffer.getShort() / 32768f;
		}
		return samples;
	}

}
