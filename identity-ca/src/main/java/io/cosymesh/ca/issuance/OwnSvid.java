package io.cosymesh.ca.issuance;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

import io.spiffe.svid.x509svid.X509Svid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.identity.issuance.FreshKey;
import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.issuance.IssuedSvid;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Lets the CA itself follow its bundle and its authorities at once, while others poll: it
 * is the first to be shown a leaf of a new root, and the first to show one.
 */
final class OwnSvid {

	private static final Logger logger = LoggerFactory.getLogger(OwnSvid.class);

	private final SvidSource source;

	private final SvidIssuer issuer;

	private final IssuingAuthority authority;

	private final PublishedBundle bundle;

	OwnSvid(SvidSource source, SvidIssuer issuer, IssuingAuthority authority, PublishedBundle bundle) {
		this.source = source;
		this.issuer = issuer;
		this.authority = authority;
		this.bundle = bundle;
		bundle.onChange((next) -> follow());
		authority.onChange(this::follow);
	}

	synchronized void follow() {
		// Before the first SVID there is nothing to replace, and it brings its own
		// bundle.
		this.source.current().ifPresent((current) -> {
			if (!isFromActive(current.svid())) {
				replace();
			}
			this.source.learn(this.bundle.current());
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

	private boolean isFromActive(X509Svid svid) {
		Optional<X509Certificate> active = this.authority.signingCertificate();
		List<X509Certificate> chain = svid.getChain();
		return active.isEmpty() || (chain.size() > 1 && chain.get(1).equals(active.get()));
	}

}
