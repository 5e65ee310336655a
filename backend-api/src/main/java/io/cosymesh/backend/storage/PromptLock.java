package io.cosymesh.backend.storage;

import java.util.Objects;
import java.util.function.Supplier;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Lets one process at a time change which prompts there are: two voices may share a
 * prompt, and storing one must not cross with deleting the other. All methods block.
 */
public final class PromptLock {

	private final JdbcClient jdbc;

	private final TransactionOperations transactions;

	PromptLock(JdbcClient jdbc, TransactionOperations transactions) {
		this.jdbc = jdbc;
		this.transactions = transactions;
	}

	/**
	 * Does something while nobody else does, in a transaction.
	 * @param <T> what comes of it
	 * @param change what to do
	 * @return what came of it
	 */
	public <T> T holding(Supplier<T> change) {
		return Objects.requireNonNull(this.transactions.execute((_) -> {
			this.jdbc.sql("select name from storage_lock where name = 'prompts' for update").query().singleRow();
			return change.get();
		}));
	}

}
