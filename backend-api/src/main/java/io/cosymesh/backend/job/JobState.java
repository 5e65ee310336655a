package io.cosymesh.backend.job;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Where a job is.
 */
enum JobState {

	/** It waits for its turn. */
	@JsonProperty("queued")
	QUEUED,
	/** It is being spoken. */
	@JsonProperty("running")
	RUNNING,
	/** It is spoken to its end. */
	@JsonProperty("succeeded")
	SUCCEEDED,
	/** It can't be spoken. */
	@JsonProperty("failed")
	FAILED,
	/** Its owner gave it up. */
	@JsonProperty("cancelled")
	CANCELLED;

	boolean isOver() {
		return switch (this) {
			case QUEUED, RUNNING -> false;
			case SUCCEEDED, FAILED, CANCELLED -> true;
		};
	}

}
