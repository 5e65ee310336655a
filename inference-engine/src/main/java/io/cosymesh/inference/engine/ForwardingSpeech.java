package io.cosymesh.inference.engine;

import java.util.List;

import io.cosymesh.contracts.inference.SentenceMark;

/**
 * A speech that somebody else makes, with something added on the way.
 */
public interface ForwardingSpeech extends Speech {

	/**
	 * Returns who makes it.
	 * @return the speech behind this one
	 */
	Speech speech();

	@Override
	default String language() {
		return speech().language();
	}

	@Override
	default int sentences() {
		return speech().sentences();
	}

	@Override
	default List<SentenceMark> takeMarks() {
		return speech().takeMarks();
	}

}
