package io.cosymesh.backend.storage;

import java.time.Instant;

/**
 * Audio in the store.
 *
 * @param key its address
 * @param bytes its length
 * @param storedAt when it was last stored
 */
public record StoredAudio(AudioKey key, long bytes, Instant storedAt) {
}
