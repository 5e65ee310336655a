package io.cosymesh.webui.access.oidc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A Spring Authorization Server as a process of its own.
 */
final class TestIssuer implements AutoCloseable {

	private final int port = freePort();

	private final Path log;

	private Process process;

	TestIssuer(Path directory) {
		this.log = directory.resolve("issuer.log");
	}

	String url() {
		return "http://127.0.0.1:" + this.port;
	}

	void start(String redirectUri) throws IOException {
		this.process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx192m", "-XX:TieredStopAtLevel=1", "-jar", jar().toString(), "--server.port=" + this.port,
				"--spring.security.oauth2.authorizationserver.issuer=" + url(), "--test.redirect-uri=" + redirectUri))
			.redirectErrorStream(true)
			.redirectOutput(this.log.toFile())
			.start();
		await().untilAsserted(() -> {
			assertThat(this.process.isAlive()).as("see %s", this.log).isTrue();
			assertThat(status()).isEqualTo(200);
		});
	}

	private int status() throws InterruptedException {
		try {
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create(url() + "/.well-known/openid-configuration")).build(),
						BodyHandlers.discarding())
				.statusCode();
		}
		catch (IOException _) {
			return 0;
		}
	}

	private static Path jar() throws IOException {
		Path target = Path.of("../test-issuer/target");
		if (Files.isDirectory(target)) {
			try (Stream<Path> files = Files.list(target)) {
				return files.filter((file) -> file.getFileName().toString().matches("test-issuer-.*(?<!sources)\\.jar"))
					.findFirst()
					.orElseThrow(TestIssuer::notBuilt);
			}
		}
		throw notBuilt();
	}

	private static IllegalStateException notBuilt() {
		return new IllegalStateException("Build the issuer first: mvn -pl test-issuer package");
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		if (this.process != null) {
			this.process.destroyForcibly().onExit().join();
		}
	}

}
