package io.cosymesh.identity.caller;

import java.net.URI;

import io.spiffe.spiffeid.SpiffeId;

/**
 * One request, which a caller token is good for and no other.
 *
 * @param recipient the workload that is asked
 * @param method the HTTP method
 * @param target path and query as they are on the wire
 */
public record Call(SpiffeId recipient, String method, String target) {

	/**
	 * Describes a request.
	 * @param recipient the workload that is asked
	 * @param method the HTTP method
	 * @param url what is asked for; scheme and host don't count, since the recipient does
	 * @return the call
	 */
	public static Call of(SpiffeId recipient, String method, URI url) {
		String query = url.getRawQuery();
		return new Call(recipient, method, (query != null) ? url.getRawPath() + "?" + query : url.getRawPath());
	}

}
