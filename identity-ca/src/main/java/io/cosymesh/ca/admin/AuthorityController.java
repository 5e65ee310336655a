package io.cosymesh.ca.admin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

import io.cosymesh.ca.authority.lifecycle.Authorities;
import io.cosymesh.ca.authority.lifecycle.AuthorityKind;
import io.cosymesh.ca.authority.lifecycle.AuthorityStatus;
import io.cosymesh.ca.authority.lifecycle.RefusedTransitionException;
import io.cosymesh.ca.authority.lifecycle.TransitionRefusal;
import io.cosymesh.mesh.peer.MeshPeer;
import io.cosymesh.mesh.problem.ProblemException;

/**
 * Shows the CA's own authorities and moves them on; the policy lets only operators in.
 */
@RestController
class AuthorityController {

	private static final Logger logger = LoggerFactory.getLogger(AuthorityController.class);

	private final Authorities authorities;

	private final InstantSource clock;

	AuthorityController(Authorities authorities, InstantSource clock) {
		this.authorities = authorities;
		this.clock = clock;
	}

	@GetMapping("/v1/admin/authorities")
	Listing list() {
		return new Listing(this.authorities.list());
	}

	@PostMapping("/v1/admin/authorities/{kind}")
	@ResponseStatus(HttpStatus.CREATED)
	AuthorityStatus prepare(@PathVariable String kind, @AuthenticationPrincipal MeshPeer operator) {
		AuthorityKind wanted = AuthorityKind.parse(kind)
			.orElseThrow(() -> ProblemException
				.invalidField("kind", "unknown-authority-kind", "Ask for root, intermediate or jwt.")
				.withProperty("reason", "unknown-authority-kind"));
		return told(operator, () -> this.authorities.prepare(wanted, name(operator)));
	}

	@PostMapping("/v1/admin/authorities/{id}/activate")
	AuthorityStatus activate(@PathVariable String id, @AuthenticationPrincipal MeshPeer operator) {
		return told(operator, () -> this.authorities.activate(id, name(operator)));
	}

	@PostMapping("/v1/admin/authorities/{id}/taint")
	AuthorityStatus taint(@PathVariable String id, @AuthenticationPrincipal MeshPeer operator) {
		return told(operator, () -> this.authorities.taint(id, name(operator)));
	}

	@PostMapping("/v1/admin/authorities/{id}/revoke")
	AuthorityStatus revoke(@PathVariable String id, @RequestParam(defaultValue = "false") boolean force,
			@AuthenticationPrincipal MeshPeer operator) {
		return told(operator, () -> this.authorities.revoke(id, force, name(operator)));
	}

	private AuthorityStatus told(MeshPeer operator, Supplier<AuthorityStatus> request) {
		try {
			return request.get();
		}
		catch (RefusedTransitionException ex) {
			logger.info("event=authority-refused reason={} detail=\"{}\" operator={}", ex.refusal().code(),
					ex.getMessage(), name(operator));
			throw problem(ex);
		}
	}

	private ProblemException problem(RefusedTransitionException refused) {
		HttpStatus status = (refused.refusal() == TransitionRefusal.AUTHORITY_NOT_FOUND) ? HttpStatus.NOT_FOUND
				: HttpStatus.CONFLICT;
		String code = refused.refusal().code();
		ProblemException problem = ProblemException
			.of(status, code, "Authority can't be changed so", String.valueOf(refused.getMessage()))
			.withProperty("reason", code);
		return refused.possibleFrom().map((from) -> later(problem, from)).orElse(problem);
	}

	private ProblemException later(ProblemException problem, Instant from) {
		Duration wait = Duration.between(this.clock.instant(), from);
		return problem.withProperty("possibleFrom", from).withRetryAfter(wait);
	}

	private static String name(MeshPeer operator) {
		return operator.id().toString();
	}

	/**
	 * The CA's own authorities.
	 *
	 * @param authorities all of them, oldest first
	 */
	record Listing(List<AuthorityStatus> authorities) {
	}

}
