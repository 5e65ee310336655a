package io.cosymesh.backend.job;

import java.time.Instant;
import java.util.UUID;

import io.cosymesh.backend.caller.Caller;
import org.jspecify.annotations.Nullable;

/**
 * An order for speech that was accepted. Never prints what is to be said.
 *
 * @param id its id, not to be guessed
 * @param owner whose it is
 * @param batch the batch it came with, if any
 * @param state where it is
 * @param script what is to be said, how, and in whose voice
 * @param progress how far it is
 * @param problem why it failed, as a problem in JSON, or nothing
 * @param createdAt when it was accepted
 * @param startedAt when its first sentence was begun, if it was
 * @param finishedAt when it was over, if it is
 */
record Job(UUID id, Caller owner, @Nullable UUID batch, JobState state, JobScript script, Progress progress,
		@Nullable String problem, Instant createdAt, @Nullable Instant startedAt, @Nullable Instant finishedAt) {

	/** Folder of all speech that jobs made. */
	static final String FOLDER = "jobs";

	/** Folder of the speech that a job made. */
	static String folder(UUID id) {
		return FOLDER + "/" + id;
	}

	/**
	 * How far a job is.
	 *
	 * @param done sentences made
	 * @param total sentences there are, once the engine has counted them
	 * @param engine engine that counted them and makes them all
	 * @param attempts how often a sentence failed in a row
	 * @param at when the last sentence was made or the first one in a row failed, else
	 * when the job was accepted
	 */
	record Progress(int done, @Nullable Integer total, @Nullable String engine, int attempts, Instant at) {

		boolean isComplete() {
			return this.total != null && this.done >= this.total;
		}

	}

}
