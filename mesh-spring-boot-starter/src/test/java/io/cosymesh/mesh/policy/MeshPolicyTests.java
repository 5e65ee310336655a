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
				(denied) -> assertThat(denied.why()).isEqualTo(Reason.NO_RULE));
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
		MeshPolicy policy = policy(new RuleText("attest", null, List.of("POST /v1/synthesize"), List.of(), true));
		assertThat(policy.decide(request(null))).isInstanceOf(Decision.Allowed.class);
		assertThat(policy.decide(request(BACKEND))).isInstanceOf(Decision.Denied.class);
		assertThat(policy.anonymousRule()).contains("attest");
	}

	@Test
	void callerWithoutSvidIsDeniedWhereOnlyMembersMay() {
		assertThat(policy(rule("synthesize", "POST /v1/synthesize", "*")).decide(request(null))).isInstanceOfSatisfying(
				Decision.Denied.class, (denied) -> assertThat(denied.why()).isEqualTo(Reason.CALLER_UNKNOWN));
	}

	@Test
	void auditLetsThroughTheOwnTrustDomainAndSaysWhatItWouldDeny() {
		MeshPolicy policy = audited(rule("a", "POST /v1/synthesize", "audio-processor"));
		assertThat(policy.admitted().admits(SpiffeId.parse("spiffe://cosymesh.local/ns/x/sa/y"))).isTrue();
		assertThat(policy.decide(request(BACKEND)).letsThrough()).isTrue();
		assertThat(policy.decide(request(BACKEND))).isInstanceOfSatisfying(Decision.WouldDeny.class, (decision) -> {
			assertThat(decision.rule()).isEqualTo("a");
			assertThat(decision.why()).isEqualTo(Reason.CALLER_NOT_ALLOWED);
		});
	}

	@Test
	void auditIsNoWayInForOtherTrustDomains() {
		MeshPolicy policy = audited(rule("a", "GET /a", "spiffe://partner.example/ns/x/sa/y"));
		SpiffeId named = SpiffeId.parse("spiffe://partner.example/ns/x/sa/y");
		assertThat(policy.admitted().admits(named)).isTrue();
		assertThat(policy.admitted().admits(SpiffeId.parse("spiffe://partner.example/ns/x/sa/z"))).isFalse();
		assertThat(policy.decide(request(named.toString())).letsThrough()).isFalse();
		assertThat(policy.decide(request(BACKEND)).letsThrough()).isTrue();
	}

	@Test
	void auditIsNoWayInForCallersWithoutSvid() {
		assertThat(audited(rule("a", "POST /v1/synthesize", "backend-api")).decide(request(null)).letsThrough())
			.isFalse();
	}

	@Test
	void auditIsNoWayInForPathsThatAreNotNormal() {
		PolicyRequest tricky = new PolicyRequest(SpiffeId.parse(BACKEND), HttpMethod.GET,
				PathContainer.parsePath("/a/%2e%2e/b"));
		assertThat(audited(rule("a", "GET /a", "backend-api")).decide(tricky)).isInstanceOfSatisfying(
				Decision.Denied.class, (denied) -> assertThat(denied.why()).isEqualTo(Reason.PATH_NOT_NORMAL));
	}

	@Test
	void auditedRuleLetsThroughItsOwnRoutesAlone() {
		MeshPolicy policy = policy(inMode(PolicyMode.AUDIT, rule("trial", "POST /v1/synthesize", "audio-processor")),
				rule("other", "POST /v1/other", "audio-processor"));
		assertThat(policy.decide(request(BACKEND))).isInstanceOf(Decision.WouldDeny.class);
		assertThat(policy.decide(request(BACKEND, "/v1/other"))).isInstanceOf(Decision.Denied.class);
		assertThat(policy.decide(request(BACKEND, "/v1/unknown"))).isInstanceOf(Decision.Denied.class);
	}

	@Test
	void enforcedRuleDeniesInAnAuditedService() {
		MeshPolicy policy = audited(
				inMode(PolicyMode.ENFORCE, rule("strict", "POST /v1/synthesize", "audio-processor")));
		assertThat(policy.decide(request(BACKEND))).isInstanceOf(Decision.Denied.class);
		assertThat(policy.decide(request(BACKEND, "/v1/other"))).isInstanceOf(Decision.WouldDeny.class);
	}

	@ParameterizedTest
	@CsvSource({ "* /v1/synthesize,true", "* /v1/**,true", "* /**,true", "POST /v1/{what},true",
			"POST /{*everything},true", "GET /v1/synthesize,false", "* /v1,false", "POST /v2/**,false" })
	void routeHasOneMethodOrAnyAndAPattern(String route, boolean allowed) {
		assertThat(policy(rule("a", route, "backend-api")).decide(request(BACKEND)).letsThrough()).isEqualTo(allowed);
	}

	@Test
	void loggedPathIsBoundedAndPrintable() {
		String logged = request(BACKEND, "/a\r\nevent=allowed\u2028" + "x".repeat(300)).loggedPath();
		assertThat(logged).startsWith("/a??event=allowed?xxx").hasSize(203).endsWith("...");
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
	@ValueSource(strings = { "/v1/x", "get /v1/x", "GET v1/x", "GET /v1/x extra", "GET /v1/{x", "GTE /v1/x", "** /v1/x",
			"" })
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
		assertRefused(new RuleText("my-rule", null, List.of("GET /a"), List.of(), false));
		assertRefused(new RuleText("my-rule", null, List.of(), List.of("x"), false));
		assertRefused(rule("my-rule", "GET /a", "x"), rule("my-rule", "GET /b", "x"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "a b", "a\nb", "-a" })
	void ruleWithoutUsableNameIsRefused(String name) {
		assertThatExceptionOfType(MeshConfigurationException.class)
			.isThrownBy(() -> policy(rule("first", "GET /a", "x"), rule(name, "GET /a", "x")))
			.withMessageContaining("its name must be");
	}

	private static void assertRefused(RuleText... rules) {
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(() -> policy(rules))
			.withMessageContaining("rule 'my-rule'");
	}

	private static MeshPolicy policy(RuleText... rules) {
		return new PolicyReader(HOME, List.of()).read(new PolicyText(PolicyMode.ENFORCE, List.of(rules)));
	}

	private static RuleText rule(String name, String route, String allow) {
		return new RuleText(name, null, List.of(route), List.of(allow), false);
	}

	private static MeshPolicy audited(RuleText... rules) {
		return new PolicyReader(HOME, List.of()).read(new PolicyText(PolicyMode.AUDIT, List.of(rules)));
	}

	private static RuleText inMode(PolicyMode mode, RuleText rule) {
		return new RuleText(rule.name(), mode, rule.routes(), rule.allow(), rule.anonymous());
	}

	private static PolicyRequest request(String caller) {
		return request(caller, "/v1/synthesize");
	}

	private static PolicyRequest request(String caller, String path) {
		return new PolicyRequest((caller != null) ? SpiffeId.parse(caller) : null, HttpMethod.POST,
				PathContainer.parsePath(path));
	}

}
