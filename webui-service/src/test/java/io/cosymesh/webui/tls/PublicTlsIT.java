package io.cosymesh.webui.tls;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLSocket;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(GatewayExtension.class)
class PublicTlsIT {

	private final Gateway gateway;

	PublicTlsIT(Gateway gateway) {
		this.gateway = gateway;
	}

	@ParameterizedTest
	@ValueSource(strings = { "TLSv1.2", "TLSv1.3" })
	void bothProtocolsAreSpokenToClientsWithoutACertificate(String protocol) throws Exception {
		try (SSLSocket socket = this.gateway.connect()) {
			socket.setEnabledProtocols(new String[] { protocol });
			socket.startHandshake();
			assertThat(socket.getSession().getProtocol()).isEqualTo(protocol);
		}
	}

	@Test
	void browsersGetHttp2() throws Exception {
		HttpResponse<String> response = Gateway.send(this.gateway.browser(), this.gateway.request("/signin"));
		assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
	}

	@Test
	void addressIsAsGoodAsTheName() throws Exception {
		URI uri = URI.create("https://127.0.0.1:%d/signin".formatted(this.gateway.port()));
		assertThat(
				this.gateway.browser().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).statusCode())
			.isEqualTo(200);
	}

	@Test
	void anybodyMayReadTheRevocationList() throws Exception {
		HttpResponse<byte[]> list = this.gateway.browser()
			.send(this.gateway.request("/ca.crl").build(), BodyHandlers.ofByteArray());
		assertThat(list.statusCode()).isEqualTo(200);
		assertThat(list.headers().firstValue("Content-Type")).hasValue("application/pkix-crl");
		assertThat(CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(list.body())))
			.isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/actuator/health/liveness", "/actuator/health/readiness", "/actuator/prometheus" })
	void probesAnswerInPlainTextOnTheirOwnPort(String path) throws Exception {
		assertThat(management(path).statusCode()).isEqualTo(200);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/signin", "/api/v1/voices", "/session", "/actuator/env", "/actuator/heapdump" })
	void portOfTheProbesServesNothingElse(String path) throws Exception {
		assertThat(management(path).statusCode()).isEqualTo(404);
	}

	private HttpResponse<String> management(String path) throws Exception {
		URI uri = URI.create("http://127.0.0.1:%d%s".formatted(this.gateway.managementPort(), path));
		try (HttpClient plain = HttpClient.newHttpClient()) {
			return plain.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
		}
	}

}
