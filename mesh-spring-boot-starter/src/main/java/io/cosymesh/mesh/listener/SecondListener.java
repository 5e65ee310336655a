package io.cosymesh.mesh.listener;

import java.util.function.IntConsumer;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Another port of a service beside its own, open as long as that one is.
 */
public final class SecondListener implements SmartLifecycle {

	private final NettyReactiveWebServerFactory factory;

	private final HttpHandler handler;

	private final IntConsumer opened;

	private @Nullable WebServer server;

	/**
	 * Creates a listener that is closed.
	 * @param factory where it listens, and how
	 * @param handler what it serves
	 * @param opened is told the port each time that it opens
	 */
	public SecondListener(NettyReactiveWebServerFactory factory, HttpHandler handler, IntConsumer opened) {
		this.factory = factory;
		this.handler = handler;
		this.opened = opened;
	}

	@Override
	public synchronized void start() {
		WebServer started = this.factory.getWebServer(this.handler);
		started.start();
		this.server = started;
		this.opened.accept(started.getPort());
	}

	@Override
	public synchronized void stop() {
		if (this.server != null) {
			this.server.stop();
			this.server = null;
		}
	}

	@Override
	public synchronized boolean isRunning() {
		return this.server != null;
	}

	@Override
	public boolean isPauseable() {
		return false;
	}

	@Override
	public int getPhase() {
		return WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE;
	}

	/**
	 * Returns where it listens.
	 * @return the port, -1 while it is closed
	 */
	public synchronized int port() {
		return (this.server != null) ? this.server.getPort() : -1;
	}

}
