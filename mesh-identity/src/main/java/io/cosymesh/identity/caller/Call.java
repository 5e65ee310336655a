package io.cosymesh.identity.caller;

import io.spiffe.spiffeid.SpiffeId;

/**
 * One request, which a caller token is good for and no other.
 *
 * @param recipient the workload that is asked
 * @param method the HTTP method
 * @param target path and query as they are on the wire
 */
public record Call(SpiffeId recipient, String method, String target) {

}
