package io.cosymesh.ca.authority;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.io.ByteArrayInputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.identity.bundle.Distrust;

/**
 * Remembers the roots of an issuer elsewhere, for all replicas: since when each has been
 * published, and until when leaves below it may live. A root stays published while its
 * issuer shows it, and afterwards until then.
 */
public final class RootLedger {

	/** Refresh hints that a root is published ahead of its first leaf, by default. */
	public static final int HINTS_AHEAD = 3;

	private static final Logger logger = LoggerFactory.getLogger(RootLedger.class);

	// More than passes between two refreshes, so that a crash forgets no leaf.
	private static final Duration MARGIN = Duration.ofMinutes(2);

	private final JdbcClient database;

	private final Duration longestLeaf;

	private final Duration lead;

	private final InstantSource clock;

	private volatile Map<String, Entry> entries = Map.of();

	private volatile Set<X509Certificate> shown = Set.of();

	/**
	 * Opens the ledger.
	 * @param database where it is kept
	 * @param longestLeaf the longest lifetime of a leaf
	 * @param lead how long a root is published before leaves may hang on it
	 * @param clock tells the time
	 */
	public RootLedger(JdbcClient database, Duration longestLeaf, Duration lead, InstantSource clock) {
		this.database = database;
		this.longestLeaf = longestLeaf;
		this.lead = lead;
		this.clock = clock;
		read();
	}

	/**
	 * Returns every root to publish, from memory.
	 * @return the roots
	 */
	public Set<X509Certificate> roots() {
		Instant now = this.clock.instant();
		return this.entries.values()
			.stream()
			.filter((entry) -> entry.isLive(now))
			.map(Entry::root)
			.collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * Records that leaves may be signed below some roots, from now on until others are
	 * announced.
	 * @param roots what the issuer shows now
	 */
	public void announce(Collection<X509Certificate> roots) {
		this.shown = Set.copyOf(roots);
		if (keep(roots)) {
			read();
		}
	}

	private boolean keep(Collection<X509Certificate> roots) {
		Instant now = this.clock.instant();
		boolean first = this.entries.values().stream().noneMatch((entry) -> entry.isLive(now));
		boolean changed = false;
		for (X509Certificate root : Anchors.validAt(roots, now)) {
			changed |= record(root, now, first ? Instant.EPOCH : now);
		}
		return changed;
	}

	/**
	 * Returns from when on leaves may hang on a root because everybody has heard of it.
	 * @param root the root
	 * @return the moment, empty if the root isn't published
	 */
	public Optional<Instant> usableFrom(X509Certificate root) {
		return Optional.ofNullable(this.entries.get(Distrust.fingerprint(root)))
			.filter((entry) -> entry.isLive(this.clock.instant()))
			.map((entry) -> entry.since().plus(this.lead));
	}

	/**
	 * Reads what other replicas recorded, and forgets roots that nothing hangs on. Those
	 * that the issuer showed last stay, however long it can't be asked again.
	 * @return whether other roots are published now than before
	 */
	public boolean refresh() {
		keep(this.shown);
		return read();
	}

	private boolean read() {
		Instant now = this.clock.instant();
		Map<String, Entry> before = this.entries;
		Map<String, Entry> next = new TreeMap<>();
		List<Entry> rows = this.database.sql("select certificate, published_since, keep_until from issuer_root")
			.query(Entry::of)
			.list();
		rows.stream().filter((entry) -> entry.isLive(now)).forEach((entry) -> next.put(entry.fingerprint(), entry));
		if (next.size() < rows.size()) {
			this.database.sql("delete from issuer_root where keep_until < ?").param(at(now)).update();
		}
		this.entries = Map.copyOf(next);
		return report(before.keySet(), next.keySet());
	}

	private boolean record(X509Certificate root, Instant now, Instant since) {
		String fingerprint = Distrust.fingerprint(root);
		Instant keepUntil = now.plus(this.longestLeaf).plus(MARGIN);
		Entry known = this.entries.get(fingerprint);
		if (known != null && known.keepUntil().isAfter(keepUntil.minus(MARGIN.dividedBy(2)))) {
			return false;
		}
		if (extend(fingerprint, keepUntil) == 0) {
			insert(root, since, keepUntil);
		}
		return true;
	}

	private int extend(String fingerprint, Instant keepUntil) {
		return this.database.sql("""
				update issuer_root set keep_until = case when keep_until < :until then :until else keep_until end
				where fingerprint = :fingerprint""")
			.param("until", at(keepUntil))
			.param("fingerprint", fingerprint)
			.update();
	}

	private void insert(X509Certificate root, Instant since, Instant keepUntil) {
		try {
			this.database.sql("""
					insert into issuer_root (fingerprint, certificate, published_since, keep_until)
					values (?, ?, ?, ?)""")
				.params(Distrust.fingerprint(root), encode(root), at(since), at(keepUntil))
				.update();
		}
		catch (DuplicateKeyException ex) {
			// Another replica was faster; its row says the same.
		}
	}

	private static boolean report(Set<String> before, Set<String> after) {
		Set<String> added = new HashSet<>(after);
		added.removeAll(before);
		added.forEach((fingerprint) -> logger.info("event=issuer-root-published fingerprint={}", fingerprint));
		Set<String> removed = new HashSet<>(before);
		removed.removeAll(after);
		removed.forEach((fingerprint) -> logger.info("event=issuer-root-withdrawn fingerprint={}", fingerprint));
		return !added.isEmpty() || !removed.isEmpty();
	}

	private static String encode(X509Certificate root) {
		try {
			return Base64.getEncoder().encodeToString(root.getEncoded());
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException("A parsed certificate must encode", ex);
		}
	}

	private static OffsetDateTime at(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	private record Entry(X509Certificate root, Instant since, Instant keepUntil) {

		private static Entry of(ResultSet row, int number) throws SQLException {
			try {
				byte[] der = Base64.getDecoder().decode(row.getString("certificate"));
				X509Certificate root = (X509Certificate) CertificateFactory.getInstance("X.509")
					.generateCertificate(new ByteArrayInputStream(der));
				return new Entry(root, row.getObject("published_since", OffsetDateTime.class).toInstant(),
						row.getObject("keep_until", OffsetDateTime.class).toInstant());
			}
			catch (GeneralSecurityException | IllegalArgumentException ex) {
				throw new SQLException("Table issuer_root holds something that is no certificate", ex);
			}
		}

		String fingerprint() {
			return Distrust.fingerprint(this.root);
		}

		boolean isLive(Instant now) {
			return now.isBefore(this.keepUntil) && now.isBefore(this.root.getNotAfter().toInstant());
		}

	}

}
