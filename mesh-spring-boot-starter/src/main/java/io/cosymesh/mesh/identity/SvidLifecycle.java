package io.cosymesh.mesh.identity;

import java.time.Duration;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.identity.renewal.SvidRenewer;
import io.cosymesh.identity.svid.SvidSource;

import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * Gets the first SVID before any web server binds, and keeps it fresh until all of them
 * have stopped.
 */
final class SvidLifecycle implements SmartLifecycle {

	static final int PHASE = WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE - 1024;

	private final SvidRenewer renewer;

	private final SvidSource source;

	private final Duration timeout;

	private volatile boolean running;

	SvidLifecycle(SvidRenewer renewer, SvidSource source, Duration timeout) {
		this.renewer = renewer;
		this.source = source;
		this.timeout = timeout;
	}

	@Override
	public void start() {
		this.running = true;
		this.renewer.start();
		try {
			this.renewer.awaitFirst(this.timeout);
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
		this.renewer.close();
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
