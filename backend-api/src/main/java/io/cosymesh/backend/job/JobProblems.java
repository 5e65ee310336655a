package io.cosymesh.backend.job;

import java.net.URI;
import java.time.Duration;

import io.cosymesh.mesh.problem.ProblemException;

import org.springframework.http.HttpStatus;

/**
 * Refusals around jobs.
 */
final class JobProblems {

	private static final String ENDING = "job-ending";

	private JobProblems() {
	}

	/** Returns what a problem is about, in kebab case. */
	static String type(ProblemException problem) {
		URI type = problem.getBody().getType();
		return (type != null) ? type.toString().replace(ProblemException.TYPE_PREFIX, "") : "internal-error";
	}

	static ProblemException notFound() {
		return ProblemException
			.of(HttpStatus.NOT_FOUND, "job-not-found", "No such job",
					"There is no job with this id; list the jobs to see which there are")
			.withField("id");
	}

	static ProblemException queueFull(int waiting, int limit, int wanted, Duration retryAfter) {
		return ProblemException
			.of(HttpStatus.TOO_MANY_REQUESTS, "queue-full", "The queue is full",
					"%d of %d jobs are waiting or at work, so %d more can't be taken; send them when some are done"
						.formatted(waiting, limit, wanted))
			.withProperty("queuePosition", waiting + 1)
			.withProperty("queueLength", limit)
			.withRetryAfter(retryAfter);
	}

	static ProblemException keyReused() {
		return ProblemException
			.of(HttpStatus.UNPROCESSABLE_CONTENT, "idempotency-key-reused", "Idempotency key used before",
					"This Idempotency-Key came with another request before; take a fresh one for every request")
			.withField("Idempotency-Key");
	}

	static ProblemException notOver(JobState state) {
		return ProblemException.of(HttpStatus.CONFLICT, "job-not-over", "The job is not over",
				"The job is %s; only one that failed or was cancelled can be tried again"
					.formatted(JobTable.name(state)));
	}

	static ProblemException ending() {
		return ProblemException
			.of(HttpStatus.CONFLICT, ENDING, "The job is just being ended",
					"The job is over, but who was at work on it hasn't let go of it yet; try again in a moment")
			.withRetryAfter(Duration.ofSeconds(1));
	}

	static boolean isEnding(Throwable failure) {
		return failure instanceof ProblemException problem && type(problem).equals(ENDING);
	}

	static ProblemException nothingYet(Duration retryAfter) {
		return ProblemException
			.of(HttpStatus.CONFLICT, "job-audio-not-ready", "No audio yet",
					"No sentence of the job is made yet; its events tell when one is")
			.withRetryAfter(retryAfter);
	}

	static ProblemException incomplete() {
		return incomplete("The job failed; what was made of it comes with partial=true");
	}

	static ProblemException cancelled() {
		return incomplete("The job was cancelled and nothing of it is kept; tried again, all of it is made anew");
	}

	private static ProblemException incomplete(String detail) {
		return ProblemException.of(HttpStatus.CONFLICT, "job-incomplete", "The job was not made to its end", detail);
	}

}
