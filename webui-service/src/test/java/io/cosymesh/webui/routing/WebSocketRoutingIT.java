package io.cosymesh.webui.routing;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

@ExtendWith(GatewayExtension.class)
@Timeout(30)
class WebSocketRoutingIT {

	private final Gateway gateway;

	private final HttpClient client;

	private final Listener listener = new Listener(true);

	WebSocketRoutingIT(Gateway gateway) throws Exception {
		this.gateway = gateway;
		this.client = gateway.browser();
	}

	@Test
	void messagesPassBothWaysAndTheGatewaySaysWhoSpeaks() throws Exception {
		WebSocket socket = open("talk", this.listener);
		socket.sendText("你好", true).join();
		await().until(() -> this.listener.heard.size() == 2);
		assertThat(this.listener.heard.getLast()).isEqualTo("heard 你好");
		JsonNode seen = JsonMapper.shared().readTree(this.listener.heard.getFirst());
		assertThat(seen.path("caller-name").asString()).isEqualTo("api-key");
		assertThat(seen.path("x-request-id").asString()).isNotEmpty();
		assertThat(seen.propertyNames()).doesNotContain("authorization", "cookie");
		socket.abort();
	}

	@Test
	void wrongKeyIsRefusedBeforeTheProtocolChanges() {
		assertThat(refusal(builder().header("Authorization", "Bearer cosy_wrong"), "talk")).isEqualTo(401);
		assertThat(refusal(builder(), "talk")).isEqualTo(401);
	}

	@Test
	void sessionOpensOneFromItsOwnOriginAlone() throws Exception {
		this.gateway.signIn(this.client, "admin", Gateway.PASSWORD);
		assertThat(refusal(builder(), "talk")).isEqualTo(403);
		assertThat(refusal(builder().header("Origin", "https://evil.example"), "talk")).isEqualTo(403);
		assertThat(refusal(builder().header("Origin", "null"), "talk")).isEqualTo(403);
		assertThat(refusal(builder().header("Origin", "http://localhost:" + this.gateway.port()), "talk"))
			.isEqualTo(403);
		WebSocket socket = builder().header("Origin", "https://localhost:" + this.gateway.port())
			.buildAsync(uri("talk"), this.listener)
			.get(10, TimeUnit.SECONDS);
		await().until(() -> !this.listener.heard.isEmpty());
		socket.abort();
	}

	@Test
	void whomTheBackendRefusesReadsItInTheAnswer() {
		assertThat(refusal(withKey(), "refuse")).isEqualTo(429);
	}

	@Test
	void backendThatNeverAgreesIsGivenUp() {
		assertThat(refusal(withKey(), "silent")).isEqualTo(504);
		assertThat(this.gateway.backend().cancelled()).succeedsWithin(Duration.ofSeconds(5));
	}

	@Test
	void backendThatIsDownIsToldBeforeTheProtocolChanges() {
		this.gateway.backend().down();
		int status = refusal(withKey(), "talk");
		this.gateway.backend().up();
		assertThat(status).isEqualTo(503);
	}

	@Test
	void backendWithAnotherServicesIdentityIsRefused() {
		this.gateway.backend().down();
		this.gateway.backend().upAs("audio-processor");
		int status = refusal(withKey(), "talk");
		this.gateway.backend().down();
		this.gateway.backend().up();
		assertThat(status).isEqualTo(502);
	}

	@RepeatedTest(20)
	void goodbyeOfTheBackendArrives() throws Exception {
		open("end", this.listener);
		assertThat(this.listener.closed).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(1013);
		assertThat(this.listener.heard).containsExactly("farewell");
	}

	@Test
	void clientWhoVanishesIsGoneForTheBackendWithinASecond() throws Exception {
		WebSocket socket = open("talk", this.listener);
		await().until(() -> !this.listener.heard.isEmpty());
		socket.abort();
		assertThat(this.gateway.backend().cancelled()).succeedsWithin(Duration.ofSeconds(1));
	}

	@Test
	void tooLargeAMessageDoesNotPass() throws Exception {
		WebSocket socket = open("talk", this.listener);
		await().until(() -> !this.listener.heard.isEmpty());
		socket.sendText("a".repeat(70_000), true).join();
		assertThat(this.listener.closed).succeedsWithin(Duration.ofSeconds(10));
		assertThat(this.listener.heard).hasSize(1);
	}

	@Test
	void listenerWhoReadsNothingHoldsTheBackendBack() throws Exception {
		WebSocket socket = open("flood", new Listener(false));
		AtomicLong before = new AtomicLong(-1);
		Callable<Boolean> steady = () -> before.getAndSet(this.gateway.backend().sent()) == this.gateway.backend()
			.sent();
		await().during(Duration.ofMillis(700)).atMost(Duration.ofSeconds(20)).until(steady);
		assertThat(this.gateway.backend().sent()).isLessThan(32L * 1024 * 1024);
		socket.abort();
	}

	private WebSocket open(String manner, Listener hearing) throws Exception {
		return withKey().buildAsync(uri(manner), hearing).get(10, TimeUnit.SECONDS);
	}

	private int refusal(WebSocket.Builder builder, String manner) {
		int[] status = new int[1];
		assertThatExceptionOfType(ExecutionException.class)
			.isThrownBy(() -> builder.buildAsync(uri(manner), this.listener).get(15, TimeUnit.SECONDS))
			.havingCause()
			.isInstanceOfSatisfying(WebSocketHandshakeException.class,
					(refused) -> status[0] = refused.getResponse().statusCode());
		return status[0];
	}

	private WebSocket.Builder builder() {
		return this.client.newWebSocketBuilder();
	}

	private WebSocket.Builder withKey() {
		return builder().header("Authorization", "Bearer " + Gateway.API_KEY);
	}

	private URI uri(String manner) {
		return URI.create("wss://localhost:%d/v1/audio/speech/stream?%s".formatted(this.gateway.port(), manner));
	}

}
