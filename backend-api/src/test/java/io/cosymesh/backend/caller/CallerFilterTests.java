package io.cosymesh.backend.caller;

import java.net.URI;
import java.time.Instant;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.identity.caller.Call;
import io.cosymesh.identity.caller.CallerTokenSigner;
import io.cosymesh.identity.caller.CallerTokenVerifier;
import io.cosymesh.identity.caller.VouchedCaller;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.peer.MeshPeer;
import io.cosymesh.mesh.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class CallerFilterTests {

	private static final String TARGET = "/api/v1/voices?q=a%20b";

	private static final VouchedCaller ADA = new VouchedCaller("acme", "ada", Set.of("speech"), "192.0.2.7");

	private final MovableClock clock = new MovableClock(Instant.parse("2026-11-30T08:00:00Z"));

	private final TestCa ca = TestCa.create(TestCa.TRUST_DOMAIN, this.clock);

	private final SvidSource self = this.ca.svidSource("backend-api");

	private final CallerFilter filter = new CallerFilter(new CallerTokenVerifier(this.self, this.clock),
			this.self.self(), this.ca.name("webui-service").spiffeId());

	@Test
	void gatewaysWordCounts() {
		Origin origin = origin(request("webui-service", TARGET, token("webui-service", TARGET)));
		assertThat(origin).isEqualTo(new Origin(new Caller("acme", "ada"), "192.0.2.7"));
	}

	@Test
	void gatewayWithoutAWordIsRefused() {
		assertRefused(request("webui-service", TARGET));
	}

	@Test
	void wordForAnotherRequestIsRefused() {
		assertRefused(request("webui-service", TARGET, token("webui-service", "/api/v1/voices")));
	}

	@Test
	void twoWordsAreNone() {
		String token = token("webui-service", TARGET);
		assertRefused(request("webui-service", TARGET, token, token));
	}

	@Test
	void wordOfAnotherServiceIsRefused() {
		assertRefused(request("operator", TARGET, token("operator", TARGET)));
	}

	@Test
	void gatewaysWordInAnothersHandsIsRefused() {
		assertRefused(request("operator", TARGET, token("webui-service", TARGET)));
	}

	@Test
	void wordFromNobodyIsRefused() {
		assertRefused(request(null, TARGET, token("webui-service", TARGET)));
	}

	@Test
	void serviceThatAsksForItselfIsTheCaller() {
		Origin origin = origin(request("operator", "/internal/snapshots"));
		assertThat(origin.caller().name()).isEqualTo(this.ca.name("operator").toString());
		assertThat(origin.address()).isNull();
	}

	@Test
	void whatTheGatewayAsksOfTheMeshItAsksForItself() {
		assertThat(origin(request("webui-service", "/mesh/authz")).caller().name())
			.isEqualTo(this.ca.name("webui-service").toString());
	}

	private String token(String signer, String target) {
		Call call = Call.of(this.self.self(), "GET", URI.create("https://backend-api:8443" + target));
		return new CallerTokenSigner(this.ca.svidSource(signer), this.clock).sign(ADA, call);
	}

	private ServerWebExchange request(@Nullable String peer, String target, String... tokens) {
		MockServerHttpRequest request = MockServerHttpRequest
			.method(HttpMethod.GET, URI.create("https://localhost:9443" + target))
			.header(CallerFilter.HEADER, tokens)
			.build();
		MockServerWebExchange exchange = MockServerWebExchange.from(request);
		return (peer == null) ? exchange
				: exchange.mutate()
					.principal(Mono.just(new PreAuthenticatedAuthenticationToken(
							new MeshPeer(this.ca.name(peer).spiffeId(), "1", Instant.MAX), "1")))
					.build();
	}

	private Origin origin(ServerWebExchange exchange) {
		return this.filter.filter(exchange, (_) -> Mono.empty()).then(Origin.of(exchange)).block();
	}

	private void assertRefused(ServerWebExchange exchange) {
		boolean[] passed = new boolean[1];
		assertThatExceptionOfType(ProblemException.class)
			.isThrownBy(() -> this.filter.filter(exchange, (_) -> Mono.fromRunnable(() -> passed[0] = true)).block())
			.satisfies((ex) -> assertThat(ex.getStatusCode()).isEqualTo(HttpStatus.FORBIDDEN));
		assertThat(passed[0]).isFalse();
	}

}
