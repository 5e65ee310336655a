package io.cosymesh.webui.access;

import java.util.Set;
import java.util.regex.Pattern;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;

/**
 * Who calls, and what they may do.
 *
 * @param tenant whose things are shared with whom
 * @param name who it is, the owner of what they make
 * @param scopes what they may do
 */
public record Account(String tenant, String name, Set<Scope> scopes) {

	/** The tenant of everybody who has no other; its administrators run the place. */
	public static final String DEFAULT_TENANT = "default";

	private static final Pattern TENANT = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

	private static final Pattern NAME = Pattern.compile("[\\x21-\\x7e]{1,255}");

	public Account {
		if (!isTenant(tenant) || !isName(name)) {
			throw new IllegalArgumentException("Neither backend-api would take it for a caller nor do we");
		}
		scopes = Set.copyOf(scopes);
	}

	/**
	 * Says who calls.
	 * @param exchange the request
	 * @return the caller, an error when nobody is signed in
	 */
	public static Mono<Account> of(ServerWebExchange exchange) {
		return exchange.getPrincipal()
			.ofType(SignedIn.class)
			.map(SignedIn::account)
			.switchIfEmpty(Mono.error(() -> ProblemException.of(HttpStatus.UNAUTHORIZED, "unauthenticated",
					"Unauthorized", "Send an API key or sign in")));
	}

	/**
	 * Says whether a text can name a tenant.
	 * @param text the text
	 * @return whether it has the shape
	 */
	public static boolean isTenant(String text) {
		return TENANT.matcher(text).matches();
	}

	/**
	 * Says whether a text can name an account.
	 * @param text the text
	 * @return whether it has the shape
	 */
	public static boolean isName(String text) {
		return NAME.matcher(text).matches();
	}

	/**
	 * Says whether the account has a scope.
	 * @param scope the scope
	 * @return whether it has it
	 */
	public boolean has(Scope scope) {
		return this.scopes.contains(scope);
	}

	/**
	 * Says whether the account administers a tenant: its own, or any if it runs the
	 * place.
	 * @param other the tenant
	 * @return whether it does
	 */
	public boolean administers(String other) {
		return has(Scope.ADMIN) && (this.tenant.equals(other) || this.tenant.equals(DEFAULT_TENANT));
	}

}
