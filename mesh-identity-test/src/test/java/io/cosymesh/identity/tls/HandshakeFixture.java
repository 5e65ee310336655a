package io.cosymesh.identity.tls;

import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslProvider;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.TestCa;

/**
 * backend-api calls inference-engine, both on the same engine, both counting.
 */
final class HandshakeFixture {

	final TestCa ca = TestCa.create();

	final SvidSource server = this.ca.svidSource("inference-engine");

	final SvidSource client = this.ca.svidSource("backend-api");

	final Queue<PeerRefusal> refusals = new ConcurrentLinkedQueue<>();

	final CountingTrustManager atServer;

	final CountingTrustManager atClient;

	final SslContext serverContext;

	final SslContext clientContext;

	volatile PeerRule allowedClients = PeerRule.only(this.client.self());

	HandshakeFixture(SslProvider engine) {
		this.atServer = new CountingTrustManager(new PeerTrustManager(this.server, () -> this.allowedClients,
				this.refusals::add, InstantSource.system()));
		this.atClient = new CountingTrustManager(new PeerTrustManager(this.client,
				() -> PeerRule.only(this.server.self()), this.refusals::add, InstantSource.system()));
		this.serverContext = Engines.server(engine, new SvidKeyManager(this.server), this.atServer);
		this.clientContext = Engines.client(engine, new SvidKeyManager(this.client), this.atClient);
	}

}
