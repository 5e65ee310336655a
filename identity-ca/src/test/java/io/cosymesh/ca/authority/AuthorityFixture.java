package io.cosymesh.ca.authority;

import java.security.SecureRandom;
import java.time.InstantSource;

import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.ca.state.StateDirectory;

/**
 * Opens a built-in authority as the application does.
 */
public final class AuthorityFixture {

	private AuthorityFixture() {
	}

	public static IssuingAuthority open(CaSettings settings, InstantSource clock) {
		StateDirectory state = StateDirectory.open(settings.stateDirectory()).directory("authority");
		return new BuiltInAuthority(TestSettings.DOMAIN, settings, new SignerFiles(state), clock, new SecureRandom());
	}

}
