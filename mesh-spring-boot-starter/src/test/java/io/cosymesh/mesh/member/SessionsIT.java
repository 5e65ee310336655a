package io.cosymesh.mesh.member;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.tls.MeshTls;

import org.springframework.boot.ssl.SslManagerBundle;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * A caller who keeps the TLS session of the time when it was welcome.
 */
@ExtendWith(OutputCaptureExtension.class)
class SessionsIT {

	private static final TestCa CA = TestCa.create();

	private final AtomicReference<PeerRule> allowed = new AtomicReference<>();

	@Test
	void sessionOfAWelcomeCallerOpensNoDoorOnceTheAllowlistHasChanged(CapturedOutput output) throws Exception {
		try (Member member = Member.of(CA, "echo").start()) {
			DisposableServer server = serve(member.bean(MeshTls.class));
			try {
				Attacker caller = Attacker.with(CA.svid("caller"));
				this.allowed.set(PeerRule.only(CA.name("caller").spiffeId()));
				assertThat(caller.get(server.port(), "/")).contains("200");
				assertThat(caller.get(server.port(), "/")).contains("200");
				assertThat(caller.fullHandshakes()).isEqualTo(2);
				this.allowed.set(new PeerRule.Nobody());
				assertThatExceptionOfType(IOException.class).isThrownBy(() -> caller.get(server.port(), "/"));
				await().untilAsserted(() -> assertThat(output).contains(
						"event=handshake-refused peer=spiffe://cosymesh.local/ns/cosymesh/sa/caller",
						"reason=not-allowed"));
				this.allowed.set(PeerRule.only(CA.name("caller").spiffeId()));
				assertThat(caller.get(server.port(), "/")).contains("200");
			}
			finally {
				server.disposeNow();
			}
		}
	}

	private DisposableServer serve(MeshTls tls) throws Exception {
		SslManagerBundle managers = tls.server(this.allowed::get).getManagers();
		SslContext context = SslContextBuilder.forServer(managers.getKeyManagerFactory())
			.trustManager(managers.getTrustManagerFactory())
			.clientAuth(ClientAuth.REQUIRE)
			.protocols("TLSv1.3")
			.build();
		return HttpServer.create()
			.host("127.0.0.1")
			.secure((spec) -> spec.sslContext(context))
			.handle((_, response) -> response.sendString(Mono.just("welcome")))
			.bindNow();
	}

}
