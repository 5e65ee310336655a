package io.cosymesh.mesh.policy;

import java.lang.reflect.Method;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.test.http.PathTricks;

import org.springframework.context.support.StaticApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds the evaluator against Spring's own router: whatever spelling of a protected path
 * the router would dispatch, nobody gets there without the rule of that path. A failure
 * names its seed.
 */
class PathTricksTests {

	private static final int VARIATIONS = 10_000;

	// In an order of its own, so that a seed says everything.
	private static final List<Map.Entry<String, HttpMethod>> PROTECTED = List
		.of(Map.entry("/internal/reload-model", HttpMethod.POST), Map.entry("/debug/probe", HttpMethod.GET));

	private static final SpiffeId CALLER = SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/caller");

	private static final SpiffeId OPERATOR = SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/operator");

	private static final MeshPolicy POLICY = new PolicyReader(
			new WorkloadName(TrustDomain.parse("cosymesh.local"), "cosymesh", "self"), List.of())
		.read(new PolicyText(PolicyMode.ENFORCE,
				List.of(rule("sensitive", List.of("* /internal/**", "* /debug/**"), "operator"),
						rule("ordinary", List.of("* /v1/**", "* /public/**", "* /{one}", "* /", "* /*/{two}/other",
								"* /internals/**", "* /x/**", "POST /debug/{other}/x"), "caller"))));

	private final long seed = new Random().nextLong();

	private final PathTricks tricks = new PathTricks(new Random(this.seed), List.of("/v1", "/public/a", "/x", ""));

	private final RequestMappingHandlerMapping router = new RequestMappingHandlerMapping();

	@BeforeEach
	void route() throws NoSuchMethodException {
		this.router.setApplicationContext(new StaticApplicationContext());
		this.router.afterPropertiesSet();
		Method secret = PathTricksTests.class.getDeclaredMethod("secret");
		Method ordinary = PathTricksTests.class.getDeclaredMethod("ordinary");
		PROTECTED.forEach((route) -> register(route.getKey(), route.getValue(), secret));
		List.of("/v1/{*rest}", "/public/{*rest}", "/{one}")
			.forEach((path) -> PROTECTED.forEach((route) -> register(path, route.getValue(), ordinary)));
	}

	@Test
	void noSpellingOfAProtectedPathGetsAroundItsRule() {
		int dispatched = 0;
		int letThrough = 0;
		for (int i = 0; i < VARIATIONS; i++) {
			Map.Entry<String, HttpMethod> target = PROTECTED.get(i % PROTECTED.size());
			String spelling = this.tricks.vary(target.getKey());
			MockServerWebExchange exchange = exchange(target.getValue(), spelling);
			if (exchange == null) {
				continue;
			}
			boolean secret = reachesSecret(exchange);
			Decision decision = decide(CALLER, exchange);
			assertThat(secret && decision.letsThrough()).as("seed %d, %s", this.seed, spelling).isFalse();
			dispatched += secret ? 1 : 0;
			letThrough += decision.letsThrough() ? 1 : 0;
		}
		assertThat(dispatched).as("spellings that the router takes for the path, seed " + this.seed).isGreaterThan(100);
		assertThat(letThrough).as("spellings that are another route, seed " + this.seed).isGreaterThan(10);
	}

	@Test
	void protectedPathItselfIsDispatchedForWhomItsRuleNames() {
		PROTECTED.forEach((route) -> {
			MockServerWebExchange exchange = exchange(route.getValue(), route.getKey());
			assertThat(reachesSecret(exchange)).isTrue();
			assertThat(decide(OPERATOR, exchange).letsThrough()).isTrue();
			assertThat(decide(CALLER, exchange).letsThrough()).isFalse();
		});
	}

	private static Decision decide(SpiffeId caller, MockServerWebExchange exchange) {
		return POLICY.decide(new PolicyRequest(caller, exchange.getRequest().getMethod(),
				exchange.getRequest().getPath().pathWithinApplication()));
	}

	private boolean reachesSecret(MockServerWebExchange exchange) {
		return this.router.getHandler(exchange)
			.onErrorComplete()
			.blockOptional()
			.map((handler) -> ((HandlerMethod) handler).getMethod().getName().equals("secret"))
			.orElse(false);
	}

	// What is no URI never becomes a request.
	private static MockServerWebExchange exchange(HttpMethod method, String target) {
		try {
			URI uri = target.startsWith("/") ? URI.create("https://localhost" + target) : URI.create(target);
			return (uri.getRawPath() != null)
					? MockServerWebExchange.from(MockServerHttpRequest.method(method, uri).build()) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

	private void register(String path, HttpMethod method, Method handler) {
		this.router.registerMapping(
				RequestMappingInfo.paths(path).methods(RequestMethod.valueOf(method.name())).build(), this, handler);
	}

	void secret() {
	}

	void ordinary() {
	}

	private static RuleText rule(String name, List<String> routes, String caller) {
		return new RuleText(name, null, routes, List.of(caller), false);
	}

}
