package io.cosymesh.cli.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.cosymesh.identity.test.CertificateRecipe;
import io.cosymesh.identity.test.TestKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class GatewayTrustTests {

	private static final Instant NOW = Instant.now();

	private final KeyPair authorityKeys = TestKeys.p256();

	private final X509Certificate authority = CertificateRecipe.authority(NOW, "CN=Somebody", "spiffe://cosymesh.local")
		.selfSigned(this.authorityKeys);

	private final KeyPair keys = TestKeys.p256();

	@TempDir
	private Path directory;

	@Test
	void certificateOfAnotherNameIsAcceptedWhereItIsTheOneThatTheGatewayHas() throws Exception {
		X509Certificate mounted = named("speech.example", Duration.ofDays(1));
		assertThat(ask(mounted, mounted)).isEqualTo(204);
	}

	@Test
	void anyOtherCertificateIsRefusedThen() {
		assertThatExceptionOfType(SSLHandshakeException.class)
			.isThrownBy(() -> ask(named("localhost", Duration.ofDays(1)), named("localhost", Duration.ofDays(1))))
			.withMessageContaining("not the certificate that the gateway was given");
	}

	@Test
	void certificateThatHasEndedIsRefused() {
		X509Certificate ended = named("localhost", Duration.ofMinutes(-1));
		assertThatExceptionOfType(SSLHandshakeException.class).isThrownBy(() -> ask(ended, ended))
			.withMessageContaining("NotAfter");
	}

	@Test
	void authorityVerifiesTheNameAsWell() throws Exception {
		assertThat(ask(named("localhost", Duration.ofDays(1)), this.authority)).isEqualTo(204);
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> ask(named("speech.example", Duration.ofDays(1)), this.authority));
	}

	private X509Certificate named(String name, Duration left) {
		return CertificateRecipe.leaf(NOW, "spiffe://cosymesh.local/gateway")
			.dns(name)
			.validity(NOW.minus(Duration.ofDays(2)), NOW.plus(left))
			.signedBy(this.keys.getPublic(), this.authority, this.authorityKeys.getPrivate());
	}

	private int ask(X509Certificate served, X509Certificate trusted) throws Exception {
		HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		server.setHttpsConfigurator(new HttpsConfigurator(serving(served)));
		server.createContext("/", (exchange) -> {
			exchange.sendResponseHeaders(204, -1);
			exchange.close();
		});
		server.start();
		Path pem = Files.writeString(this.directory.resolve("gateway.pem"),
				"-----BEGIN CERTIFICATE-----\n%s\n-----END CERTIFICATE-----\n"
					.formatted(Base64.getMimeEncoder().encodeToString(trusted.getEncoded())));
		try (HttpClient client = GatewayTrust.httpClient(pem)) {
			URI uri = URI.create("https://localhost:" + server.getAddress().getPort());
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding()).statusCode();
		}
		finally {
			server.stop(0);
		}
	}

	private SSLContext serving(X509Certificate certificate) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		store.setKeyEntry("gateway", this.keys.getPrivate(), new char[0], new Certificate[] { certificate });
		KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		managers.init(store, new char[0]);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(managers.getKeyManagers(), null, null);
		return context;
	}

}
