package io.cosymesh.backend.storage;

import java.util.List;
import java.util.Optional;

/**
 * Keeps audio under the name of its content: written whole or not at all, and checked
 * when read. What is kept for whom is the database's to say. All methods block, for a
 * limited time, and throw a {@link StorageException} when the store can't be reached, is
 * full or holds something else than what was stored.
 */
public interface AudioStore {

	/**
	 * Keeps audio. Once this returns, a crash can't lose it.
	 * @param folder the folder to keep it in, as in {@link AudioKey}
	 * @param audio the audio
	 * @return the address it is found at
	 */
	AudioKey store(String folder, byte[] audio);

	/**
	 * Reads audio.
	 * @param key the address
	 * @return the audio, or nothing when it isn't there any more
	 */
	Optional<byte[]> read(AudioKey key);

	/**
	 * Says whether audio is there, without reading it.
	 * @param key the address
	 */
	boolean contains(AudioKey key);

	/**
	 * Deletes audio, if it is there.
	 * @param key the address
	 */
	void delete(AudioKey key);

	/**
	 * Lists what is kept, half-written rests of a crash left out.
	 * @param folder a folder, or the first name of several
	 * @return the audio in it
	 */
	List<StoredAudio> list(String folder);

	/**
	 * Deletes what crashes left half-written, some time after it can still be in work.
	 */
	void deleteRests();

	/**
	 * Tries whether the store can be used, and throws as the others do if it can't.
	 */
	void check();

}
