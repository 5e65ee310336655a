package io.cosymesh.backend.voice;

import java.util.UUID;

/**
 * A voice that a caller may speak with.
 */
sealed interface KnownVoice permits Voice, BuiltInVoice {

	/** Returns its id. */
	UUID id();

}
