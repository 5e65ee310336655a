package io.cosymesh.backend.storage;

import java.util.function.IntSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;

/**
 * Has everything deleted that was kept long enough.
 */
final class Sweeper {

	private static final Logger logger = LoggerFactory.getLogger(Sweeper.class);

	private final ObjectProvider<Retention> retentions;

	private final AudioStore store;

	private final MeterRegistry meters;

	Sweeper(ObjectProvider<Retention> retentions, AudioStore store, MeterRegistry meters) {
		this.retentions = retentions;
		this.store = store;
		this.meters = meters;
	}

	/**
	 * Sweeps once. What fails is tried again next time, and keeps nobody else from it.
	 */
	void sweep() {
		run("rests", () -> {
			this.store.deleteRests();
			return 0;
		});
		this.retentions.forEach((retention) -> run(retention.name(), retention::sweep));
	}

	private void run(String name, IntSupplier work) {
		try {
			int deleted = work.getAsInt();
			this.meters.counter("cosymesh.storage.swept", "what", name).increment(deleted);
			if (deleted > 0) {
				logger.info("event=swept what={} deleted={}", name, deleted);
			}
		}
		catch (RuntimeException ex) {
			logger.warn("event=sweep-postponed what={} cause={}", name, ex.getClass().getName());
			this.meters.counter("cosymesh.storage.sweep.failures", "what", name).increment();
		}
	}

}
