package io.cosymesh.ca.bundle;

import java.time.InstantSource;

import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.authority.JwtAuthority;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.identity.bundle.TrustBundle;

/**
 * Publishes a bundle as the application does, but polls when told to.
 */
public final class BundleFixture {

	private final BundlePublisher publisher;

	public BundleFixture(IssuingAuthority authority, JwtAuthority jwt, CaSettings settings, TestDatabase database,
			InstantSource clock) {
		this.publisher = new BundleConfiguration().bundlePublisher(TestSettings.CA, authority, jwt, settings,
				database.client(), database.transactions(), clock);
	}

	public PublishedBundle published() {
		return this.publisher.published();
	}

	/** Publishes the next bundle as if another replica had made it. */
	public static void replace(PublishedBundle published, TrustBundle next) {
		published.replace(next);
	}

	public void poll() {
		this.publisher.poll();
	}

}
