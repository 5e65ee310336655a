package io.cosymesh.mesh.listener;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Serves the application on a second port over TLS 1.3 where only the server shows a
 * certificate. Whoever comes through here has no identity, so only rules with
 * {@code anonymous: true} let them do anything.
 */
final class AnonymousListener implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(AnonymousListener.class);

	private final NettyReactiveWebServerFactory factory;

	private final HttpHandler handler;

	private @Nullable WebServer server;

	AnonymousListener(NettyReactiveWebServerFactory factory, HttpHandler handler) {
		this.factory = factory;
		this.handler = handler;
	}

	@Override
	public synchronized void start() {
		WebServer started = this.factory.getWebServer(this.handler);
		started.start();
		this.server = started;
		log.info("event=anonymous-listener port={}", started.getPort());
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

	synchronized int port() {
		return (this.server != null) ? this.server.getPort() : -1;
	}

}
