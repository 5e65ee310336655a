package io.cosymesh.ca.authority;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.KeyPair;
import java.time.Duration;
import java.time.InstantSource;

import org.bouncycastle.pkcs.PKCS10CertificationRequest;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.authority.lifecycle.Replica;
import io.cosymesh.ca.issuance.Csrs;
import io.cosymesh.ca.settings.CaSettings;

/**
 * Opens a built-in authority as the application does.
 */
public final class AuthorityFixture {

	private AuthorityFixture() {
	}

	public static IssuingAuthority open(CaSettings settings, InstantSource clock) {
		return new Replica(settings, new TestDatabase(), clock).issuer();
	}

	/** Returns a request for a fresh key. */
	public static LeafRequest request(String serviceAccount, Duration ttl) {
		return request(serviceAccount, Keys.p256(), ttl);
	}

	public static LeafRequest request(String serviceAccount, KeyPair keys, Duration ttl) {
		try {
			PKCS10CertificationRequest csr = new PKCS10CertificationRequest(Csrs.of(keys));
			return new LeafRequest(TestSettings.workload(serviceAccount).spiffeId(), keys.getPublic(), csr, ttl);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
