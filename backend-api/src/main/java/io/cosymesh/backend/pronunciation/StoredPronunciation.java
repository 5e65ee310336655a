package io.cosymesh.backend.pronunciation;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * An entry of a dictionary. Never prints its words.
 *
 * @param word the word as it stands in texts
 * @param reading what is said in its place
 * @param language BCP 47 tag of the texts it is for, or nothing for all
 * @param updatedAt when it was written last
 */
record StoredPronunciation(String word, String reading, @Nullable String language, Instant updatedAt) {

	@Override
	public String toString() {
		return "StoredPronunciation[language=%s, updatedAt=%s]".formatted(this.language, this.updatedAt);
	}

}
