package io.cosymesh.ca.bundle;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

import io.spiffe.spiffeid.TrustDomain;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import io.cosymesh.identity.bundle.TrustBundle;

/**
 * Numbers the trust bundle: the same content keeps its number across restarts and
 * replicas, new content gets a higher one. Numbers start from the clock, so that they
 * don't fall even when the database is lost.
 */
final class BundleSequence {

	private final JdbcClient database;

	private final TransactionOperations transactions;

	private final InstantSource clock;

	BundleSequence(JdbcClient database, TransactionOperations transactions, InstantSource clock) {
		this.database = database;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Numbers a bundle, one replica at a time.
	 * @param domain whose bundle it is
	 * @param content read while no other replica can publish, so that what was read
	 * earlier never gets the higher number
	 * @return the bundle
	 */
	TrustBundle number(TrustDomain domain, Supplier<BundleContent> content) {
		ensureRow(domain);
		return this.transactions.execute((transaction) -> {
			Row last = this.database
				.sql("select digest, sequence from published_bundle where trust_domain = ? for update")
				.param(domain.getName())
				.query(Row::of)
				.single();
			BundleContent wanted = content.get();
			String digest = wanted.digest();
			if (last.digest().equals(digest)) {
				return wanted.numbered(domain, last.sequence());
			}
			long next = Math.max(last.sequence() + 1, this.clock.instant().getEpochSecond());
			this.database.sql("update published_bundle set digest = ?, sequence = ? where trust_domain = ?")
				.params(digest, next, domain.getName())
				.update();
			return wanted.numbered(domain, next);
		});
	}

	/** Returns the number of the bundle if another replica published the same content. */
	Optional<Long> numberOf(TrustDomain domain, BundleContent content) {
		return find(domain).filter((row) -> row.digest().equals(content.digest())).map(Row::sequence);
	}

	private void ensureRow(TrustDomain domain) {
		if (find(domain).isPresent()) {
			return;
		}
		try {
			this.database.sql("insert into published_bundle (trust_domain, digest, sequence) values (?, ?, 0)")
				.params(domain.getName(), "none")
				.update();
		}
		catch (DuplicateKeyException ex) {
			// Another replica was faster, and its row will do.
		}
	}

	private Optional<Row> find(TrustDomain domain) {
		return this.database.sql("select digest, sequence from published_bundle where trust_domain = ?")
			.param(domain.getName())
			.query(Row::of)
			.optional();
	}

	private record Row(String digest, long sequence) {

		private static Row of(ResultSet row, int number) throws SQLException {
			return new Row(row.getString("digest"), row.getLong("sequence"));
		}

	}

}
