package io.cosymesh.contracts.inference;

import java.time.Instant;
import java.util.List;

/**
 * What an engine is and can do.
 *
 * @param name short name as in {@code X-Engine}, for example {@code embedded}
 * @param summary one honest sentence for people
 * @param sampleRate samples per second of what it makes
 * @param languages BCP 47 tags of the languages it speaks
 * @param generation number of times an engine was loaded since start, from 1
 * @param loadedAt when this one was loaded
 */
public record EngineDescription(String name, String summary, int sampleRate, List<String> languages, long generation,
		Instant loadedAt) {

	public EngineDescription {
		languages = List.copyOf(languages);
	}

}
