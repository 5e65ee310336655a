package io.cosymesh.webui.access.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A gateway that starts while another process has the file of its database.
 */
class SuccessionIT {

	private Gateway gateway;

	private FileChannel predecessor;

	@AfterEach
	void stop() throws Exception {
		if (this.predecessor != null) {
			this.predecessor.close();
		}
		this.gateway.close();
	}

	@Test
	void requestsWaitUntilTheOneBeforeLetsGo() throws Exception {
		start("30s");
		String key = key();
		this.gateway.restartAfter(this::take);
		assertThat(sign()).exists();
		assertThat(health("readiness")).isEqualTo(200);
		HttpClient client = this.gateway.withoutCookies();
		// The operator's key is in a file of its own.
		assertThat(Gateway.send(client, this.gateway.withKey("/api/v1/voices")).statusCode()).isEqualTo(200);
		CompletableFuture<HttpResponse<String>> byKey = waiting(client, voices(key));
		CompletableFuture<HttpResponse<String>> signIn = waiting(client,
				this.gateway.signInRequest("admin", Gateway.PASSWORD));
		await().during(Duration.ofSeconds(1)).until(() -> !byKey.isDone() && !signIn.isDone());
		assertThat(health("readiness")).isEqualTo(200);
		this.predecessor.close();
		assertThat(byKey.join().statusCode()).isEqualTo(200);
		assertThat(signIn.join().statusCode()).isEqualTo(204);
		assertThat(sign()).doesNotExist();
		await().untilAsserted(() -> assertThat(audited("signed-in")).isOne());
	}

	@Test
	void oneThatIsNotLetInEndsAndSaysSo() throws Exception {
		start("2s");
		String key = key();
		this.gateway.restartAfter(this::take);
		HttpResponse<String> refused = Gateway.send(this.gateway.withoutCookies(), voices(key));
		assertThat(refused.statusCode()).isEqualTo(503);
		assertThat(refused.body()).contains("database-unavailable");
		await().untilAsserted(() -> assertThat(health("liveness")).isEqualTo(503));
		assertThat(sign()).doesNotExist();
	}

	@Test
	void oneThatStandsByStopsAtOnce() throws Exception {
		start("60s");
		this.gateway.restartAfter(this::take);
		long since = System.nanoTime();
		this.gateway.restartAfter(() -> {
			assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(20));
			letGo();
		});
		assertThat(Gateway.send(this.gateway.withoutCookies(), this.gateway.withKey("/api/v1/keys")).statusCode())
			.isEqualTo(200);
	}

	private void start(String standBy) throws Exception {
		this.gateway = Gateway.start("--cosymesh.access.database.stand-by=" + standBy);
	}

	/** Has the file, as a process before would. */
	private void take() {
		try {
			this.predecessor = FileChannel.open(this.gateway.home().resolve("webui-service/db.mv.db"),
					StandardOpenOption.WRITE);
			this.predecessor.lock();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void letGo() {
		try {
			this.predecessor.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path sign() {
		return this.gateway.home().resolve("webui-service").resolve(Succession.SIGN);
	}

	private String key() throws Exception {
		HttpResponse<String> made = Gateway.send(this.gateway.withoutCookies(), this.gateway.json("POST",
				"/api/v1/keys", Gateway.API_KEY, "{\"name\": \"a script\", \"scopes\": [\"speech\"]}"));
		assertThat(made.statusCode()).isEqualTo(201);
		return JsonMapper.shared().readTree(made.body()).path("key").asString();
	}

	private HttpRequest.Builder voices(String key) {
		return this.gateway.request("/api/v1/voices").header("Authorization", "Bearer " + key);
	}

	private static CompletableFuture<HttpResponse<String>> waiting(HttpClient client, HttpRequest.Builder request) {
		return client.sendAsync(request.build(), BodyHandlers.ofString());
	}

	private int audited(String action) throws Exception {
		return JsonMapper.shared()
			.readTree(
					Gateway.send(this.gateway.withoutCookies(), this.gateway.withKey("/api/v1/audit?action=" + action))
						.body())
			.path("events")
			.size();
	}

	private int health(String group) throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			URI uri = URI
				.create("http://localhost:%d/actuator/health/%s".formatted(this.gateway.managementPort(), group));
			return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).statusCode();
		}
	}

}
