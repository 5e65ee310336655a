package io.cosymesh.identity.issuance;

import java.net.URI;

import io.spiffe.spiffeid.SpiffeId;

/**
 * Where the CA is and who it must be.
 *
 * @param url base URL of renewal, mutual TLS
 * @param attestationUrl base URL of attestation, server-authenticated TLS
 * @param identity the only SPIFFE ID the CA may have at either
 */
public record CaAddress(URI url, URI attestationUrl, SpiffeId identity) {

	public CaAddress {
		requireHttps("url", url);
		requireHttps("attestation-url", attestationUrl);
	}

	URI renewal(String path) {
		return below(this.url, path);
	}

	URI attestation(String path) {
		return below(this.attestationUrl, path);
	}

	private static URI below(URI base, String path) {
		String text = base.toString();
		return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + path);
	}

	private static void requireHttps(String name, URI uri) {
		boolean plain = uri.getUserInfo() == null && uri.getQuery() == null && uri.getFragment() == null;
		if (!"https".equals(uri.getScheme()) || uri.getHost() == null || !plain) {
			throw new IllegalArgumentException(
					"The CA's %s must be https://<host>[:<port>] without user, query or fragment".formatted(name));
		}
	}

}
