package io.cosymesh.identity.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.handler.ssl.SslProvider;
import io.spiffe.svid.x509svid.X509Svid;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.cosymesh.identity.svid.SvidRefusedException;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.tls.SecureLoopback.Outcome;

import static org.assertj.core.api.Assertions.assertThat;

class RotationIT {

	private static final int CONNECTIONS = 150;

	@ParameterizedTest
	@EnumSource(value = SslProvider.class, names = { "JDK", "OPENSSL" })
	void noHandshakeFailsWhileBothEndsRotateAllTheTime(SslProvider engine) throws Exception {
		HandshakeFixture fixture = new HandshakeFixture(engine);
		AtomicBoolean done = new AtomicBoolean();
		AtomicReference<Throwable> rotationFailure = new AtomicReference<>();
		Thread rotation = Thread.ofVirtual().start(() -> rotate(fixture, done, rotationFailure));
		List<Outcome> failed = new ArrayList<>();
		try (SecureLoopback server = new SecureLoopback(fixture.serverContext)) {
			for (int i = 0; i < CONNECTIONS; i++) {
				Outcome outcome = server.connect(fixture.clientContext);
				if (!outcome.greeted()) {
					failed.add(outcome);
				}
			}
		}
		finally {
			done.set(true);
			rotation.join();
		}
		assertThat(rotationFailure).hasValue(null);
		assertThat(failed).isEmpty();
		assertThat(fixture.server.snapshot().generation()).isGreaterThan(20);
	}

	private static void rotate(HandshakeFixture fixture, AtomicBoolean done, AtomicReference<Throwable> failure) {
		List<X509Svid> servers = svids(fixture, "inference-engine");
		List<X509Svid> clients = svids(fixture, "backend-api");
		try {
			for (int i = 0; !done.get(); i++) {
				publish(fixture, fixture.server, servers.get(i % servers.size()));
				publish(fixture, fixture.client, clients.get(i % clients.size()));
			}
		}
		catch (SvidRefusedException | RuntimeException ex) {
			failure.set(ex);
		}
	}

	private static void publish(HandshakeFixture fixture, SvidSource source, X509Svid svid)
			throws SvidRefusedException {
		source.publish(svid, fixture.ca.bundle());
	}

	private static List<X509Svid> svids(HandshakeFixture fixture, String serviceAccount) {
		List<X509Svid> svids = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			svids.add(fixture.ca.svid(serviceAccount).svid());
		}
		return svids;
	}

}
