package io.cosymesh.mesh.member;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.problem.PeerException;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MutualTlsIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final TestCa CA = TestCa.create();

	private static Member server;

	private static Member caller;

	private static Echo echo;

	@BeforeAll
	static void startMembers() {
		server = Member.of(CA, "echo")
			.rule(0, "callers",
					"GET /v1/caller,POST /v1/notes,POST /v1/duplex,GET /v1/things/{id},GET /v1/never,GET /v1/open/**",
					"caller")
			.rule(1, "others", "GET /v1/denied", "somebody-else")
			.start();
		caller = Member.of(CA, "caller")
			.application(CallerApplication.class)
			.peer("echo", server.url())
			.peer("impatient", server.url())
			.with("cosymesh.peers.impatient.identity=echo", "cosymesh.peers.impatient.timeout=500ms")
			.peer("nobody", "https://localhost:1")
			.peer("another", server.url())
			.start();
		echo = caller.bean(Echo.class);
	}

	@AfterAll
	static void stopMembers() {
		caller.close();
		server.close();
	}

	@Test
	void allowedCallerIsKnownByItsSpiffeIdOverHttp2() {
		Echo.Caller known = echo.caller().block(SOON);
		assertThat(known.id()).isEqualTo("spiffe://cosymesh.local/ns/cosymesh/sa/caller");
		assertThat(known.protocol()).isEqualTo("HTTP/2.0");
	}

	@Test
	void routeForOthersIsDeniedInWordsThatTellNothing() {
		PeerException.Answered denied = answered(echo.denied());
		assertThat(denied.status()).isEqualTo(HttpStatus.FORBIDDEN);
		assertThat(denied.problem().orElseThrow()).returns("urn:cosymesh:problem:denied",
				(problem) -> String.valueOf(problem.getType()));
	}

	@Test
	void unknownRouteIsDeniedLikeOneForOthers() {
		ProblemDetail known = problem("/v1/denied");
		ProblemDetail unknown = problem("/v1/no-such-route");
		assertThat(unknown.getDetail()).isEqualTo(known.getDetail());
		assertThat(status("/v1/no-such-route")).isEqualTo(403);
	}

	@Test
	void unknownResourceOfAnAllowedRouteIsNotFound() {
		assertThat(status("/v1/open/nothing")).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "//v1/caller", "/v1//caller", "/v1/caller;x=y", "/v1/%63aller", "/v1/./caller",
			"/v1/denied/../caller", "/v1/open/%2e%2e/denied", "/v1/open/..%2fdenied", "/v1/open/%252e", "/v1/caller/" })
	void pathThatCanBeReadInTwoWaysIsRefused(String path) {
		assertThat(status(path)).isIn(400, 403);
	}

	@Test
	void methodIsPartOfTheRoute() {
		int status = client("echo").delete().uri("/v1/caller").response().block(SOON).status().code();
		assertThat(status).isEqualTo(403);
	}

	@Test
	void serverWithAnotherIdentityIsRefusedByTheClient() {
		assertThatExceptionOfType(PeerException.Broken.class).isThrownBy(() -> get("another", "/v1/caller").block(SOON))
			.satisfies((refused) -> assertThat(refused.peer()).isEqualTo("another"));
	}

	@Test
	void peerThatIsDownIsNamed() {
		assertThatExceptionOfType(PeerException.Unavailable.class)
			.isThrownBy(() -> get("nobody", "/v1/caller").block(SOON))
			.satisfies((down) -> assertThat(down.peer()).isEqualTo("nobody"));
	}

	@Test
	void peerThatStaysSilentIsGivenUpAfterItsTimeout() {
		assertThatExceptionOfType(PeerException.TimedOut.class)
			.isThrownBy(() -> get("impatient", "/v1/never").block(SOON))
			.satisfies((late) -> assertThat(late.peer()).isEqualTo("impatient"));
	}

	@Test
	void plaintextUriIsRefusedBeforeAnythingIsSent() {
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> client("echo").get()
				.uri("http://localhost:%d/v1/caller".formatted(caller.managementPort()))
				.response()
				.block(SOON))
			.withMessageContaining("plaintext");
	}

	@Test
	void answerStartsBeforeTheRequestEnds() {
		Sinks.Many<DataBuffer> body = Sinks.many().unicast().onBackpressureBuffer();
		Flux<String> answer = echo.duplex(body.asFlux())
			.flatMapMany((response) -> response.getBody())
			.map((buffer) -> buffer.toString(StandardCharsets.UTF_8));
		StepVerifier.create(answer)
			.then(() -> body.tryEmitNext(buffer("one")))
			.expectNext("one")
			.then(() -> body.tryEmitNext(buffer("two")))
			.expectNext("two")
			.then(body::tryEmitComplete)
			.expectComplete()
			.verify(SOON);
	}

	@Test
	void listenerThatLeavesCancelsTheRequestOfItsPeer() {
		Sinks.Many<DataBuffer> body = Sinks.many().unicast().onBackpressureBuffer();
		Sinks.Empty<Void> cancelled = Sinks.empty();
		Flux<DataBuffer> endless = body.asFlux().doOnCancel(cancelled::tryEmitEmpty);
		body.tryEmitNext(buffer("one"));
		echo.duplex(endless).flatMapMany((response) -> response.getBody()).take(1).blockLast(SOON);
		StepVerifier.create(cancelled.asMono()).expectComplete().verify(SOON);
	}

	@Test
	void jsonOfMegabytesFitsBetweenServices() {
		String text = "x".repeat(3_000_000);
		assertThat(echo.note(new Echo.Note(text, 1)).block(SOON).text()).hasSameSizeAs(text);
	}

	@Test
	void everyRequestHasAnIdThatTheCallerMayChoose() {
		String chosen = client("echo").headers((headers) -> headers.set("X-Request-Id", "chosen-by-caller"))
			.get()
			.uri("/v1/caller")
			.responseSingle((response, body) -> Mono.just(response.responseHeaders().get("X-Request-Id")))
			.block(SOON);
		assertThat(chosen).isEqualTo("chosen-by-caller");
		String hostile = client("echo").headers((headers) -> headers.set("X-Request-Id", "a b\"c"))
			.get()
			.uri("/v1/caller")
			.responseSingle((response, body) -> Mono.just(response.responseHeaders().get("X-Request-Id")))
			.block(SOON);
		assertThat(hostile).matches("[0-9a-f]{24}");
	}

	private static PeerException.Answered answered(Mono<?> call) {
		return (PeerException.Answered) call.map((value) -> (Throwable) new AssertionError(value))
			.onErrorResume((error) -> Mono.just(error))
			.block(SOON);
	}

	private static ProblemDetail problem(String path) {
		return answered(caller.bean(PeerClients.class).webClient("echo").get().uri(path).retrieve().toBodilessEntity())
			.problem()
			.orElseThrow();
	}

	private static int status(String path) {
		return client("echo").get()
			.uri(java.net.URI.create(server.url() + path))
			.response()
			.block(SOON)
			.status()
			.code();
	}

	private static Mono<String> get(String peer, String path) {
		return client(peer).get().uri(path).responseContent().aggregate().asString();
	}

	private static HttpClient client(String peer) {
		return caller.bean(PeerClients.class).httpClient(peer);
	}

	private static DataBuffer buffer(String text) {
		return DefaultDataBufferFactory.sharedInstance.wrap(text.getBytes(StandardCharsets.UTF_8));
	}

}
