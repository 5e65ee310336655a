package io.cosymesh.ca.authority.vault;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;

import io.spiffe.spiffeid.SpiffeId;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

import io.cosymesh.ca.authority.LeafRequest;
import io.cosymesh.identity.issuance.FreshKey;

/**
 * Requests of the CA's own, with keys that are thrown away, to see whether Vault signs.
 */
final class TrialRequests {

	private final SpiffeId self;

	TrialRequests(SpiffeId self) {
		this.self = self;
	}

	LeafRequest next(Duration ttl) {
		try {
			PKCS10CertificationRequest csr = new PKCS10CertificationRequest(FreshKey.generate().csrDer());
			return new LeafRequest(this.self,
					Objects.requireNonNull(new JcaPKCS10CertificationRequest(csr).getPublicKey()), csr, ttl);
		}
		catch (IOException | GeneralSecurityException ex) {
			throw new IllegalStateException("A CSR of our own must be readable", ex);
		}
	}

}
