package io.cosymesh.backend.live;

import java.time.Duration;

import io.cosymesh.mesh.problem.ProblemException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

/**
 * What a session may refuse, besides what every request for speech may.
 */
final class LiveProblems {

	private static final Duration LATER = Duration.ofSeconds(10);

	private LiveProblems() {
	}

	static ProblemException upgradeRequired() {
		ProblemException problem = ProblemException.of(HttpStatus.UPGRADE_REQUIRED, "upgrade-required",
				"Upgrade Required", "Open a WebSocket here; docs/live-speech.md has an example");
		problem.getHeaders().set(HttpHeaders.UPGRADE, "websocket");
		return problem;
	}

	static ProblemException tooManySessions(int limit) {
		return ProblemException
			.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-sessions", "Too many sessions",
					"You have %d sessions open, which is the most; close one".formatted(limit))
			.withRetryAfter(LATER);
	}

	static ProblemException full() {
		return ProblemException
			.of(HttpStatus.SERVICE_UNAVAILABLE, "sessions-exhausted", "Too many sessions",
					"There are as many sessions open as this server takes; try again later")
			.withRetryAfter(LATER);
	}

	static ProblemException stopping() {
		return ProblemException
			.of(HttpStatus.SERVICE_UNAVAILABLE, "stopping", "Stopping",
					"This server is about to stop and takes no more text; open another session")
			.withRetryAfter(LATER);
	}

	static ProblemException configurationExpected() {
		return ProblemException.invalidField("type", "configuration-expected",
				"The first message has to be session.config, with a 'voice'");
	}

	static ProblemException configuredAlready() {
		return ProblemException.invalidField("type", "configured-already",
				"A session keeps its voice; open another one for another voice");
	}

	static ProblemException textOnly() {
		return ProblemException.invalidField("body", "malformed-request",
				"Send text frames; binary ones come from here alone");
	}

	static ProblemException tooLarge(DataSize limit) {
		return ProblemException
			.of(HttpStatus.CONTENT_TOO_LARGE, "too-large", "Too large",
					"A message may hold %d KB; send the text in smaller pieces".formatted(limit.toKilobytes()))
			.withField("body");
	}

	static ProblemException backlog(int unspoken, int limit) {
		return ProblemException
			.of(HttpStatus.TOO_MANY_REQUESTS, "text-backlog", "Too much text",
					("This piece was not taken: %d characters wait to be spoken, and at most %d may; "
							+ "send it again after the next audio.done")
						.formatted(unspoken, limit))
			.withField("text")
			.withProperty("unspoken", unspoken)
			.withProperty("limit", limit);
	}

	static ProblemException tooManyTexts(int limit) {
		return ProblemException.of(HttpStatus.TOO_MANY_REQUESTS, "text-backlog", "Too much text",
				"%d texts wait to be spoken, which is the most; go on after the next session.done".formatted(limit));
	}

	static ProblemException textExhausted(int limit) {
		return ProblemException
			.of(HttpStatus.CONTENT_TOO_LARGE, "session-text-exhausted", "Too much text",
					"This piece was not taken: a session takes %d characters; open another one".formatted(limit))
			.withField("text");
	}

	static ProblemException idle(Duration limit) {
		return ProblemException.of(HttpStatus.REQUEST_TIMEOUT, "session-idle", "Session over",
				"Nothing was said or heard for %d seconds".formatted(limit.toSeconds()));
	}

	static ProblemException over(Duration limit) {
		return ProblemException.of(HttpStatus.REQUEST_TIMEOUT, "session-over", "Session over",
				"A session lasts %d minutes at most; open another one".formatted(limit.toMinutes()));
	}

	static ProblemException tooManyErrors() {
		return ProblemException.of(HttpStatus.TOO_MANY_REQUESTS, "too-many-errors", "Session over",
				"Too many messages of this session were refused");
	}

}
