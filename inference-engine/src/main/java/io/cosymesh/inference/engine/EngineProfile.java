package io.cosymesh.inference.engine;

import java.util.List;

import io.cosymesh.contracts.inference.EngineCapabilities;

/**
 * What an engine is.
 *
 * @param name short name as in {@code X-Engine}
 * @param version version of what speaks: a program or a model
 * @param summary one honest sentence for people
 * @param sampleRate samples per second of what it makes
 * @param languages BCP 47 tags of the languages it speaks
 * @param capabilities what it can be asked for
 * @param concurrency speeches it is good for at once; 0 when it has no limit of its own
 */
public record EngineProfile(String name, String version, String summary, int sampleRate, List<String> languages,
		EngineCapabilities capabilities, int concurrency) {

	public EngineProfile {
		languages = List.copyOf(languages);
	}

	/**
	 * Returns CosyVoice's sound tags that the engine makes heard; it leaves the others
	 * out.
	 * @return the tags
	 */
	public List<String> events() {
		return this.capabilities.eventTags();
	}

}
