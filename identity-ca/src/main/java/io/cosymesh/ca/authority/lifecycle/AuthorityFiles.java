package io.cosymesh.ca.authority.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.spiffe.spiffeid.TrustDomain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.authority.Signer;
import io.cosymesh.ca.authority.lifecycle.AuthorityMint.Minted;

/**
 * The files in which a root and an intermediate lay open before there was a table for
 * them. They are imported once and removed.
 */
final class AuthorityFiles {

	private static final Logger logger = LoggerFactory.getLogger(AuthorityFiles.class);

	static final String ROOT = "root.pem";

	static final String INTERMEDIATE = "intermediate.pem";

	private final SignerFiles files;

	private final TrustDomain domain;

	AuthorityFiles(SignerFiles files, TrustDomain domain) {
		this.files = files;
		this.domain = domain;
	}

	/** Returns the root, and the intermediate if there is one. */
	List<Minted> read() {
		Optional<Signer> root = this.files.load(ROOT);
		Optional<Signer> intermediate = this.files.load(INTERMEDIATE);
		if (root.isEmpty()) {
			requireNoOrphan(intermediate);
			return List.of();
		}
		SignerChecks checks = new SignerChecks(this.domain);
		checks.checkRoot(this.files.locate(ROOT).toString(), root.get().certificate());
		Minted imported = new Minted(AuthorityMint.of(AuthorityKind.ROOT, root.get().certificate(), null),
				root.get().key());
		intermediate.ifPresent((found) -> checks.checkIntermediate(this.files.locate(INTERMEDIATE).toString(),
				found.certificate(), root.get().certificate()));
		return Stream
			.concat(Stream.of(imported),
					intermediate.stream()
						.map((found) -> new Minted(AuthorityMint.of(AuthorityKind.INTERMEDIATE, found.certificate(),
								imported.authority().id()), found.key())))
			.toList();
	}

	/** Removes the files whose keys are in the database, and warns of others. */
	void clear(AuthoritySet set) {
		for (String name : List.of(ROOT, INTERMEDIATE)) {
			this.files.load(name).ifPresent((signer) -> {
				if (set.find(KeyDigest.id(signer.certificate().getPublicKey())).isPresent()) {
					this.files.delete(name);
					logger.info("event=authority-file-removed file={}", this.files.locate(name));
				}
				else {
					logger.warn("event=authority-file-ignored file={} fix=\"remove it: its key is not in use\"",
							this.files.locate(name));
				}
			});
		}
	}

	private void requireNoOrphan(Optional<Signer> intermediate) {
		if (intermediate.isPresent()) {
			throw new AuthorityUnusableException(
					"The root key file %s is missing, but an intermediate signed by it is there."
						.formatted(this.files.locate(ROOT)),
					"Restore the root from a backup, or move the intermediate away to start a new root"
							+ " that every workload has to be told of.");
		}
	}

}
