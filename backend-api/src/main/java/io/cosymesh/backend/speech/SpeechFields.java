package io.cosymesh.backend.speech;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.form.FieldProblems;
import io.cosymesh.backend.form.FieldValues;
import io.cosymesh.backend.form.FormFields;
import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.audio.AudioFormat;
import io.cosymesh.contracts.inference.SynthesisRequest;

/**
 * The text fields that say what to speak and how.
 */
final class SpeechFields implements FormFields {

	static final List<String> NAMES = List.of("text", "mode", "instruct", "language", "speed", "seed", "format",
			"sampleRate", "engine");

	private static final BigDecimal SLOWEST = new BigDecimal("0.5");

	private static final BigDecimal FASTEST = new BigDecimal("2");

	private static final Pattern ENGINE = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

	private final int longestText;

	private @Nullable String text;

	private SpeechMode mode = SpeechMode.ZERO_SHOT;

	private @Nullable String language;

	private double speed = 1;

	private @Nullable Long seed;

	private @Nullable String instruct;

	private AudioFormat format = AudioFormat.WAV;

	private int sampleRate = PcmFormat.SAMPLE_RATE;

	private @Nullable String engine;

	SpeechFields(int longestText) {
		this.longestText = longestText;
	}

	@Override
	public void accept(String field, String value) {
		switch (field) {
			case "text" -> this.text = FieldValues.speakable(field, value, this.longestText);
			case "language" -> this.language = FieldValues.language(field, value);
			case "mode", "instruct", "speed", "seed", "format", "sampleRate", "engine" -> {
				if (!value.isBlank()) {
					acceptOption(field, value.strip());
				}
			}
			default -> throw FieldProblems.unknown(field, NAMES);
		}
	}

	private void acceptOption(String field, String value) {
		switch (field) {
			case "mode" -> this.mode = SpeechMode.named(field, value);
			case "speed" -> this.speed = speed(field, value);
			case "seed" -> this.seed = seed(field, value);
			case "format" -> this.format = FieldValues.oneOf(field, value, AudioFormat.class);
			case "sampleRate" -> this.sampleRate = sampleRate(field, value);
			case "engine" -> this.engine = engine(field, value);
			default -> this.instruct = FieldValues.text(field, value, SynthesisRequest.MAX_INSTRUCT_LENGTH);
		}
	}

	@Override
	public void requireAll() {
		order();
	}

	SpeechOrder order() {
		if (this.text == null) {
			throw FieldProblems.missing("text");
		}
		this.mode.check(this.instruct);
		if (!this.format.sampleRates().contains(this.sampleRate)) {
			throw FieldProblems.invalid("sampleRate",
					"one of %s for %s".formatted(rates(this.format), this.format.extension()));
		}
		return new SpeechOrder(this.text, this.language, this.speed, this.seed, this.instruct, this.format,
				this.sampleRate, this.engine, List.of());
	}

	SpeechMode mode() {
		return this.mode;
	}

	private static double speed(String field, String value) {
		try {
			BigDecimal speed = new BigDecimal(value);
			if (speed.compareTo(SLOWEST) >= 0 && speed.compareTo(FASTEST) <= 0) {
				return speed.doubleValue();
			}
		}
		catch (NumberFormatException _) {
			// refused below, as any number out of range is
		}
		throw FieldProblems.invalid(field, "a number from 0.5 to 2");
	}

	private static int sampleRate(String field, String value) {
		return AudioFormat.WAV.sampleRates()
			.stream()
			.filter((rate) -> value.equals(rate.toString()))
			.findFirst()
			.orElseThrow(() -> FieldProblems.invalid(field, "one of " + rates(AudioFormat.WAV)));
	}

	/** Its shape alone: which there are is the engine service's to say. */
	private static String engine(String field, String value) {
		if (!ENGINE.matcher(value).matches()) {
			throw FieldProblems.invalid(field, "the name of an engine as GET /api/v1/engines lists it, or left out");
		}
		return value;
	}

	private static String rates(AudioFormat format) {
		return format.sampleRates().stream().map(String::valueOf).collect(Collectors.joining(", "));
	}

	private static long seed(String field, String value) {
		try {
			return Long.parseLong(value);
		}
		catch (NumberFormatException _) {
			throw FieldProblems.invalid(field, "a whole number of 64 bits, or left out for a fresh one");
		}
	}

}
