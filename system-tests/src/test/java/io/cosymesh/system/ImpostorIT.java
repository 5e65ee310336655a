package io.cosymesh.system;

import java.io.IOException;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import io.cosymesh.identity.test.TestSvid;
import io.cosymesh.identity.test.tls.FixedKeyManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server at inference-engine's address with a valid SVID of another service.
 */
@Order(5)
@ExtendWith(StackExtension.class)
class ImpostorIT {

	private static final int INFERENCE_PORT = 9445;

	private final Cosymesh stack;

	private final AtomicInteger bytesOfRequests = new AtomicInteger();

	private final AtomicInteger connections = new AtomicInteger();

	ImpostorIT(Cosymesh stack) {
		this.stack = stack;
	}

	@AfterEach
	void bringTheRealOneBack() {
		this.stack.succeed("restart", "inference-engine");
	}

	@Test
	void clientSendsNothingToAnImpostorAndLogsWhoItWas() throws Exception {
		TestSvid svid = new StackAuthority(this.stack).svid("audio-processor");
		Cosymesh.Log log = this.stack.log("backend-api");
		this.stack.kill("inference-engine");
		try (SSLServerSocket server = listen(svid); Gateway gateway = new Gateway(this.stack.credentials())) {
			Thread.ofVirtual().start(() -> serve(server));
			HttpResponse<byte[]> response = gateway.clone(Map.of("text", "Hello."), Clips.ordinary());
			assertThat(response.statusCode()).isBetween(502, 503);
			assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
			assertThat(this.connections).as("connections to the impostor").hasPositiveValue();
		}
		Awaitility.await()
			.atMost(Duration.ofSeconds(5))
			.untilAsserted(
					() -> assertThat(log.lines()).anySatisfy((line) -> assertThat(line).contains("handshake-refused",
							"peer=" + StackAuthority.idOf("audio-processor"), "role=server", "reason=not-allowed")));
		assertThat(this.bytesOfRequests).as("bytes the impostor got to read").hasValue(0);
	}

	private SSLServerSocket listen(TestSvid svid) throws Exception {
		SSLContext context = SSLContext.getInstance("TLSv1.3");
		context.init(new KeyManager[] { new FixedKeyManager(svid) }, null, null);
		return (SSLServerSocket) context.getServerSocketFactory()
			.createServerSocket(this.stack.meshPort(INFERENCE_PORT), 10, InetAddress.getLoopbackAddress());
	}

	private void serve(SSLServerSocket server) {
		while (!server.isClosed()) {
			try (SSLSocket client = (SSLSocket) server.accept()) {
				this.connections.incrementAndGet();
				client.startHandshake();
				this.bytesOfRequests.addAndGet(client.getInputStream().readNBytes(1024).length);
			}
			catch (IOException ex) {
				// A refused handshake, or the end of the test.
				continue;
			}
		}
	}

}
