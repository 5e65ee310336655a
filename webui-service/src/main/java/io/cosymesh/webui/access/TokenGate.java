package io.cosymesh.webui.access;

import reactor.core.publisher.Mono;

/**
 * Lets in who brings a token of one kind.
 */
public interface TokenGate {

	/**
	 * Tries a token.
	 * @param token what the request carries as bearer token
	 * @return who it is, nothing if the token is of another kind or isn't right, a
	 * problem if it is right and may not be used now
	 */
	Mono<SignedIn> enter(String token);

}
