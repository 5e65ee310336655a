package io.cosymesh.backend.job;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.cosymesh.backend.pipeline.SpeechOrder;
import io.cosymesh.backend.speech.SpeechJson;
import org.jspecify.annotations.Nullable;

/**
 * A job as its owner sees it.
 *
 * @param id its id
 * @param batch the batch it came with
 * @param state where it is
 * @param position its place among the jobs that wait, from 1
 * @param etaSeconds when it will be done if all goes on as it did lately
 * @param progress sentences made and sentences there are
 * @param voice the voice, as it was asked for
 * @param engine engine that speaks
 * @param seed what everything random comes from
 * @param format format of its audio unless another is asked for
 * @param problem why it failed, an RFC 9457 problem
 * @param createdAt when it was accepted
 * @param startedAt when its first sentence was begun
 * @param finishedAt when it was over
 * @param expiresAt when it will be deleted
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record JobDescription(UUID id, @Nullable UUID batch, JobState state, @Nullable Integer position,
		@Nullable Long etaSeconds, ProgressDescription progress, String voice, @Nullable String engine,
		@Nullable Long seed, String format, @JsonRawValue @Nullable String problem, Instant createdAt,
		@Nullable Instant startedAt, @Nullable Instant finishedAt, @Nullable Instant expiresAt) {

	static JobDescription of(Job job, JobQueue.View queue, Duration retention) {
		SpeechJson speech = job.script().speech();
		SpeechOrder order = speech.order();
		Job.Progress progress = job.progress();
		Instant finishedAt = job.finishedAt();
		return new JobDescription(job.id(), job.batch(), job.state(), queue.position(job.id()).orElse(null),
				queue.estimate(job.id()).map(JobDescription::seconds).orElse(null),
				new ProgressDescription(progress.done(), progress.total()), speech.voice(), progress.engine(),
				order.seed(), order.format().extension(), job.problem(), job.createdAt(), job.startedAt(), finishedAt,
				(finishedAt != null) ? finishedAt.plus(retention) : null);
	}

	/** Rounds up: nobody minds to wait less than they were told. */
	private static long seconds(Duration estimate) {
		return estimate.plusMillis(999).toSeconds();
	}

	/**
	 * How far a job is.
	 *
	 * @param done sentences made
	 * @param total sentences there are, once they were counted
	 */
	record ProgressDescription(int done, @Nullable Integer total) {

	}

}
