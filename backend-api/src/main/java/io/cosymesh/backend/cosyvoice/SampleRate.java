package io.cosymesh.backend.cosyvoice;

import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.AudioFormat;

/**
 * The rate of an answer that is nothing but samples.
 */
final class SampleRate {

	private static final String NAME = "sample_rate";

	private SampleRate() {
	}

	/**
	 * Reads what a request asks for.
	 * @param query its query: a number, or {@code native} for the rate at which speech is
	 * made
	 * @param standard what it gets when it asks for nothing
	 * @return samples per second
	 */
	static int of(MultiValueMap<String, String> query, int standard) {
		@Nullable String wanted = query.getFirst(NAME);
		if (wanted == null || wanted.isBlank()) {
			return standard;
		}
		if (wanted.equals("native")) {
			return PcmFormat.SAMPLE_RATE;
		}
		return AudioFormat.PCM.sampleRates()
			.stream()
			.filter((rate) -> rate.toString().equals(wanted))
			.findFirst()
			.orElseThrow(() -> FieldProblems.invalid(NAME, "native or one of "
					+ AudioFormat.PCM.sampleRates().stream().map(String::valueOf).collect(Collectors.joining(", "))));
	}

}
