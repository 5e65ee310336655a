package io.cosymesh.inference.engine;

import java.util.List;

/**
 * What an engine is.
 *
 * @param name short name as in {@code X-Engine}
 * @param summary one honest sentence for people
 * @param sampleRate samples per second of what it makes
 * @param languages BCP 47 tags of the languages it speaks
 */
public record EngineProfile(String name, String summary, int sampleRate, List<String> languages) {

	public EngineProfile {
		languages = List.copyOf(languages);
	}

}
