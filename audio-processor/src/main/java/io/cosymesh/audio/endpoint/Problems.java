package io.cosymesh.audio.endpoint;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

import org.springframework.http.HttpStatus;

import io.cosymesh.audio.acceptance.RecordingRefusedException;
import io.cosymesh.audio.acceptance.Refusal;
import io.cosymesh.audio.admission.BusyException;
import io.cosymesh.audio.encode.EncoderMissingException;
import io.cosymesh.audio.encode.IncompleteSpeechException;
import io.cosymesh.audio.encode.SampleRateUnsupportedException;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * Says what this service throws as problems.
 */
final class Problems {

	private static final String PROMPT = "prompt";

	private static final Duration SOON = Duration.ofSeconds(2);

	private Problems() {
	}

	static Throwable of(Throwable error) {
		return switch (error) {
			case RecordingRefusedException refused -> refused(refused.refusal());
			case EncoderMissingException missing -> ProblemException.invalidField("format", "encoder-missing",
					"%s can't be made here because %s is not installed; ask for wav or pcm, or install it"
						.formatted(missing.format(), String.join(", ", missing.tools())));
			case SampleRateUnsupportedException unsupported ->
				ProblemException.invalidField("sampleRate", "invalid-field", "'sampleRate' must be one of %s for %s"
					.formatted(join(unsupported.format().sampleRates()), unsupported.format().extension()));
			case IncompleteSpeechException _ -> ProblemException.invalidField("body", "speech-incomplete",
					"The speech is no whole number of 16-bit samples, at least one; send all of it");
			case BusyException _ ->
				ProblemException
					.of(HttpStatus.SERVICE_UNAVAILABLE, "audio-busy", "Too much audio at once",
							"As many recordings as fit are being worked on; try again in %d seconds"
								.formatted(SOON.toSeconds()))
					.withRetryAfter(SOON);
			default -> error;
		};
	}

	private static String join(List<Integer> numbers) {
		return numbers.stream().map(String::valueOf).collect(Collectors.joining(", "));
	}

	private static ProblemException refused(Refusal refusal) {
		return ProblemException.of(status(refusal), refusal.type(), "The recording can't be used", refusal.detail())
			.withField(PROMPT);
	}

	private static HttpStatus status(Refusal refusal) {
		return switch (refusal) {
			case Refusal.TooLarge _ -> HttpStatus.CONTENT_TOO_LARGE;
			case Refusal.DecoderMissing _, Refusal.NotAudio _ -> HttpStatus.UNSUPPORTED_MEDIA_TYPE;
			case Refusal.Empty _, Refusal.BreaksOff _, Refusal.SampleRateTooLow _, Refusal.TooManyChannels _,
					Refusal.TooLong _, Refusal.Silent _, Refusal.TooShort _, Refusal.NoVoice _ ->
				HttpStatus.BAD_REQUEST;
		};
	}

}
