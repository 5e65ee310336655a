package io.cosymesh.ca.authority.lifecycle;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.cosymesh.identity.bundle.Distrust;

/**
 * All authorities at one moment.
 *
 * @param version grows with every change
 * @param all the authorities, oldest first
 */
record AuthoritySet(long version, List<Authority> all) {

	AuthoritySet {
		all = List.copyOf(all);
	}

	Optional<Authority> find(String id) {
		return this.all.stream().filter((authority) -> authority.id().equals(id)).findFirst();
	}

	Stream<Authority> of(AuthorityKind kind) {
		return this.all.stream().filter((authority) -> authority.kind() == kind);
	}

	Optional<Authority> in(AuthorityState state, AuthorityKind kind) {
		return of(kind).filter((authority) -> authority.state() == state).findFirst();
	}

	/** Returns the roots that are published: all but the revoked. */
	Set<X509Certificate> roots() {
		Set<X509Certificate> roots = new LinkedHashSet<>();
		published(AuthorityKind.ROOT).forEach((root) -> root.certificate().ifPresent(roots::add));
		return roots;
	}

	/** Returns the JWT keys that are published, by key ID: all but the revoked. */
	Map<String, PublicKey> jwtKeys() {
		Map<String, PublicKey> keys = new HashMap<>();
		published(AuthorityKind.JWT).forEach((key) -> keys.put(key.id(), key.identity().publicKey()));
		return keys;
	}

	Distrust distrust() {
		return new Distrust(fingerprints(AuthorityState.TAINTED), fingerprints(AuthorityState.REVOKED));
	}

	/**
	 * Returns until when something signed by an authority, or by one below it, may live.
	 */
	Instant usedUntil(Authority authority) {
		return Stream.concat(Stream.of(authority), below(authority))
			.map(Authority::usedUntil)
			.filter(Objects::nonNull)
			.max(Instant::compareTo)
			.orElse(Instant.EPOCH);
	}

	/** Returns whether the root above an intermediate is published. */
	boolean hasPublishedRoot(Authority intermediate) {
		Set<String> roots = published(AuthorityKind.ROOT).map(Authority::id).collect(Collectors.toSet());
		return intermediate.issuerId().filter(roots::contains).isPresent();
	}

	private Stream<Authority> below(Authority root) {
		return this.all.stream().filter((other) -> other.issuerId().filter(root.id()::equals).isPresent());
	}

	private Stream<Authority> published(AuthorityKind kind) {
		return of(kind).filter((authority) -> authority.state() != AuthorityState.REVOKED);
	}

	private Set<String> fingerprints(AuthorityState state) {
		return this.all.stream()
			.filter((authority) -> authority.state() == state)
			.map(Authority::certificate)
			.flatMap(Optional::stream)
			.map(Distrust::fingerprint)
			.collect(Collectors.toUnmodifiableSet());
	}

}
