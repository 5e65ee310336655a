package io.cosymesh.webui.tls;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.ssl.DefaultSslBundleRegistry;

import static org.assertj.core.api.Assertions.assertThat;

class HttpsRedirectIT {

	@TempDir
	private Path directory;

	private HttpsRedirect redirect;

	@BeforeEach
	void start() {
		this.redirect = redirect(null);
		this.redirect.start();
	}

	@AfterEach
	void stop() {
		this.redirect.stop();
	}

	@ParameterizedTest
	@CsvSource({ "localhost,https://localhost:8443", "localhost:8080,https://localhost:8443",
			"LOCALHOST,https://LOCALHOST:8443", "127.0.0.1:8080,https://127.0.0.1:8443",
			"[::1]:8080,https://[::1]:8443", "voices.example,https://voices.example:8443",
			"a.voices.example,https://a.voices.example:8443" })
	void plainHttpIsLedToTheSamePlaceOverHttps(String host, String expected) throws Exception {
		String answer = send("GET /voices?q=a%20b HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 308 ").contains("location: " + expected + "/voices?q=a%20b\r\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "evil.example", "voices.example.evil.example", "evil.example/", "", "voices.example@evil",
			"a.b.voices.example" })
	void nobodyIsLedToAHostWithoutACertificate(String host) throws Exception {
		String answer = send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
		assertThat(answer).startsWith("HTTP/1.1 421 ").doesNotContain("location").contains("unknown-host");
	}

	@Test
	void targetThatNamesAHostItselfLeadsToTheFrontPage() throws Exception {
		String answer = send("GET http://evil.example/x HTTP/1.1\r\nHost: localhost\r\n\r\n");
		assertThat(answer).contains("location: https://localhost:8443/\r\n");
	}

	@Test
	void portInFrontIsTheOneThatIsNamed() throws Exception {
		this.redirect.stop();
		this.redirect = redirect(443);
		this.redirect.start();
		assertThat(send("GET / HTTP/1.1\r\nHost: voices.example\r\n\r\n"))
			.contains("location: https://voices.example/\r\n");
	}

	@Test
	void connectionEndsHoweverSlowlyAnybodyAsks() throws Exception {
		try (Socket socket = open()) {
			socket.getOutputStream().write("GET / HT".getBytes(StandardCharsets.US_ASCII));
			socket.setSoTimeout(15_000);
			assertThat(socket.getInputStream().read()).isEqualTo(-1);
		}
	}

	@Test
	void withoutAPortNothingIsOpened() {
		HttpsRedirect off = new HttpsRedirect(new TlsProperties.Redirect(null, InetAddress.getLoopbackAddress(), null),
				certificate(), () -> 8443);
		off.start();
		assertThat(off.isRunning()).isFalse();
	}

	private HttpsRedirect redirect(Integer to) {
		return new HttpsRedirect(new TlsProperties.Redirect(0, InetAddress.getLoopbackAddress(), to), certificate(),
				() -> 8443);
	}

	private PublicCertificate certificate() {
		URI list = URI.create("https://localhost/ca.crl");
		TlsProperties properties = new TlsProperties(null, null, this.directory,
				List.of("voices.example", "*.voices.example"), Duration.ofDays(90), list,
				new TlsProperties.Redirect(null, InetAddress.getLoopbackAddress(), null));
		PublicCertificate certificate = new PublicCertificate(properties,
				new LocalAuthority(this.directory, Duration.ofDays(90), list, InstantSource.system(), new Random(1)));
		certificate.register(new DefaultSslBundleRegistry());
		return certificate;
	}

	private Socket open() throws Exception {
		return new Socket(InetAddress.getLoopbackAddress(), this.redirect.port());
	}

	private String send(String request) throws Exception {
		try (Socket socket = open()) {
			socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
			InputStream answer = socket.getInputStream();
			return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

}
