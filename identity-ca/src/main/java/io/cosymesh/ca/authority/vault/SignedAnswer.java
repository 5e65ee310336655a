package io.cosymesh.ca.authority.vault;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.cosymesh.ca.authority.Anchors;

/**
 * What Vault says it has signed.
 *
 * @param chain leaf first, without the root
 */
record SignedAnswer(List<X509Certificate> chain) {

	static SignedAnswer of(Map<String, Object> data) {
		List<X509Certificate> chain = new ArrayList<>(PemCertificates.read(data.get("certificate")));
		if (chain.size() != 1) {
			throw new VaultFaultException(VaultFault.ANSWER_UNFIT, "Vault's answer holds no certificate");
		}
		List<X509Certificate> issuers = PemCertificates.read(data.get("ca_chain"));
		if (issuers.isEmpty()) {
			issuers = PemCertificates.read(data.get("issuing_ca"));
		}
		issuers.stream().filter((issuer) -> !Anchors.isSelfSigned(issuer)).forEach(chain::add);
		return new SignedAnswer(List.copyOf(chain));
	}

}
