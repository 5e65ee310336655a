package io.cosymesh.ca.authority.vault;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.cosymesh.ca.authority.Anchors;

/**
 * An issuer of the PKI secrets engine.
 *
 * @param chain its certificate and those above it, as far as the engine has them
 * @param signs whether its key is in the engine and may sign certificates
 */
record PkiIssuer(List<X509Certificate> chain, boolean signs) {

	static PkiIssuer of(Map<String, Object> data) {
		List<X509Certificate> chain = PemCertificates.read(data.get("ca_chain"));
		if (chain.isEmpty()) {
			chain = PemCertificates.read(data.get("certificate"));
		}
		boolean key = data.get("key_id") instanceof String id && !id.isBlank();
		boolean issues = !(data.get("usage") instanceof String usage) || usage.contains("issuing-certificates");
		boolean revoked = Boolean.TRUE.equals(data.get("revoked"));
		return new PkiIssuer(chain, key && issues && !revoked && !chain.isEmpty());
	}

	Optional<X509Certificate> root() {
		return this.chain.stream().filter(Anchors::isSelfSigned).findFirst();
	}

}
