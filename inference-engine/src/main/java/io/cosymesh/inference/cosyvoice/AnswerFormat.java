package io.cosymesh.inference.cosyvoice;

import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.cosymesh.contracts.SpeechHeaders;
import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.web.reactive.function.client.ClientResponse;

/**
 * What the head of an answer says about its body.
 *
 * @param sampleRate samples per second
 * @param length bytes to come, if known
 */
record AnswerFormat(int sampleRate, OptionalLong length) {

	private static final Pattern AUDIO = Pattern.compile(
			"(?i)(?:application/octet-stream|audio/(?:pcm|x-pcm|l16|raw|wav|x-wav|wave|vnd\\.wave|basic))(?:\\s*;.*)?");

	private static final Pattern RATE = Pattern.compile("(?i);\\s*(?:rate|sample_?rate)=\"?(\\d{4,6})\"?");

	private static final int LOWEST_RATE = 8_000;

	private static final int HIGHEST_RATE = 192_000;

	static AnswerFormat of(ClientResponse response, int assumedRate) throws RuntimeFailureException {
		if (!response.statusCode().is2xxSuccessful()) {
			throw Faults.of(response.statusCode());
		}
		HttpHeaders headers = response.headers().asHttpHeaders();
		String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
		// CosyVoice's own server sends none.
		if (type != null && !AUDIO.matcher(type).matches()) {
			throw new RuntimeFailureException(Kind.BROKEN, "The runtime sent something else than PCM or WAV");
		}
		return new AnswerFormat(rate(headers, type, assumedRate), response.headers().contentLength());
	}

	private static int rate(HttpHeaders headers, @Nullable String type, int assumedRate)
			throws RuntimeFailureException {
		String declared = headers.getFirst(SpeechHeaders.SAMPLE_RATE);
		if (declared == null && type != null) {
			Matcher parameter = RATE.matcher(type);
			declared = parameter.find() ? parameter.group(1) : null;
		}
		return (declared != null) ? checked(declared) : assumedRate;
	}

	private static int checked(String declared) throws RuntimeFailureException {
		return declared.matches("\\d{4,6}") ? checked(Integer.parseInt(declared)) : checked(0);
	}

	static int checked(int rate) throws RuntimeFailureException {
		if (rate < LOWEST_RATE || rate > HIGHEST_RATE) {
			throw new RuntimeFailureException(Kind.BROKEN, "The runtime declares an impossible sample rate");
		}
		return rate;
	}

}
