package io.cosymesh.ca.authority.lifecycle;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.authority.lifecycle.AuthorityMint.Minted;

/**
 * What happens before the authorities are used: the key-encryption key is checked, old
 * files are imported, and what is missing is made.
 */
final class AuthorityOpening {

	private static final Logger logger = LoggerFactory.getLogger(AuthorityOpening.class);

	private final AuthorityLedger ledger;

	private final SealedKeys keys;

	private final AuthorityMint mint;

	private final RotationSchedule schedule;

	private final InstantSource clock;

	AuthorityOpening(AuthorityLedger ledger, SealedKeys keys, AuthorityMint mint, RotationSchedule schedule,
			InstantSource clock) {
		this.ledger = ledger;
		this.keys = keys;
		this.mint = mint;
		this.schedule = schedule;
		this.clock = clock;
	}

	/**
	 * Opens the authorities.
	 * @param previous the key-encryption key before the present one, if it was replaced
	 * @param files where to import from, unless somebody else signs X509-SVIDs
	 * @param checks what a root and an intermediate have to be
	 * @return the authorities, one of each kind active
	 * @throws AuthorityUnusableException if they can't be used
	 */
	Authorities open(@Nullable SealedKeys previous, Optional<AuthorityFiles> files, SignerChecks checks) {
		this.ledger.change((set) -> checkKey(previous, set));
		files.ifPresent(this::importFiles);
		Authorities authorities = new Authorities(this.ledger, this.keys, this.mint, this.schedule, this.clock);
		authorities.rotate();
		files.ifPresent((found) -> requireGood(authorities.set(), checks));
		return authorities;
	}

	private boolean checkKey(@Nullable SealedKeys previous, AuthoritySet set) {
		Optional<String> check = this.ledger.keyCheck();
		if (check.isEmpty() || (previous != null && check.get().equals(previous.check()))) {
			if (previous != null && check.isPresent()) {
				reseal(previous, set);
			}
			this.ledger.keyCheck(this.keys.check());
		}
		else if (!check.get().equals(this.keys.check())) {
			throw new AuthorityUnusableException(
					"The authorities in the database are sealed with another key-encryption key.",
					"Set cosymesh.ca.authority.key-encryption-key to the file they were sealed with, from a backup if"
							+ " need be. To replace that key, also set"
							+ " cosymesh.ca.authority.previous-key-encryption-key to it.");
		}
		return true;
	}

	private void reseal(SealedKeys previous, AuthoritySet set) {
		for (Authority authority : set.all()) {
			this.ledger.table()
				.sealedKey(authority.id())
				.ifPresent((sealed) -> this.ledger.table()
					.reseal(authority.id(), this.keys.reseal(previous, sealed, authority)));
		}
		logger.info("event=authorities-resealed");
	}

	private void importFiles(AuthorityFiles files) {
		AuthoritySet now = this.ledger.change((set) -> {
			if (set.of(AuthorityKind.ROOT).findAny().isEmpty()) {
				AuthorityChange change = new AuthorityChange(this.ledger, this.keys, this.mint, this.clock.instant());
				List<Minted> found = files.read();
				found.forEach(change::adopt);
				found.forEach((minted) -> logger.info("event=authority-imported id={} kind={} notAfter={}",
						minted.authority().id(), minted.authority().kind().label(), minted.authority().notAfter()));
			}
			return new AuthoritySet(set.version(), this.ledger.table().all());
		});
		files.clear(now);
	}

	private void requireGood(AuthoritySet set, SignerChecks checks) {
		Instant now = this.clock.instant();
		Authority root = set.in(AuthorityState.ACTIVE, AuthorityKind.ROOT).orElseThrow();
		X509Certificate certificate = root.certificate().orElseThrow();
		checks.checkRoot("the database", certificate);
		if (root.isExpired(now)) {
			throw new AuthorityUnusableException("The active root expired at %s.".formatted(root.notAfter()),
					"Check the clock. If it is right, start once with"
							+ " cosymesh.ca.authority.replace-expired-root=true to make a new root, and give every"
							+ " workload the new trust bundle file.");
		}
		set.in(AuthorityState.ACTIVE, AuthorityKind.INTERMEDIATE)
			.flatMap(Authority::certificate)
			.ifPresent((intermediate) -> checks.checkIntermediate("the database", intermediate, certificate));
	}

}
