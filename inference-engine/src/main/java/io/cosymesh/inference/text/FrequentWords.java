package io.cosymesh.inference.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * The words that show what language a short text in Latin letters is.
 */
final class FrequentWords {

	private FrequentWords() {
	}

	static Map<Language, List<String>> read() throws IOException {
		Properties lines = new Properties();
		try (InputStream resource = Objects
			.requireNonNull(FrequentWords.class.getResourceAsStream("frequent-words.properties"));
				InputStreamReader reader = new InputStreamReader(resource, StandardCharsets.UTF_8)) {
			lines.load(reader);
		}
		Map<Language, List<String>> words = new EnumMap<>(Language.class);
		for (String tag : lines.stringPropertyNames()) {
			words.put(Language.tagged(tag).orElseThrow(), List.of(lines.getProperty(tag).split(" ", -1)));
		}
		return words;
	}

}
