package io.cosymesh.contracts.inference;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What an engine can be asked for. Whatever isn't listed is refused by it, or left out
 * where its documentation says so.
 *
 * @param cloning what becomes of the prompt's voice
 * @param modes ways to use a prompt: {@code zero_shot}, {@code cross_lingual},
 * {@code instruct}
 * @param speed slowest and fastest speed, both 1 when it can't be changed
 * @param seed whether the same seed gives the same speech again
 * @param presets instructions it is known to follow
 * @param freeInstruct whether it takes other instructions too
 * @param dialects dialects and accents it can be instructed to speak
 * @param eventTags CosyVoice's sound tags it makes heard, such as {@code [breath]}
 * @param ssml whether a text may be SSML
 */
public record EngineCapabilities(Cloning cloning, List<String> modes, Range speed, boolean seed, List<String> presets,
		boolean freeInstruct, List<String> dialects, List<String> eventTags, boolean ssml) {

	public EngineCapabilities {
		modes = List.copyOf(modes);
		presets = List.copyOf(presets);
		dialects = List.copyOf(dialects);
		eventTags = List.copyOf(eventTags);
	}

	/**
	 * What becomes of the prompt's voice.
	 */
	public enum Cloning {

		/** A synthesizer in the speaker's register and colour. */
		@JsonProperty("timbre-adaptation")
		TIMBRE_ADAPTATION,
		/** A model that takes after the speaker's voice and way of speaking. */
		@JsonProperty("neural")
		NEURAL

	}

	/**
	 * An interval of numbers, both ends included.
	 *
	 * @param min the lowest
	 * @param max the highest
	 */
	public record Range(double min, double max) {

		public Range {
			if (!(min > 0 && max >= min)) {
				throw new IllegalArgumentException("%s to %s is no range".formatted(min, max));
			}
		}

	}

}
