package io.cosymesh.backend.pipeline;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import io.cosymesh.contracts.AudioBytes;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.PromptDetails;
import io.cosymesh.contracts.audio.PromptDetails.Window;
import io.cosymesh.contracts.audio.PromptReport;

/**
 * The part of a prompt that an engine hears: the best window of a long one, unless a
 * transcript tells what all of it says.
 */
public final class PromptPart {

	private PromptPart() {
	}

	/**
	 * Cuts a prompt.
	 * @param audio the whole prompt in {@link PcmFormat}
	 * @param report what was measured of it
	 * @param transcript what is said in it, when known
	 * @return the part to hear
	 */
	public static AudioBytes of(AudioBytes audio, PromptReport report, @Nullable String transcript) {
		PromptDetails details = report.details();
		if (transcript != null || details == null) {
			return audio;
		}
		Window window = details.window();
		int start = Math.min(audio.length(), bytes(window.startSeconds()));
		int end = Math.min(audio.length(), bytes(window.endSeconds()));
		boolean whole = start >= end || end - start == audio.length();
		return whole ? audio : AudioBytes.of(Arrays.copyOfRange(audio.toByteArray(), start, end));
	}

	private static int bytes(double seconds) {
		return PcmFormat.BYTES_PER_SAMPLE * (int) Math.round(seconds * PcmFormat.SAMPLE_RATE);
	}

}
