package io.cosymesh.ca.bundle;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

import io.spiffe.spiffeid.TrustDomain;

import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.identity.bundle.TrustBundle;

/**
 * Numbers the trust bundle: the same content keeps its number across restarts, new
 * content gets a higher one. Numbers start from the clock, so that they don't fall even
 * when the database is lost.
 */
final class BundleSequence {

	private final JdbcClient database;

	private final InstantSource clock;

	BundleSequence(JdbcClient database, InstantSource clock) {
		this.database = database;
		this.clock = clock;
	}

	TrustBundle number(TrustDomain domain, Set<X509Certificate> roots, Duration refreshHint) {
		String digest = digest(roots, refreshHint);
		Row last = this.database.sql("select digest, sequence from published_bundle where trust_domain = ?")
			.param(domain.getName())
			.query((row, number) -> new Row(row.getString("digest"), row.getLong("sequence")))
			.optional()
			.orElse(new Row("", 0));
		if (last.digest().equals(digest)) {
			return new TrustBundle(domain, roots, last.sequence(), refreshHint);
		}
		long next = Math.max(last.sequence() + 1, this.clock.instant().getEpochSecond());
		store(domain, digest, next);
		return new TrustBundle(domain, roots, next, refreshHint);
	}

	private void store(TrustDomain domain, String digest, long sequence) {
		this.database
			.sql("merge into published_bundle (trust_domain, digest, sequence) key (trust_domain) values (?, ?, ?)")
			.params(domain.getName(), digest, sequence)
			.update();
	}

	private static String digest(Set<X509Certificate> roots, Duration refreshHint) {
		try {
			List<byte[]> encoded = new ArrayList<>();
			for (X509Certificate root : roots) {
				encoded.add(root.getEncoded());
			}
			encoded.sort(Arrays::compare);
			MessageDigest digest = MessageDigest.getInstance("SHA-256");
			encoded.forEach(digest::update);
			digest.update(refreshHint.toString().getBytes(StandardCharsets.US_ASCII));
			return HexFormat.of().formatHex(digest.digest());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("A parsed certificate must encode", ex);
		}
	}

	private record Row(String digest, long sequence) {
	}

}
