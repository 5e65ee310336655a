package io.cosymesh.mesh.identity;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.renewal.BundleRefresher;
import io.cosymesh.identity.renewal.ExpiryWatch;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.svid.SvidSource;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Gets the first SVID before any web server binds, and keeps it and the trust bundles
 * fresh until all of them have stopped.
 */
final class SvidLifecycle implements SmartLifecycle {

	static final int PHASE = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;

	private final SvidSource source;

	private final SvidKeeper keeper;

	private final ExpiryWatch watch;

	private final @Nullable BundleRefresher refresher;

	private final Duration timeout;

	private volatile boolean running;

	SvidLifecycle(SvidSource source, SvidKeeper keeper, ExpiryWatch watch, @Nullable BundleRefresher refresher,
			Duration timeout) {
		this.source = source;
		this.keeper = keeper;
		this.watch = watch;
		this.refresher = refresher;
		this.timeout = timeout;
	}

	@Override
	public void start() {
		this.running = true;
		this.watch.start();
		if (this.refresher != null) {
			this.refresher.start();
		}
		this.keeper.start();
		try {
			this.keeper.awaitFirst(this.timeout);
		}
		catch (IssuanceException ex) {
			throw new NoSvidException(this.source.self(), ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new NoSvidException(this.source.self(), ex);
		}
	}

	@Override
	public void stop() {
		this.running = false;
		this.keeper.close();
		if (this.refresher != null) {
			this.refresher.close();
		}
		this.watch.close();
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
