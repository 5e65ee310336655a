package io.cosymesh.mesh.telemetry;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;

import org.springframework.context.SmartLifecycle;

/**
 * Ends a step of the traffic every ten seconds.
 */
final class TrafficSteps implements SmartLifecycle {

	private final Traffic traffic;

	private @Nullable Disposable task;

	TrafficSteps(Traffic traffic) {
		this.traffic = traffic;
	}

	@Override
	public synchronized void start() {
		long step = Traffic.STEP.toMillis();
		this.task = Schedulers.parallel()
			.schedulePeriodically(this.traffic::nextStep, step, step, TimeUnit.MILLISECONDS);
	}

	@Override
	public synchronized void stop() {
		if (this.task != null) {
			this.task.dispose();
			this.task = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.task != null;
	}

}
