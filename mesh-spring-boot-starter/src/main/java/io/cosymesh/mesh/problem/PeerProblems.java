package io.cosymesh.mesh.problem;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/**
 * Says a failed call to a peer as a problem: a complaint about a field reaches the caller
 * who can mend it, everything else names the peer and keeps its inner life private.
 */
final class PeerProblems {

	private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(2);

	private PeerProblems() {
	}

	static ProblemException of(PeerException failure) {
		return (switch (failure) {
			case PeerException.Unavailable unavailable ->
				unavailable(unavailable.peer()).withRetryAfter(unavailable.retryAfter().orElse(TRY_AGAIN_AFTER));
			case PeerException.Overloaded busy -> unavailable(busy.peer()).withRetryAfter(TRY_AGAIN_AFTER);
			case PeerException.Broken broken -> problem(HttpStatus.BAD_GATEWAY, "peer-broken", broken.peer(),
					"The connection to %s broke, or who answered could not prove to be it; try again");
			case PeerException.OwnIdentityExpired expired ->
				problem(HttpStatus.SERVICE_UNAVAILABLE, "identity-expired", expired.peer(),
						"This service's own identity has expired, so it can't call %s; its readiness says why")
					.withRetryAfter(TRY_AGAIN_AFTER);
			case PeerException.TimedOut late ->
				problem(HttpStatus.GATEWAY_TIMEOUT, "peer-timeout", late.peer(), "%s did not answer in time; try again")
					.withRetryAfter(TRY_AGAIN_AFTER);
			case PeerException.Answered answered -> answered(answered);
		}).causedBy(failure);
	}

	private static ProblemException answered(PeerException.Answered answered) {
		Optional<ProblemDetail> complaint = answered.problem()
			.filter((problem) -> answered.status().is4xxClientError())
			.filter((problem) -> ProblemTranslator.fieldOf(problem).isPresent());
		if (complaint.isPresent()) {
			return relayed(answered, complaint.get());
		}
		return switch (answered.status().value()) {
			case 429, 503 -> {
				ProblemException problem = unavailable(answered.peer()).withRetryAfter(TRY_AGAIN_AFTER);
				answered.retryAfter().ifPresent((value) -> problem.getHeaders().set(HttpHeaders.RETRY_AFTER, value));
				yield problem;
			}
			case 504 -> problem(HttpStatus.GATEWAY_TIMEOUT, "peer-timeout", answered.peer(),
					"%s waited in vain for an answer; try again")
				.withRetryAfter(TRY_AGAIN_AFTER);
			default -> problem(HttpStatus.BAD_GATEWAY, "peer-failed", answered.peer(), "%s could not do its part");
		};
	}

	private static ProblemException relayed(PeerException.Answered answered, ProblemDetail complaint) {
		ProblemException relayed = ProblemException.of(answered.status(), "invalid-field",
				Optional.ofNullable(complaint.getTitle()).orElse("Invalid request"),
				Optional.ofNullable(complaint.getDetail()).orElse("A field has no valid value"));
		URI type = complaint.getType();
		if (type != null) {
			relayed.setType(type);
		}
		Map<String, Object> properties = complaint.getProperties();
		if (properties != null) {
			properties.forEach(relayed.getBody()::setProperty);
		}
		return relayed;
	}

	private static ProblemException unavailable(String peer) {
		return problem(HttpStatus.SERVICE_UNAVAILABLE, "peer-unavailable", peer,
				"%s is not available at the moment; try again");
	}

	private static ProblemException problem(HttpStatus status, String type, String peer, String detail) {
		return ProblemException.of(status, type, status.getReasonPhrase(), detail.formatted(peer))
			.withProperty("peer", peer);
	}

}
