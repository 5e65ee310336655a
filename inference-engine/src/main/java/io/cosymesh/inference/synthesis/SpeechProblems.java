package io.cosymesh.inference.synthesis;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.cosymesh.inference.engine.BusyEngineException;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.EngineUnavailableException;
import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.mesh.problem.ProblemException;

import org.springframework.http.HttpStatus;

/**
 * Says failed speech as problems.
 */
final class SpeechProblems {

	private static final Duration SOON = Duration.ofSeconds(1);

	private static final Duration LATER = Duration.ofSeconds(10);

	private SpeechProblems() {
	}

	static Throwable of(Throwable failure) {
		return switch (failure) {
			case SpeechException speech -> of(speech);
			default -> failure;
		};
	}

	private static ProblemException of(SpeechException failure) {
		return switch (failure) {
			case RefusedOrderException refused -> refused(refused);
			case EngineFailureException broken ->
				ProblemException
					.of(HttpStatus.INTERNAL_SERVER_ERROR, "engine-failed", "The speech engine failed",
							"The speech engine could not make this speech; try again")
					.causedBy(broken);
			case EngineUnavailableException unavailable -> ProblemException
				.of(HttpStatus.SERVICE_UNAVAILABLE, "engine-unavailable", "The speech engine is out of order",
						"The speech engine can't work at the moment; try again later")
				.withRetryAfter(LATER)
				.causedBy(unavailable);
			case BusyEngineException busy -> busy(busy);
		};
	}

	/**
	 * A place in the field is told twice: for programs that look for one or the other.
	 */
	private static ProblemException refused(RefusedOrderException refused) {
		ProblemException problem = ProblemException.invalidField(refused.field(), refused.type(), refused.detail());
		Integer position = refused.position();
		if (position == null) {
			return problem;
		}
		return problem.withProperty("position", position)
			.withProperty("errors",
					List.of(Map.of("field", refused.field(), "position", position, "detail", refused.detail())));
	}

	private static ProblemException busy(BusyEngineException busy) {
		return ProblemException
			.of(HttpStatus.SERVICE_UNAVAILABLE, "engine-busy", "The speech engine is busy",
					"As many speeches as this engine takes on are being made, and as many wait as may; try again in a"
							+ " moment")
			.withProperty("queuePosition", busy.position())
			.withProperty("queueLength", busy.queueLength())
			.withRetryAfter(turn(busy))
			.causedBy(busy);
	}

	/** A guess: nobody knows how long people listen. */
	private static Duration turn(BusyEngineException busy) {
		return Duration.ofSeconds(Math.max(SOON.toSeconds(), busy.queueLength() / busy.places()));
	}

}
