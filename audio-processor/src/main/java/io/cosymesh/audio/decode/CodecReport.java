package io.cosymesh.audio.decode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ffmpeg tells about its input while it decodes. Lenient: what it doesn't find is
 * unknown.
 *
 * @param codec name of the audio codec
 * @param channels channels of the audio, 0 when unknown
 * @param declaredSeconds duration the container claims
 * @param video whether there are pictures as well, whose duration may be the longer one
 */
record CodecReport(Optional<String> codec, int channels, OptionalDouble declaredSeconds, boolean video) {

	private static final int MAX_LENGTH = 65_536;

	// Two spaces and no more: what users write into tags is indented further.
	private static final Pattern DURATION = Pattern.compile("^ {2}Duration: (\\d{1,6}):(\\d\\d):(\\d\\d\\.\\d+)",
			Pattern.MULTILINE);

	private static final Pattern AUDIO = Pattern.compile(
			"^ {2}Stream #0:\\d+.*?: Audio: (\\w+)(?:.*? Hz, (?:(\\d{1,6})(?:\\.(\\d))?(?:\\.(\\d))?)?)?",
			Pattern.MULTILINE);

	private static final Pattern VIDEO = Pattern.compile("^ {2}Stream #0:\\d+.*?: Video: ", Pattern.MULTILINE);

	static CodecReport read(Path log) throws IOException {
		try (InputStream input = Files.newInputStream(log)) {
			return parse(new String(input.readNBytes(MAX_LENGTH), StandardCharsets.ISO_8859_1));
		}
	}

	static CodecReport parse(String text) {
		Matcher audio = AUDIO.matcher(text);
		boolean found = audio.find();
		return new CodecReport(found ? Optional.of(audio.group(1)) : Optional.empty(), found ? channels(audio) : 0,
				seconds(DURATION.matcher(text)), VIDEO.matcher(text).find());
	}

	/** Adds up {@code 96 channels}, {@code 5.1} and {@code 7.1.4}; names are unknown. */
	private static int channels(Matcher audio) {
		int channels = 0;
		for (int part = 2; part <= 4; part++) {
			String number = audio.group(part);
			channels += (number != null) ? Integer.parseInt(number) : 0;
		}
		return channels;
	}

	private static OptionalDouble seconds(Matcher duration) {
		if (!duration.find()) {
			return OptionalDouble.empty();
		}
		int minutes = 60 * Integer.parseInt(duration.group(1)) + Integer.parseInt(duration.group(2));
		return OptionalDouble.of(60.0 * minutes + Double.parseDouble(duration.group(3)));
	}

}
