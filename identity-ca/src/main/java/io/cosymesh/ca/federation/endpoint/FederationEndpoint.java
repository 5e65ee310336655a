package io.cosymesh.ca.federation.endpoint;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.SmartLifecycle;

/**
 * The listener, open as long as the other ports of the CA are.
 */
final class FederationEndpoint implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(FederationEndpoint.class);

	private final NettyReactiveWebServerFactory factory;

	private final BundleHandler handler;

	private final EndpointProof proof;

	private @Nullable WebServer server;

	FederationEndpoint(NettyReactiveWebServerFactory factory, BundleHandler handler, EndpointProof proof) {
		this.factory = factory;
		this.handler = handler;
		this.proof = proof;
	}

	@Override
	public synchronized void start() {
		WebServer started = this.factory.getWebServer(this.handler);
		started.start();
		this.server = started;
		logger.info("event=federation-endpoint port={} profile={}", started.getPort(), switch (this.proof) {
			case EndpointProof.HostCertificate _ -> "https_web";
			case EndpointProof.OwnSvid() -> "https_spiffe";
		});
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

}
