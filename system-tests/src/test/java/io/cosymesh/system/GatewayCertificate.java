package io.cosymesh.system;

import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.util.Base64;

import tools.jackson.databind.JsonNode;

/**
 * The gateway's certificate, seen through a client that verified it, as a pin that
 * Chromium understands: the browser trusts this one key instead of ignoring all errors.
 */
final class GatewayCertificate {

	private GatewayCertificate() {
	}

	static String pin(JsonNode credentials) throws Exception {
		try (Gateway gateway = new Gateway(credentials)) {
			HttpResponse<byte[]> response = gateway.send(gateway.request("/").GET().build());
			Certificate leaf = response.sslSession().orElseThrow().getPeerCertificates()[0];
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(leaf.getPublicKey().getEncoded());
			return Base64.getEncoder().encodeToString(digest);
		}
	}

}
