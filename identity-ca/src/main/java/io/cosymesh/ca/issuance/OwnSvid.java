package io.cosymesh.ca.issuance;

import java.time.InstantSource;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleSource;
import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.svid.Standing;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Lets the CA itself follow its bundle at once, while others poll. Its own SVID is
 * replaced early only when the bundle distrusts it: until then it is what lets in those
 * who slept through a rotation and know the old root alone.
 */
final class OwnSvid {

	private static final Logger logger = LoggerFactory.getLogger(OwnSvid.class);

	private final SvidSource source;

	private final SvidIssuer issuer;

	private final PublishedBundle bundle;

	private final InstantSource clock;

	OwnSvid(SvidSource source, SvidIssuer issuer, PublishedBundle bundle, InstantSource clock) {
		this.source = source;
		this.issuer = issuer;
		this.bundle = bundle;
		this.clock = clock;
		bundle.onChange((next) -> follow());
	}

	synchronized void follow() {
		// Before the first SVID there is nothing to replace, and it brings its own
		// bundle.
		this.source.current().ifPresent((current) -> {
			TrustBundle next = this.bundle.current();
			if (!(Standing.of(current.svid().getChain(), TrustBundleSource.of(next),
					this.clock.instant()) instanceof Standing.Sound)) {
				replace();
			}
			this.source.learn(next);
		});
	}

	private void replace() {
		try {
			FreshKey key = FreshKey.generate();
			IssuedSvid issued = this.issuer.issue(key.csrDer());
			this.source.publish(key.svid(issued.chain()), issued.bundle());
		}
		catch (IssuanceException | SvidRefusedException | RuntimeException ex) {
			logger.warn("event=own-svid-not-replaced reason=\"{}\"", ex.getMessage());
		}
	}

}
