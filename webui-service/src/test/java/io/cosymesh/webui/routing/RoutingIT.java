package io.cosymesh.webui.routing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import javax.net.ssl.SSLSocket;

import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import io.cosymesh.identity.caller.VouchedCaller;
import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@ExtendWith(GatewayExtension.class)
@ExtendWith(OutputCaptureExtension.class)
class RoutingIT {

	private static final String FORM = "multipart/form-data; boundary=x";

	private static final int MEGABYTE = 1024 * 1024;

	private final Gateway gateway;

	private final HttpClient client;

	RoutingIT(Gateway gateway) throws Exception {
		this.gateway = gateway;
		this.client = gateway.browser();
	}

	@Test
	void whatLooksLikeAnIdentityOrACredentialStaysOutside() throws Exception {
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.withKey("/api/v1/voices")
					.header("Cookie", "a=b")
					.header("X-Forwarded-Client-Cert", "URI=spiffe://cosymesh.local/ns/cosymesh/sa/operator")
					.header("X-Spiffe-Id", "spiffe://cosymesh.local/ns/cosymesh/sa/operator")
					.header("x-SPIFFE-ID", "spiffe://cosymesh.local/ns/cosymesh/sa/operator")
					.header("Forwarded", "for=10.0.0.1")
					.header("X-Forwarded-For", "10.0.0.1")
					.header("X-Forwarded-Proto", "http")
					.header("X-Real-Ip", "10.0.0.1")
					.header("X-CosyMesh-User", "somebody-else")
					.header("X-CosyMesh-Tenant", "somebody-elses")
					.header("x-cosymesh-TENANT", "somebody-elses")
					.header("X-CosyMesh-Client", "10.0.0.1")
					.header("X-CosyMesh-Caller", "somebody-else")
					.header("X-SSL-Client-Cert", "x")
					.header("Accept-Language", "zh-CN")
					.header("X-Request-Id", "chosen-outside"));
		JsonNode seen = JsonMapper.shared().readTree(response.body());
		assertThat(seen.propertyNames()).doesNotContain("authorization", "cookie", "x-forwarded-client-cert",
				"x-spiffe-id", "forwarded", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-host", "x-real-ip",
				"x-ssl-client-cert", "x-cosymesh-user", "x-cosymesh-tenant", "x-cosymesh-client");
		assertThat(seen.path("accept-language").asString()).isEqualTo("zh-CN");
		assertThat(seen.path("x-request-id").asString()).isEqualTo("chosen-outside");
	}

	@Test
	void traceKeepsItsIdAndNobodyOutsideForcesItToBeRecorded() throws Exception {
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.withKey("/api/v1/voices")
					.header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
					.header("baggage", "text=secret"));
		JsonNode seen = JsonMapper.shared().readTree(response.body());
		assertThat(seen.path("traceparent").asString()).matches("00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-00")
			.doesNotContain("00f067aa0ba902b7");
		assertThat(seen.propertyNames()).doesNotContain("baggage", "b3");
	}

	@Test
	void backendHearsWhoIsCallingInTheGatewaysSignedWord() throws Exception {
		String target = "/api/v1/voices?q=a%20b%2Fc&limit=3";
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.withKey(target).header("X-CosyMesh-Caller", "somebody-else"));
		String word = JsonMapper.shared().readTree(response.body()).path("x-cosymesh-caller").asString();
		VouchedCaller caller = this.gateway.backend().believe(word, "GET", target);
		assertThat(caller.tenant()).isEqualTo("default");
		assertThat(caller.name()).isEqualTo("api-key");
		assertThat(caller.address()).isEqualTo("127.0.0.1");
		assertThat(caller.scopes()).contains("speech");
	}

	@Test
	void whatTheBackendSaysOfItselfStaysInside() throws Exception {
		HttpResponse<String> response = Gateway.send(this.client, this.gateway.withKey("/api/v1/voices"));
		assertThat(response.headers().allValues("Set-Cookie")).isEmpty();
		assertThat(response.headers().allValues("X-Request-Id")).hasSize(1).doesNotContain("of-the-backend");
		assertThat(response.headers().allValues("Content-Security-Policy")).singleElement()
			.asString()
			.startsWith("default-src 'self'");
	}

	@ParameterizedTest
	@EnumSource(HttpClient.Version.class)
	void firstChunkPassesBeforeTheLastIsMade(HttpClient.Version version) throws Exception {
		HttpResponse<InputStream> response = this.client
			.send(this.gateway.withKey("/api/v1/stream").version(version).build(), BodyHandlers.ofInputStream());
		assertThat(response.version()).isEqualTo(version);
		assertThat(response.headers().firstValue("X-Engine")).hasValue("fake");
		try (InputStream body = response.body()) {
			assertThat(new String(body.readNBytes(5), StandardCharsets.UTF_8)).isEqualTo("first");
			this.gateway.backend().sendRest();
			assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("second");
		}
	}

	@Test
	void listenerWhoGoesAwayStopsTheBackend() throws Exception {
		HttpResponse<InputStream> response = this.client.send(this.gateway.withKey("/api/v1/stream").build(),
				BodyHandlers.ofInputStream());
		response.body().readNBytes(5);
		response.body().close();
		assertThat(this.gateway.backend().cancelled().orTimeout(5, TimeUnit.SECONDS))
			.succeedsWithin(Duration.ofSeconds(6));
	}

	// What waits for a reader is in memory of Netty's, which nobody collects.
	@ParameterizedTest
	@EnumSource(HttpClient.Version.class)
	void listenersWhoStallAndLeaveCostNothingThatLasts(HttpClient.Version version, CapturedOutput output)
			throws Exception {
		Level before = ResourceLeakDetector.getLevel();
		ResourceLeakDetector.setLevel(Level.PARANOID);
		stallAndLeave(version, 5);
		for (int time = 0; time < 3; time++) {
			System.gc();
			// Whatever is lost is found by whoever asks for memory next.
			stallAndLeave(version, 1);
		}
		ResourceLeakDetector.setLevel(before);
		assertThat(output).doesNotContain("LEAK");
	}

	private void stallAndLeave(HttpClient.Version version, int times) throws Exception {
		for (int time = 0; time < times; time++) {
			HttpResponse<InputStream> response = this.client
				.send(this.gateway.withKey("/api/v1/endless").version(version).build(), BodyHandlers.ofInputStream());
			AtomicLong seen = new AtomicLong();
			await().pollInterval(Duration.ofMillis(50)).until(() -> {
				long sent = this.gateway.backend().sent();
				return seen.getAndSet(sent) == sent && sent > MEGABYTE;
			});
			response.body().close();
		}
	}

	@ParameterizedTest
	@EnumSource(HttpClient.Version.class)
	void streamThatBreaksIsNotTakenForAWholeOne(HttpClient.Version version) {
		assertThatThrownBy(() -> this.client.send(this.gateway.withKey("/api/v1/broken").version(version).build(),
				BodyHandlers.ofString()))
			.isInstanceOf(IOException.class);
	}

	@Test
	void declaredOversizeIsRefusedBeforeItIsSent() throws Exception {
		assertRefused(answerTo("Content-Length: " + 200 * MEGABYTE, (_) -> {
		}));
	}

	@Test
	void chunkedOversizeIsRefusedWhenItGetsThere() throws Exception {
		assertRefused(answerTo("Transfer-Encoding: chunked", (out) -> {
			for (int sent = 0; sent < 27; sent++) {
				out.write("100000\r\n".getBytes(StandardCharsets.US_ASCII));
				out.write(new byte[MEGABYTE]);
				out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
			}
			out.flush();
		}));
	}

	@ParameterizedTest
	@EnumSource(HttpClient.Version.class)
	void clientThatSendsAllOfAnOversizeStillGetsTheAnswer(HttpClient.Version version) throws Exception {
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.withKey("/api/v1/clone")
					.version(version)
					.header("Content-Type", FORM)
					.POST(BodyPublishers.ofByteArrays(Collections.nCopies(40, new byte[MEGABYTE]))));
		assertThat(response.statusCode()).isEqualTo(413);
		assertRefused(response.body());
	}

	@Test
	void bodyWithinTheLimitArrivesWhole() throws Exception {
		this.gateway.backend().takeReceived();
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.withKey("/api/v1/clone")
					.header("Content-Type", FORM)
					.POST(BodyPublishers.ofByteArray(new byte[20 * MEGABYTE])));
		assertThat(response.statusCode()).isEqualTo(201);
		assertThat(this.gateway.backend().takeReceived()).isEqualTo(20 * MEGABYTE);
	}

	@Test
	void deadBackendIsAProblemThatNamesItAndHealsWithIt() throws Exception {
		this.gateway.backend().down();
		HttpResponse<String> response = Gateway.send(this.client, this.gateway.withKey("/api/v1/voices"));
		this.gateway.backend().up();
		assertThat(response.statusCode()).isEqualTo(503);
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
		assertThat(response.headers().firstValue("Retry-After")).isPresent();
		JsonNode problem = JsonMapper.shared().readTree(response.body());
		assertThat(problem.path("type").asString()).isEqualTo("urn:cosymesh:problem:peer-unavailable");
		assertThat(problem.path("peer").asString()).isEqualTo("backend-api");
		assertThat(Gateway.send(this.client, this.gateway.withKey("/api/v1/voices")).statusCode()).isEqualTo(200);
	}

	@Test
	void backendWithAnotherServicesIdentityIsRefused() throws Exception {
		this.gateway.backend().down();
		this.gateway.backend().upAs("audio-processor");
		HttpResponse<String> response = Gateway.send(this.client, this.gateway.withKey("/api/v1/voices"));
		this.gateway.backend().down();
		this.gateway.backend().up();
		assertThat(response.statusCode()).isEqualTo(502);
		assertThat(JsonMapper.shared().readTree(response.body()).path("type").asString())
			.isEqualTo("urn:cosymesh:problem:peer-broken");
		assertThat(Gateway.send(this.client, this.gateway.withKey("/api/v1/voices")).statusCode()).isEqualTo(200);
	}

	private String answerTo(String length, Body body) throws Exception {
		try (SSLSocket socket = this.gateway.connect()) {
			socket.setSoTimeout(10_000);
			OutputStream out = socket.getOutputStream();
			out.write(
					"POST /api/v1/clone HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%s\r\n\r\n"
						.formatted(Gateway.API_KEY, FORM, length)
						.getBytes(StandardCharsets.US_ASCII));
			out.flush();
			body.writeTo(out);
			BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream()));
			assertThat(answer.readLine()).startsWith("HTTP/1.1 413");
			String line = answer.readLine();
			while (!line.isEmpty()) {
				line = answer.readLine();
			}
			char[] problem = new char[2048];
			return new String(problem, 0, answer.read(problem));
		}
	}

	private static void assertRefused(String body) {
		JsonNode problem = JsonMapper.shared().readTree(body);
		assertThat(problem.path("type").asString()).isEqualTo("urn:cosymesh:problem:too-large");
		assertThat(problem.path("field").asString()).isEqualTo("prompt");
		assertThat(problem.path("requestId").asString()).isNotEmpty();
	}

	private interface Body {

		void writeTo(OutputStream out) throws IOException;

	}

}
