package io.cosymesh.mesh.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.policy.Decision.Reason;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * On generated policies and requests: what an audit lets through and counts is what
 * enforcing would deny. A failure names its seed.
 */
class AuditEquivalenceTests {

	private static final int POLICIES = 1_000;

	private static final int REQUESTS = 40;

	private static final WorkloadName HOME = new WorkloadName(TrustDomain.parse("cosymesh.local"), "cosymesh", "self");

	private static final List<String> ROUTES = List.of("GET /a", "* /a", "POST /a/b", "GET /a/{x}", "* /a/**",
			"DELETE /b", "GET /{*rest}", "* /internal/**", "POST /b/{x}/c");

	private static final List<String> CALLERS = List.of("one", "two", "*", "spiffe://cosymesh.local/ns/other/*",
			"spiffe://cosymesh.local/ns/other/sa/three", "spiffe://partner.example/ns/x/sa/y");

	private static final List<String> IDS = List.of("spiffe://cosymesh.local/ns/cosymesh/sa/one",
			"spiffe://cosymesh.local/ns/cosymesh/sa/two", "spiffe://cosymesh.local/ns/other/sa/three",
			"spiffe://cosymesh.local/ns/third/sa/four", "spiffe://partner.example/ns/x/sa/y",
			"spiffe://partner.example/ns/x/sa/z");

	private static final List<String> PATHS = List.of("/", "/a", "/a/b", "/b", "/b/1/c", "/internal/x", "/c", "/a/../b",
			"//a", "/a;x", "/%61");

	private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.DELETE);

	private final long seed = new Random().nextLong();

	private final RandomGenerator random = new Random(this.seed);

	@Test
	void serviceInAuditCountsExactlyWhatItWouldDeny() {
		int counted = 0;
		for (int i = 0; i < POLICIES; i++) {
			List<RuleText> rules = inheriting(rules());
			MeshPolicy enforced = read(PolicyMode.ENFORCE, rules);
			MeshPolicy audited = read(PolicyMode.AUDIT, rules);
			for (int j = 0; j < REQUESTS; j++) {
				PolicyRequest request = request();
				Decision strict = enforced.decide(request);
				Decision lenient = audited.decide(request);
				boolean wouldDeny = !strict.letsThrough() && isMember(request) && !isTricky(strict);
				assertThat(lenient instanceof Decision.WouldDeny).as(describe(rules, request)).isEqualTo(wouldDeny);
				assertThat(lenient.letsThrough()).as(describe(rules, request))
					.isEqualTo(strict.letsThrough() || wouldDeny);
				assertSameStory(strict, lenient, rules);
				counted += wouldDeny ? 1 : 0;
			}
		}
		assertThat(counted).as("seed " + this.seed).isGreaterThan(POLICIES);
	}

	@Test
	void rulesInAuditCountExactlyWhatTheyWouldDeny() {
		int counted = 0;
		for (int i = 0; i < POLICIES; i++) {
			List<RuleText> rules = rules();
			PolicyMode mode = oneOf(List.of(PolicyMode.values()));
			MeshPolicy enforced = read(PolicyMode.ENFORCE,
					rules.stream().map((rule) -> in(PolicyMode.ENFORCE, rule)).toList());
			MeshPolicy mixed = read(mode, rules);
			for (int j = 0; j < REQUESTS; j++) {
				PolicyRequest request = request();
				Decision strict = enforced.decide(request);
				Decision decision = mixed.decide(request);
				boolean wouldDeny = !strict.letsThrough() && isMember(request) && !isTricky(strict)
						&& isAudited(rules, mode, request);
				assertThat(decision instanceof Decision.WouldDeny).as(describe(rules, request)).isEqualTo(wouldDeny);
				assertThat(decision.letsThrough()).as(describe(rules, request))
					.isEqualTo(strict.letsThrough() || wouldDeny);
				assertSameStory(strict, decision, rules);
				counted += wouldDeny ? 1 : 0;
			}
		}
		assertThat(counted).as("seed " + this.seed).isGreaterThan(POLICIES);
	}

	@Test
	void whoeverMayBeLetThroughIsAdmittedAtTheHandshake() {
		for (int i = 0; i < POLICIES; i++) {
			List<RuleText> rules = rules();
			MeshPolicy policy = read(oneOf(List.of(PolicyMode.values())), rules);
			for (int j = 0; j < REQUESTS; j++) {
				PolicyRequest request = request();
				if (request.caller() != null && policy.decide(request).letsThrough()) {
					assertThat(policy.admitted().admits(request.caller())).as(describe(rules, request)).isTrue();
				}
			}
		}
	}

	private void assertSameStory(Decision strict, Decision lenient, List<RuleText> rules) {
		String description = describe(rules, strict.request());
		assertThat(lenient.reason()).as(description).isEqualTo(strict.reason());
		if (lenient instanceof Decision.Allowed) {
			assertThat(lenient.rule()).as(description).isEqualTo(strict.rule());
			assertThat(lenient.route()).as(description).isEqualTo(strict.route());
		}
	}

	// Written down once more, as docs/policy.md says it.
	private static boolean isAudited(List<RuleText> rules, PolicyMode service, PolicyRequest request) {
		List<RuleText> matching = rules.stream()
			.filter((rule) -> rule.routes()
				.stream()
				.anyMatch((route) -> Route.parse(route).matches(request.method(), request.path())))
			.toList();
		return matching.isEmpty() ? service == PolicyMode.AUDIT : matching.stream()
			.anyMatch((rule) -> Optional.ofNullable(rule.mode()).orElse(service) == PolicyMode.AUDIT);
	}

	private static boolean isMember(PolicyRequest request) {
		return request.caller() != null && request.caller().memberOf(HOME.trustDomain());
	}

	private static boolean isTricky(Decision decision) {
		return decision.reason().equals(Optional.of(Reason.PATH_NOT_NORMAL));
	}

	private List<RuleText> rules() {
		List<RuleText> rules = new ArrayList<>();
		for (int i = this.random.nextInt(6); i > 0; i--) {
			boolean anonymous = this.random.nextInt(5) == 0;
			rules.add(new RuleText("rule-" + i, this.random.nextBoolean() ? oneOf(List.of(PolicyMode.values())) : null,
					some(ROUTES), anonymous ? List.of() : some(CALLERS), anonymous));
		}
		return rules;
	}

	private static List<RuleText> inheriting(List<RuleText> rules) {
		return rules.stream().map((rule) -> in(null, rule)).toList();
	}

	private static RuleText in(PolicyMode mode, RuleText rule) {
		return new RuleText(rule.name(), mode, rule.routes(), rule.allow(), rule.anonymous());
	}

	private PolicyRequest request() {
		SpiffeId caller = (this.random.nextInt(8) == 0) ? null : SpiffeId.parse(oneOf(IDS));
		return new PolicyRequest(caller, oneOf(METHODS), PathContainer.parsePath(oneOf(PATHS)));
	}

	private <T> List<T> some(List<T> all) {
		List<T> some = new ArrayList<>();
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			some.add(oneOf(all));
		}
		return some;
	}

	private <T> T oneOf(List<T> all) {
		return all.get(this.random.nextInt(all.size()));
	}

	private static MeshPolicy read(PolicyMode mode, List<RuleText> rules) {
		return new PolicyReader(HOME, List.of()).read(new PolicyText(mode, rules));
	}

	private String describe(List<RuleText> rules, PolicyRequest request) {
		return "seed %d, %s, %s".formatted(this.seed, rules, request);
	}

}
