package io.cosymesh.backend.voice;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a caller says of a voice to be kept.
 *
 * @param name what people call it
 * @param transcript what is said in the prompt, when known
 * @param language BCP 47 tag of what is said, when known
 * @param labels words to find it by
 * @param shared whether everybody in the tenant may speak with it
 */
record VoiceDraft(String name, @Nullable String transcript, @Nullable String language, List<String> labels,
		boolean shared) {

	static final int MAX_NAME_LENGTH = 100;

	VoiceDraft {
		labels = List.copyOf(labels);
	}

	@Override
	public String toString() {
		return "VoiceDraft[name=%d chars, language=%s, labels=%d, shared=%s]".formatted(this.name.length(),
				this.language, this.labels.size(), this.shared);
	}

}
