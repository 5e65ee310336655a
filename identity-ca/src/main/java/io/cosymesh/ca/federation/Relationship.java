package io.cosymesh.ca.federation;

import java.net.URI;

import io.spiffe.spiffeid.TrustDomain;

/**
 * What is configured about one foreign trust domain (SPIFFE Federation §5.1).
 *
 * @param trustDomain its name, which its bundle doesn't tell
 * @param url where its bundle is
 * @param profile how the endpoint proves itself
 * @param followRedirects whether the endpoint may send the client elsewhere
 */
record Relationship(TrustDomain trustDomain, URI url, EndpointProfile profile, boolean followRedirects) {
}
