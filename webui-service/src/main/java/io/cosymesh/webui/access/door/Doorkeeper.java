package io.cosymesh.webui.access.door;

import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.web.server.csrf.CsrfException;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.mesh.problem.ProblemWriter;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.SignedIn;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.audit.Origin;

import reactor.core.publisher.Mono;

/**
 * Lets those who are known through to where they may go, and tells the others what they
 * lack.
 */
final class Doorkeeper implements ReactiveAuthorizationManager<AuthorizationContext>, ServerAccessDeniedHandler {

	private static final int LONGEST_SUBJECT = 200;

	private final ProblemWriter problems;

	private final AuditTrail audit;

	Doorkeeper(ProblemWriter problems, AuditTrail audit) {
		this.problems = problems;
		this.audit = audit;
	}

	@Override
	public Mono<AuthorizationResult> authorize(Mono<Authentication> caller, AuthorizationContext context) {
		Need need = RouteNeeds.of(context.getExchange().getRequest());
		return caller.ofType(SignedIn.class)
			.<AuthorizationResult>map((known) -> new AuthorizationDecision(need.isMetBy(known)))
			.defaultIfEmpty(new AuthorizationDecision(false));
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
		ProblemException problem = (denied instanceof CsrfException) ? forged()
				: missing(RouteNeeds.of(exchange.getRequest()));
		return Origin.of(exchange)
			.doOnNext((origin) -> this.audit.refused(origin, "request", subject(exchange.getRequest()),
					String.valueOf(problem.getBody().getType()).substring(ProblemException.TYPE_PREFIX.length())))
			.then(this.problems.write(exchange, problem));
	}

	private static ProblemException missing(Need need) {
		return switch (need) {
			case Need.OneOf some -> missing(Scope.words(some.scopes()));
			case Need.ScopeOrPerson one -> missing(List.of(one.scope().word()));
			case Need.Session _ -> ProblemException.of(HttpStatus.FORBIDDEN, "denied", "Forbidden",
					"Only people who signed in with a browser may do this");
			case Need.Anybody _ ->
				ProblemException.of(HttpStatus.FORBIDDEN, "denied", "Forbidden", "You are not allowed to do this");
		};
	}

	private static ProblemException missing(List<String> scopes) {
		return ProblemException
			.of(HttpStatus.FORBIDDEN, "missing-scope", "Forbidden",
					"This takes the scope %s, which your key or account lacks".formatted(String.join(" or ", scopes)))
			.withProperty("scope", scopes.getFirst());
	}

	private static ProblemException forged() {
		return ProblemException.of(HttpStatus.FORBIDDEN, "forged-request", "Forbidden",
				"The request does not carry this session's token; reload the page");
	}

	private static String subject(ServerHttpRequest request) {
		String subject = request.getMethod() + " " + request.getPath().value();
		return (subject.length() <= LONGEST_SUBJECT) ? subject : subject.substring(0, LONGEST_SUBJECT);
	}

}
