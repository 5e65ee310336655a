package io.cosymesh.ca.authority.lifecycle;

import java.util.Optional;
import java.util.function.Function;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets one replica at a time change the authorities, and all of them notice.
 */
final class AuthorityLedger {

	private final JdbcClient database;

	private final TransactionOperations transactions;

	private final AuthorityTable table;

	AuthorityLedger(JdbcClient database, TransactionOperations transactions) {
		this.database = database;
		this.transactions = transactions;
		this.table = new AuthorityTable(database);
	}

	AuthorityTable table() {
		return this.table;
	}

	long version() {
		return this.database.sql("select version from authority_ledger where id = 1").query(Long.class).single();
	}

	// The version first: rows that are newer than it are read once more, older ones never
	// stay.
	AuthoritySet read() {
		long version = version();
		return new AuthoritySet(version, this.table.all());
	}

	/**
	 * Makes a change that no other replica makes at the same time.
	 * @param change is given the authorities as they are now
	 * @return what it returns
	 */
	<T> T change(Function<AuthoritySet, T> change) {
		return this.transactions.execute((transaction) -> {
			long version = this.database.sql("select version from authority_ledger where id = 1 for update")
				.query(Long.class)
				.single();
			T result = change.apply(new AuthoritySet(version, this.table.all()));
			this.database.sql("update authority_ledger set version = ? where id = 1").param(version + 1).update();
			return result;
		});
	}

	Optional<String> keyCheck() {
		return this.database.sql("select key_check from authority_ledger where id = 1 and key_check is not null")
			.query(String.class)
			.optional();
	}

	void keyCheck(String check) {
		this.database.sql("update authority_ledger set key_check = ? where id = 1").param(check).update();
	}

}
