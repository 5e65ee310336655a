package io.cosymesh.webui.cosyvoice;

import java.net.InetAddress;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.server.reactive.HttpHandler;

/**
 * Serves CosyVoice's own clients in plain text, on this machine alone.
 */
final class PlaintextListener implements SmartLifecycle {

	private static final Logger log = LoggerFactory.getLogger(PlaintextListener.class);

	private final NettyReactiveWebServerFactory factory;

	private final InetAddress address;

	private final HttpHandler handler;

	private @Nullable WebServer server;

	PlaintextListener(NettyReactiveWebServerFactory factory, InetAddress address, HttpHandler handler) {
		this.factory = factory;
		this.address = address;
		this.handler = handler;
	}

	@Override
	public synchronized void start() {
		WebServer started = this.factory.getWebServer(this.handler);
		started.start();
		this.server = started;
		log.warn("event=plaintext-listener address={} port={} "
				+ "note=\"every program of this machine may speak with the configured key, without showing one\"",
				this.address.getHostAddress(), started.getPort());
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
