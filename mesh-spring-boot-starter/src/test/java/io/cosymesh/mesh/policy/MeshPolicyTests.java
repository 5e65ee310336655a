package io.cosymesh.mesh.policy;

import java.util.List;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.policy.Decision.Reason;
import io.cosymesh.mesh.policy.PolicyProperties.Rule;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class MeshPolicyTests {

	private static final WorkloadName HOME = new WorkloadName(TrustDomain.parse("cosymesh.local"), "cosymesh",
			"inference-engine");

	private static final String BACKEND = "spiffe://cosymesh.local/ns/cosymesh/sa/backend-api";

	@Test
	void allowedCallerIsAllowedAndTheDecisionNamesTheRule() {
		Decision decision = policy(rule("synthesize", "POST /v1/synthesize", "backend-api")).decide(request(BACKEND));
		assertThat(decision).isInstanceOf(Decision.Allowed.class)
			.hasToString("peer=" + BACKEND + " method=POST path=/v1/synthesize route=\"POST /v1/synthesize\""
					+ " rule=synthesize");
	}

	@Test
	void otherCallerIsDeniedAndTheDecisionSaysWhy() {
		String stranger = "spiffe://cosymesh.local/ns/cosymesh/sa/audio-processor";
		Decision decision = policy(rule("synthesize", "POST /v1/synthesize", "backend-api")).decide(request(stranger));
		assertThat(decision).isInstanceOf(Decision.Denied.class)
			.asString()
			.contains("peer=" + stranger)
			.contains("rule=synthesize")
			.contains("reason=caller-not-allowed");
	}

	@Test
	void laterRuleMayAllowWhatAnEarlierOneDoesNot() {
		MeshPolicy policy = policy(rule("one", "POST /v1/synthesize", "webui-service"),
				rule("two", "POST /v1/synthesize", "backend-api"));
		assertThat(policy.decide(request(BACKEND))).isInstanceOf(Decision.Allowed.class);
	}

	@Test
	void withoutRulesEverythingIsDeniedAndNobodyIsAdmitted() {
		MeshPolicy policy = policy();
		assertThat(policy.decide(request(BACKEND))).isInstanceOfSatisfying(Decision.Denied.class,
				(denied) -> assertThat(denied.reason()).isEqualTo(Reason.NO_RULE));
		assertThat(policy.admitted().admits(SpiffeId.parse(BACKEND))).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "backend-api,spiffe://cosymesh.local/ns/cosymesh/sa/backend-api,true",
			"backend-api,spiffe://cosymesh.local/ns/other/sa/backend-api,false",
			"backend-api,spiffe://other.local/ns/cosymesh/sa/backend-api,false",
			"spiffe://cosymesh.local/ns/other/sa/x,spiffe://cosymesh.local/ns/other/sa/x,true",
			"spiffe://cosymesh.local/ns/other/*,spiffe://cosymesh.local/ns/other/sa/y,true",
			"spiffe://cosymesh.local/ns/other/*,spiffe://cosymesh.local/ns/cosymesh/sa/y,false",
			"spiffe://cosymesh.local/ns/other/*,spiffe://partner.example/ns/other/sa/y,false",
			"spiffe://partner.example/ns/x/sa/y,spiffe://partner.example/ns/x/sa/y,true",
			"spiffe://partner.example/ns/x/sa/y,spiffe://partner.example/ns/x/sa/z,false",
			"spiffe://partner.example/ns/x/sa/y,spiffe://cosymesh.local/ns/x/sa/y,false",
			"spiffe://partner.example/payments/api,spiffe://partner.example/payments/api,true",
			"*,spiffe://cosymesh.local/ns/any/sa/z,true", "*,spiffe://other.local/ns/any/sa/z,false" })
	void callersAreNamedShortInFullByNamespaceOrByDomain(String allow, String caller, boolean allowed) {
		MeshPolicy policy = policy(rule("synthesize", "POST /v1/synthesize", allow));
		assertThat(policy.decide(request(caller)) instanceof Decision.Allowed).isEqualTo(allowed);
		assertThat(policy.admitted().admits(SpiffeId.parse(caller))).isEqualTo(allowed);
	}

	@Test
	void anonymousRuleLetsCallersWithoutSvidInAndNoOneElse() {
		MeshPolicy policy = policy(new Rule("attest", List.of("POST /v1/synthesize"), List.of(), true));
		assertThat(policy.decide(request(null))).isInstanceOf(Decision.Allowed.class);
		assertThat(policy.decide(request(BACKEND))).isInstanceOf(Decision.Denied.class);
		assertThat(policy.anonymousRule()).contains("attest");
	}

	@Test
	void callerWithoutSvidIsDeniedWhereOnlyMembersMay() {
		assertThat(policy(rule("synthesize", "POST /v1/synthesize", "*")).decide(request(null))).isInstanceOfSatisfying(
				Decision.Denied.class, (denied) -> assertThat(denied.reason()).isEqualTo(Reason.CALLER_UNKNOWN));
	}

	@Test
	void auditAdmitsTheWholeTrustDomainButDecidesAlike() {
		MeshPolicy policy = new PolicyReader(HOME)
			.read(new PolicyProperties(PolicyMode.AUDIT, List.of(rule("a", "GET /a", "backend-api"))));
		assertThat(policy.admitted().admits(SpiffeId.parse("spiffe://cosymesh.local/ns/x/sa/y"))).isTrue();
		assertThat(policy.decide(request(BACKEND))).isInstanceOf(Decision.Denied.class);
	}

	@Test
	void auditIsNoWayInForOtherTrustDomains() {
		MeshPolicy policy = new PolicyReader(HOME).read(new PolicyProperties(PolicyMode.AUDIT,
				List.of(rule("a", "GET /a", "spiffe://partner.example/ns/x/sa/y"))));
		SpiffeId named = SpiffeId.parse("spiffe://partner.example/ns/x/sa/y");
		assertThat(policy.admitted().admits(named)).isTrue();
		assertThat(policy.admitted().admits(SpiffeId.parse("spiffe://partner.example/ns/x/sa/z"))).isFalse();
		assertThat(policy.letsThrough((Decision.Denied) policy.decide(request(named.toString())))).isFalse();
		assertThat(policy.letsThrough((Decision.Denied) policy.decide(request(BACKEND)))).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/v1/synthesize", "/v1/voices/Anna%20Maria", "/v1/%E5%A3%B0", "/a/b.c/~d/e-f_g" })
	void normalPathIsNormal(String path) {
		assertThat(NormalPath.is(path)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "v1", "//internal", "/a//b", "/a/", "/a/./b", "/a/../b", "/a;b", "/a%3Bb", "/%2e%2e/b",
			"/a%2Fb", "/a%2fb", "/a%5Cb", "/a\\b", "/%61", "/a%00", "/a%25", "/a%2", "/a%", "/ä", "/a b" })
	void pathThatCanBeReadInTwoWaysIsNotNormal(String path) {
		assertThat(NormalPath.is(path)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/x", "get /v1/x", "GET v1/x", "GET /v1/x extra", "GET /v1/{x", "" })
	void badRouteFailsWithTheNameOfItsRule(String route) {
		assertRefused(rule("my-rule", route, "backend-api"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "Backend", "spiffe://", "spiffe://cosymesh.local", "spiffe://cosymesh.local/ns/*",
			"spiffe://a b/ns/x/sa/y", "backend*", "", "spiffe://partner.example/ns/x/*", "spiffe://partner.example/*",
			"spiffe://partner.example", "spiffe://cosymesh.local/payments/api" })
	void badCallerFailsWithTheNameOfItsRule(String allow) {
		assertRefused(rule("my-rule", "GET /v1/x", allow));
	}

	@Test
	void ruleForNobodyAndRuleOfTheSameNameAreRefused() {
		assertRefused(new Rule("my-rule", List.of("GET /a"), List.of(), false));
		assertRefused(rule("my-rule", "GET /a", "x"), rule("my-rule", "GET /b", "x"));
	}

	private static void assertRefused(Rule... rules) {
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(() -> policy(rules))
			.withMessageContaining("rule 'my-rule'");
	}

	private static MeshPolicy policy(Rule... rules) {
		return new PolicyReader(HOME).read(new PolicyProperties(PolicyMode.ENFORCE, List.of(rules)));
	}

	private static Rule rule(String name, String route, String allow) {
		return new Rule(name, List.of(route), List.of(allow), false);
	}

	private static PolicyRequest request(String caller) {
		return new PolicyRequest((caller != null) ? SpiffeId.parse(caller) : null, HttpMethod.POST,
				PathContainer.parsePath("/v1/synthesize"));
	}

}
