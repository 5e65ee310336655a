package io.cosymesh.contracts.inference;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an engine is and can do.
 *
 * @param name short name as in {@code X-Engine}, for example {@code embedded}
 * @param summary one honest sentence for people
 * @param sampleRate samples per second of what it makes
 * @param languages BCP 47 tags of the languages it speaks
 * @param events CosyVoice's sound tags it makes heard, such as {@code [breath]}; it
 * leaves the others out
 * @param generation number of times an engine was loaded since start, from 1
 * @param loadedAt when this one was loaded
 */
public record EngineDescription(String name, String summary, int sampleRate, List<String> languages,
		List<String> events, long generation, Instant loadedAt) {

	/**
	 * Takes nothing for an engine that makes no sound but speech.
	 */
	public EngineDescription(String name, String summary, int sampleRate, List<String> languages,
			@Nullable List<String> events, long generation, Instant loadedAt) {
		this.name = name;
		this.summary = summary;
		this.sampleRate = sampleRate;
		this.languages = List.copyOf(languages);
		this.events = (events != null) ? List.copyOf(events) : List.of();
		this.generation = generation;
		this.loadedAt = loadedAt;
	}

	/**
	 * Describes an engine that makes no sound but speech.
	 * @param name its name
	 * @param summary what it is
	 * @param sampleRate samples per second
	 * @param languages its languages
	 * @param generation how often it was loaded
	 * @param loadedAt when it was loaded
	 */
	public EngineDescription(String name, String summary, int sampleRate, List<String> languages, long generation,
			Instant loadedAt) {
		this(name, summary, sampleRate, languages, List.of(), generation, loadedAt);
	}

}
