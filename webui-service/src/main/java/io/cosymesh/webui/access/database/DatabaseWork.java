package io.cosymesh.webui.access.database;

import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Keeps what blocks off the event loops.
 */
public final class DatabaseWork {

	private final Scheduler scheduler;

	private final TransactionTemplate transactions;

	DatabaseWork(Scheduler scheduler, TransactionTemplate transactions) {
		this.scheduler = scheduler;
		this.transactions = transactions;
	}

	/**
	 * Asks the database, or does other work that blocks.
	 * @param <T> type of the answer
	 * @param question what is asked
	 * @return the answer, nothing when that is null
	 */
	public <T> Mono<T> ask(Supplier<? extends @Nullable T> question) {
		return Mono.<T>fromSupplier(question).subscribeOn(this.scheduler);
	}

	/**
	 * Changes the database in one transaction.
	 * @param <T> type of the answer
	 * @param change what is changed
	 * @return its answer, nothing when that is null
	 */
	public <T> Mono<T> change(Supplier<? extends @Nullable T> change) {
		return ask(() -> inTransaction(change));
	}

	/**
	 * Changes the database in one transaction, on the thread that calls, which blocks.
	 * @param <T> type of the answer
	 * @param change what is changed
	 * @return its answer
	 */
	public <T> @Nullable T inTransaction(Supplier<? extends @Nullable T> change) {
		return this.transactions.execute((_) -> change.get());
	}

	/**
	 * Does something when the transaction at hand is committed, at once without one.
	 * @param action what is done
	 */
	public static void afterCommit(Runnable action) {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			action.run();
			return;
		}
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				action.run();
			}

		});
	}

	/**
	 * Returns where other work that blocks may run.
	 * @return a scheduler of virtual threads
	 */
	public Scheduler scheduler() {
		return this.scheduler;
	}

}
