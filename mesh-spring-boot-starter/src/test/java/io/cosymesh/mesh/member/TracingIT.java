package io.cosymesh.mesh.member;

import java.time.Duration;

import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.client.PeerClients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Spans of real requests, as a collector gets them.
 */
class TracingIT {

	private static final TestCa CA = TestCa.create();

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

	private static final String PARENT = "00f067aa0ba902b7";

	private static final String ID = "spiffe://cosymesh.local/ns/cosymesh/sa/";

	private SpanReceiver receiver;

	private Member echo;

	private Member relay;

	private Member caller;

	@BeforeEach
	void listen() {
		this.receiver = new SpanReceiver();
	}

	@AfterEach
	void stop() {
		this.caller.close();
		this.relay.close();
		this.echo.close();
		this.receiver.close();
	}

	@Test
	void traceGoesThroughBothServicesWithTheRightParents() {
		start("1.0");
		assertThat(get("/v1/relay/caller", "01")).isEqualTo(200);
		assertChain("/v1/relay/{id}");
		assertThat(this.receiver.span("relay", SpanKind.SPAN_KIND_CLIENT).attributes()).containsEntry("uri",
				"/v1/caller");
	}

	@Test
	void requestThatIsPassedOnHasItsPlaceInTheTrace() {
		start("1.0");
		assertThat(get("/v1/passed", "01")).isEqualTo(200);
		assertChain("/v1/passed");
	}

	@Test
	void servicesFollowWhoeverCallsThem() {
		start("1.0");
		assertThat(get("/v1/relay/caller", "00")).isEqualTo(200);
		assertThat(get("/v1/relay/caller", "01")).isEqualTo(200);
		await().atMost(SOON).untilAsserted(() -> assertThat(this.receiver.spans()).hasSize(3));
	}

	@Test
	void serviceThatIsOffSendsNothing() {
		start("0");
		assertThat(get("/v1/relay/caller", "01")).isEqualTo(200);
		stopQuietly();
		assertThat(this.receiver.spans()).isEmpty();
	}

	@Test
	void nothingThatPeopleSayIsInASpan() {
		start("1.0");
		assertThat(get("/v1/relay/canary?key=canary", "01")).isEqualTo(502);
		assertThat(get("/v1/passed?text=canary", "01")).isEqualTo(200);
		assertThat(get("/canary/nowhere", "01")).isEqualTo(403);
		await().atMost(SOON).untilAsserted(() -> assertThat(this.receiver.spans()).hasSizeGreaterThanOrEqualTo(6));
		assertThat(this.receiver.text()).contains("policy.rule").doesNotContain("canary", "secret");
	}

	private void assertChain(String route) {
		await().atMost(SOON).untilAsserted(() -> assertThat(this.receiver.spans()).hasSize(3));
		SpanReceiver.Received asked = this.receiver.span("relay", SpanKind.SPAN_KIND_SERVER);
		SpanReceiver.Received call = this.receiver.span("relay", SpanKind.SPAN_KIND_CLIENT);
		SpanReceiver.Received answered = this.receiver.span("echo", SpanKind.SPAN_KIND_SERVER);
		assertThat(this.receiver.spans()).allSatisfy((span) -> assertThat(span.trace()).isEqualTo(TRACE));
		assertThat(asked.parent()).isEqualTo(PARENT);
		assertThat(call.parent()).isEqualTo(asked.id());
		assertThat(answered.parent()).isEqualTo(call.id());
		assertThat(asked.attributes()).containsEntry("uri", route)
			.containsEntry("client.id", ID + "caller")
			.containsEntry("request.id", "request-of-this-test");
		assertThat(call.attributes()).containsEntry("peer.spiffe_id", ID + "echo").containsEntry("status", "200");
		assertThat(answered.attributes()).containsEntry("client.id", ID + "relay")
			.containsEntry("policy.rule", "callers")
			.containsEntry("policy.decision", "allowed");
	}

	private void start(String probability) {
		this.echo = traced("echo", probability).rule(0, "callers", "GET /v1/caller", "relay")
			.rule(1, "things", "GET /v1/things/{id}", "relay")
			.start();
		this.relay = traced("relay", probability).application(RelayApplication.class)
			.rule(0, "all", "GET /v1/relay/{id}", "caller")
			.rule(1, "passed", "GET /v1/passed", "caller")
			.peer("echo", this.echo.url())
			.start();
		this.caller = Member.of(CA, "caller").peer("relay", this.relay.url()).start();
	}

	private Member.Builder traced(String service, String probability) {
		return Member.of(CA, service)
			.with("management.opentelemetry.tracing.export.otlp.endpoint=" + this.receiver.endpoint(),
					"management.opentelemetry.tracing.export.schedule-delay=50ms",
					"management.tracing.sampling.probability=" + probability);
	}

	// What is still to be sent is sent when a service ends.
	private void stopQuietly() {
		this.relay.close();
		this.echo.close();
	}

	private int get(String path, String flags) {
		HttpClient client = this.caller.bean(PeerClients.class).httpClient("relay");
		return client
			.headers((headers) -> headers.set("traceparent", "00-%s-%s-%s".formatted(TRACE, PARENT, flags))
				.set("tracestate", "vendor=canary")
				.set("baggage", "text=canary")
				.set("X-Request-Id", "request-of-this-test")
				.set("Authorization", "secret"))
			.get()
			.uri(path)
			.responseSingle(
					(response, body) -> body.asString().defaultIfEmpty("").then(Mono.just(response.status().code())))
			.block(SOON);
	}

}
