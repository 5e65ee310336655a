package io.cosymesh.ca.authority;

import java.time.InstantSource;

import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.authority.lifecycle.Replica;
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

}
