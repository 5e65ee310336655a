package io.cosymesh.cli.authz;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.cli.console.Console;

import static org.assertj.core.api.Assertions.assertThat;

class ExplanationTests {

	@Test
	void allowedRequestNamesRuleAndRoute() {
		assertThat(print("backend-api", "POST", "/v1/synthesize",
				verdict("passes", "allowed", "synthesize", "POST /v1/synthesize", null, true),
				verdict("passes", "allowed", "synthesize", "POST /v1/synthesize", null, true), """
						{"name": "synthesize", "route": "POST /v1/synthesize", "mode": "enforce", "admits": true,
						 "callers": ["spiffe://cosymesh.local/ns/cosymesh/sa/backend-api"], "anonymous": false}"""))
			.isEqualTo(
					"""
							FROM       spiffe://cosymesh.local/ns/cosymesh/sa/backend-api
							TO         spiffe://cosymesh.local/ns/cosymesh/sa/inference-engine, policy generation 3, mode enforce
							REQUEST    POST /v1/synthesize
							HANDSHAKE  passes
							DECISION   allowed by rule synthesize, route POST /v1/synthesize
							IN AUDIT   allowed as well

							RULE        ROUTE                CALLERS      MODE     THIS CALLER
							synthesize  POST /v1/synthesize  backend-api  enforce  allowed
							""");
	}

	@Test
	void deniedCallerIsToldWhichRuleHasTheRoute() {
		String text = print("audio-processor", "POST", "/v1/synthesize",
				verdict("not-admitted", "denied", "synthesize", "POST /v1/synthesize", "caller-not-allowed", false),
				verdict("passes", "would-deny", "synthesize", "POST /v1/synthesize", "caller-not-allowed", true), """
						{"name": "synthesize", "route": "POST /v1/synthesize", "mode": "enforce", "admits": false,
						 "callers": ["spiffe://cosymesh.local/*", "spiffe://a.example/x"], "anonymous": true}""");
		assertThat(text).contains("HANDSHAKE  refused: no rule allows this caller anything",
				"DECISION   denied: rule synthesize has the route POST /v1/synthesize, but not for this caller",
				"IN AUDIT   let through, and logged as would-deny",
				"*, spiffe://a.example/x, (anybody without an SVID)  enforce  not allowed");
	}

	@Test
	void auditThatLetsThroughSaysWhatEnforcingWouldDo() {
		String verdict = verdict("passes", "would-deny", "-", "-", "no-rule", true);
		assertThat(print("backend-api", "GET", "/nowhere", verdict, verdict, ""))
			.contains("let through by an audit; enforced, it would be denied: no rule has this route");
	}

	@Test
	void pathThatCanBeReadInTwoWaysIsRefusedInAnAuditToo() {
		String verdict = verdict("passes", "denied", "-", "-", "path-not-normal", false);
		assertThat(print("backend-api", "GET", "//x", verdict, verdict, ""))
			.contains("DECISION   denied: the path can be read in two ways", "IN AUDIT   refused as well: the path");
	}

	@Test
	void foreignCallerWithoutBundleFailsAtTheHandshake() {
		String verdict = verdict("unknown-trust-domain", "denied", "-", "-", "no-rule", false);
		assertThat(print("backend-api", "GET", "/x", verdict, verdict, "")).contains(
				"HANDSHAKE  refused: the service holds no trust bundle",
				"IN AUDIT   refused as well: at the handshake");
	}

	private static String verdict(String handshake, String outcome, String rule, String route, String reason,
			boolean letsThrough) {
		return """
				{"handshake": "%s", "outcome": "%s", "rule": "%s", "route": "%s", "reason": %s, "letsThrough": %s}"""
			.formatted(handshake, outcome, rule, route, (reason != null) ? '"' + reason + '"' : null, letsThrough);
	}

	private static String print(String caller, String method, String path, String inForce, String audited,
			String rules) {
		StringWriter out = new StringWriter();
		Explanation explanation = new Explanation(JsonMapper.shared()
			.readTree("""
					{"service": "spiffe://cosymesh.local/ns/cosymesh/sa/inference-engine", "generation": 3,
					 "mode": "enforce", "caller": "spiffe://cosymesh.local/ns/cosymesh/sa/%s", "method": "%s",
					 "path": "%s", "inForce": %s, "audited": %s, "rules": [%s]}""".formatted(caller, method, path,
					inForce, audited, rules)));
		explanation.print(new Console(new PrintWriter(out, true), new PrintWriter(out, true), false));
		return out.toString();
	}

}
