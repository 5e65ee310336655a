package io.cosymesh.identity.issuance;

import java.io.IOException;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.identity.bundle.MalformedBundleException;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

/**
 * What a workload without a usable SVID trusts the CA by: the newer of the mounted file
 * and the bundle learnt last. The file may be as old as the deployment, the memory as old
 * as the network's absence.
 */
record TrustAnchors(TrustBundleFile file, SvidSource source) {

	private static final Logger log = LoggerFactory.getLogger(TrustAnchors.class);

	TrustBundle newest() throws IssuanceException {
		Optional<TrustBundle> learnt = this.source.current().map(SvidSnapshot::bundle);
		if (learnt.isEmpty()) {
			return mounted();
		}
		try {
			TrustBundle mounted = mounted();
			return (mounted.sequence() > learnt.get().sequence()) ? mounted : learnt.get();
		}
		catch (IssuanceException ex) {
			log.warn("event=trust-bundle-file-unusable using=learnt sequence={} reason=\"{}\"", learnt.get().sequence(),
					ex.getMessage());
			return learnt.get();
		}
	}

	private TrustBundle mounted() throws IssuanceException {
		try {
			return this.file.read();
		}
		catch (IOException ex) {
			throw IssuanceException
				.passing("The trust bundle %s can't be read (%s): mount it, or start identity-ca, which writes it"
					.formatted(this.file.path(), ex.getClass().getSimpleName()), ex);
		}
		catch (MalformedBundleException ex) {
			throw IssuanceException
				.passing("The trust bundle %s is not usable: %s".formatted(this.file.path(), ex.getMessage()), ex);
		}
	}

}
