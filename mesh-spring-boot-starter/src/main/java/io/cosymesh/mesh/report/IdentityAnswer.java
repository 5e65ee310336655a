package io.cosymesh.mesh.report;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Who a process is, and whom it trusts.
 *
 * @param service short name
 * @param instance which of its processes
 * @param id SPIFFE ID
 * @param serial serial number of its SVID
 * @param notBefore when the SVID became valid
 * @param expiresAt when it expires
 * @param renewsAt when it is to be renewed, {@code null} where others decide that
 * @param issuer name of the authority that signed it
 * @param trustDomain its trust domain
 * @param bundleSequence sequence number of the trust bundle in use
 * @param bundleRefreshMillis how often a newer one is asked for
 * @param authorities the roots of the bundle
 * @param tls what its connections get
 * @param certificates leaf and intermediates, PEM
 * @param startedAt when the process started
 * @param version its version
 * @param time its clock
 */
public record IdentityAnswer(String service, String instance, String id, @Nullable String serial,
		@Nullable Instant notBefore, @Nullable Instant expiresAt, @Nullable Instant renewsAt, @Nullable String issuer,
		String trustDomain, @Nullable Long bundleSequence, @Nullable Long bundleRefreshMillis,
		List<Authority> authorities, Tls tls, String certificates, Instant startedAt, String version, Instant time) {

	public IdentityAnswer {
		authorities = List.copyOf(authorities);
	}

	/**
	 * A root of the trust bundle.
	 *
	 * @param subject its name
	 * @param fingerprint SHA-256 of the certificate, in hex
	 * @param expiresAt when it expires
	 */
	public record Authority(String subject, String fingerprint, Instant expiresAt) {

	}

	/**
	 * What connections get.
	 *
	 * @param provider who does the cryptography
	 * @param protocols versions of TLS
	 * @param groups groups of the key exchange, {@code unknown} where the provider
	 * doesn't tell
	 * @param ciphers cipher suites
	 */
	public record Tls(String provider, List<String> protocols, List<String> groups, List<String> ciphers) {

		public Tls {
			protocols = List.copyOf(protocols);
			groups = List.copyOf(groups);
			ciphers = List.copyOf(ciphers);
		}

	}

}
