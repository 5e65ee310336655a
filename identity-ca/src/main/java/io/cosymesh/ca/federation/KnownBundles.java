package io.cosymesh.ca.federation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.spiffe.spiffeid.TrustDomain;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

import io.cosymesh.identity.bundle.SpiffeBundleFormat;

/**
 * The table of foreign bundles, shared by all replicas. A row is only ever replaced by
 * one with a higher sequence.
 */
final class KnownBundles {

	private static final String COLUMNS = "trust_domain, foreign_sequence, sequence, digest, document, initial_digest, refreshed_at";

	private final JdbcClient database;

	KnownBundles(JdbcClient database) {
		this.database = database;
	}

	Optional<KnownBundle> find(TrustDomain trustDomain) {
		return this.database.sql("select " + COLUMNS + " from federated_bundle where trust_domain = ?")
			.param(trustDomain.getName())
			.query((row, number) -> read(row))
			.optional();
	}

	/**
	 * Stores a bundle unless another replica has stored the same or a newer one.
	 * @param known the bundle
	 * @return whether it is stored
	 */
	boolean store(KnownBundle known) {
		return replace(known) || insert(known);
	}

	/**
	 * Notes that an endpoint has confirmed the bundle.
	 * @param known the bundle, with the moment
	 */
	void confirm(KnownBundle known) {
		this.database.sql("""
				update federated_bundle set refreshed_at = :at where trust_domain = :domain
				and sequence = :sequence""")
			.param("at", timestamp(known.refreshedAt()))
			.param("domain", known.bundle().trustDomain().getName())
			.param("sequence", known.bundle().sequence())
			.update();
	}

	/**
	 * Forgets trust domains that are no longer federated.
	 * @param kept those that are
	 * @return the names of the forgotten ones
	 */
	List<String> forgetAllBut(List<TrustDomain> kept) {
		List<String> names = kept.stream().map(TrustDomain::getName).toList();
		List<String> gone = this.database.sql("select trust_domain from federated_bundle order by trust_domain")
			.query(String.class)
			.list()
			.stream()
			.filter((name) -> !names.contains(name))
			.toList();
		gone.forEach((
				name) -> this.database.sql("delete from federated_bundle where trust_domain = ?").param(name).update());
		return gone;
	}

	private boolean replace(KnownBundle known) {
		return write("""
				update federated_bundle set foreign_sequence = :foreign, sequence = :sequence, digest = :digest,
					document = :document, initial_digest = :initial, refreshed_at = :at
				where trust_domain = :domain and sequence < :sequence""", known) == 1;
	}

	private boolean insert(KnownBundle known) {
		try {
			return write("insert into federated_bundle (" + COLUMNS + ") values "
					+ "(:domain, :foreign, :sequence, :digest, :document, :initial, :at)", known) == 1;
		}
		catch (DuplicateKeyException ex) {
			return false;
		}
	}

	private int write(String statement, KnownBundle known) {
		return this.database.sql(statement)
			.param("domain", known.bundle().trustDomain().getName())
			.param("foreign", known.foreignSequence())
			.param("sequence", known.bundle().sequence())
			.param("digest", known.digest())
			.param("document", SpiffeBundleFormat.write(known.bundle()))
			.param("initial", known.initialDigest())
			.param("at", timestamp(known.refreshedAt()))
			.update();
	}

	private static KnownBundle read(ResultSet row) throws SQLException {
		TrustDomain trustDomain = TrustDomain.parse(row.getString("trust_domain"));
		OffsetDateTime at = row.getObject("refreshed_at", OffsetDateTime.class);
		return new KnownBundle(SpiffeBundleFormat.parse(trustDomain, row.getString("document")),
				row.getObject("foreign_sequence", Long.class), row.getString("digest"), row.getString("initial_digest"),
				(at != null) ? at.toInstant() : null);
	}

	private static @Nullable OffsetDateTime timestamp(@Nullable Instant at) {
		return (at != null) ? at.atOffset(ZoneOffset.UTC) : null;
	}

}
