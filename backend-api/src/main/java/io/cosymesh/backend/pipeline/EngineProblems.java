package io.cosymesh.backend.pipeline;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

import io.cosymesh.mesh.problem.PeerException;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * Says what keeps an engine from speaking, where its service told: a queue is something
 * else than a break-down to whoever waits.
 */
final class EngineProblems {

	private static final URI BUSY = URI.create(ProblemException.TYPE_PREFIX + "engine-busy");

	private static final URI UNAVAILABLE = URI.create(ProblemException.TYPE_PREFIX + "engine-unavailable");

	private EngineProblems() {
	}

	static Throwable explain(Throwable error) {
		return PeerException.in(error)
			.filter((failure) -> failure instanceof PeerException.Answered)
			.map((failure) -> (PeerException.Answered) failure)
			.filter((answer) -> answer.status().value() == HttpStatus.SERVICE_UNAVAILABLE.value())
			.flatMap(EngineProblems::explained)
			.map((problem) -> (Throwable) problem)
			.orElse(error);
	}

	private static Optional<ProblemException> explained(PeerException.Answered answer) {
		return answer.problem().flatMap((told) -> {
			if (BUSY.equals(told.getType())) {
				return Optional.of(counted(told, relayed(answer, "engine-busy", "The speech engine is busy",
						"As many speeches as the engine takes on are being made, and as many wait as may; try again in"
								+ " a moment")));
			}
			if (UNAVAILABLE.equals(told.getType())) {
				return Optional.of(relayed(answer, "engine-unavailable", "The speech engine is out of order",
						"The engine can't work at the moment; try again later, or leave 'engine' out for one that"
								+ " can"));
			}
			return Optional.empty();
		});
	}

	/** The peer stays named, so that nobody takes the one in the middle for broken. */
	private static ProblemException relayed(PeerException.Answered answer, String type, String title, String detail) {
		ProblemException problem = ProblemException.of(HttpStatus.SERVICE_UNAVAILABLE, type, title, detail)
			.withProperty("peer", answer.peer())
			.causedBy(answer);
		answer.retryAfter().ifPresent((value) -> problem.getHeaders().set(HttpHeaders.RETRY_AFTER, value));
		return problem;
	}

	private static ProblemException counted(ProblemDetail told, ProblemException problem) {
		Map<String, Object> properties = told.getProperties();
		ProblemException counted = problem;
		for (String name : new String[] { "queuePosition", "queueLength" }) {
			if (properties != null && properties.get(name) instanceof Integer number) {
				counted = counted.withProperty(name, number);
			}
		}
		return counted;
	}

}
