package io.cosymesh.backend.consent;

import java.time.Instant;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import io.cosymesh.backend.caller.Caller;
import io.cosymesh.backend.storage.AudioKey;

/**
 * Somebody agreeing to be imitated, as recorded. Never prints who.
 *
 * @param id its id, not to be guessed
 * @param owner who keeps it
 * @param name what its owner calls it, at most 255 characters
 * @param language BCP 47 tag of what is said in the recording
 * @param createdAt when it was kept
 * @param address IP address that it came from, when known
 * @param recording where the recording is kept
 */
public record StoredConsent(UUID id, Caller owner, String name, String language, Instant createdAt,
		@Nullable String address, AudioKey recording) {

	/** Characters a name may hold at most. */
	public static final int MAX_NAME_LENGTH = 255;

	StoredConsent named(String other) {
		return new StoredConsent(this.id, this.owner, other, this.language, this.createdAt, this.address,
				this.recording);
	}

	@Override
	public String toString() {
		return "StoredConsent[id=%s]".formatted(this.id);
	}

}
