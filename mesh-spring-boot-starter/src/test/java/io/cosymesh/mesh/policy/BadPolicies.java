package io.cosymesh.mesh.policy;

import java.util.stream.Stream;

/**
 * Policy files that are wrong on purpose, each in one way.
 */
final class BadPolicies {

	private BadPolicies() {
	}

	static Stream<Bad> all() {
		return Stream.concat(byShape(), byMeaning());
	}

	/**
	 * What the schema sees as well.
	 */
	static Stream<Bad> byShape() {
		return Stream.of(new Bad("", "one YAML document"), new Bad("mode: audit", "it has no 'rules'"),
				new Bad("{}", "it has no 'rules'"), new Bad("- a\n- b", "is no key of a policy"),
				new Bad("just text", "is no key of a policy"),
				new Bad("mode: strict\nrules: []", "'mode' must be 'enforce' or 'audit'"),
				new Bad("mode: ENFORCE\nrules: []", "'mode' must be 'enforce' or 'audit'"),
				new Bad("mode:\nrules: []", "'mode' must be"), new Bad("Mode: audit\nrules: []", "'Mode' is no key"),
				new Bad("rules: all", "'rules' must be a list"), new Bad("rules: []\nfile: x", "'file' is no key"),
				new Bad("rules:\n- {}", "'rules[0]' is no key"),
				rule("name: bad\n  routes: [GET /a]\n  alow: [one]", "rule 'bad': 'alow[0]' is no key"),
				rule("name: bad\n  routes: [GET /a]\n  allow: [one]\n  mode: warn", "rule 'bad': 'mode' must be"),
				rule("name: bad\n  routes: GET /a\n  allow: [one]", "rule 'bad': 'routes' must be a list"),
				rule("name: bad\n  routes: [GET /a]\n  allow: one", "rule 'bad': 'allow' must be a list"),
				rule("name: bad\n  routes: []\n  allow: [one]", "rule 'bad': 'routes' must be a list"),
				rule("name: bad\n  routes: [GET /a]\n  allow: []", "rule 'bad': 'allow' must be a list"),
				rule("name: bad\n  allow: [one]", "rule 'bad': it has no route"),
				rule("name: bad\n  routes: [GET /a]", "rule 'bad': it allows nobody"),
				rule("name: bad\n  routes: [GET /a]\n  anonymous: false", "rule 'bad': it allows nobody"),
				rule("name: bad\n  routes: [GET /a]\n  anonymous: maybe", "rule 'bad': 'anonymous' must be"),
				rule("name: bad\n  routes: [GET /a]\n  allow: [1]", "rule 'bad': 'allow[0]' must be text"),
				rule("name: 7\n  routes: [GET /a]\n  allow: [one]", "'name' must be text"),
				rule("name: b d\n  routes: [GET /a]\n  allow: [one]", "rule 'b d': its name must be"),
				rule("routes: [GET /a]\n  allow: [one]", "rule number 1: its name must be"),
				rule("name: bad\n  routes: [get /a]\n  allow: [one]", "rule 'bad': 'get /a' is no route"),
				rule("name: bad\n  routes: [FETCH /a]\n  allow: [one]", "rule 'bad': 'FETCH' is no HTTP method"),
				rule("name: bad\n  routes: [/a]\n  allow: [one]", "rule 'bad': '/a' is no route"),
				rule("name: bad\n  routes: [GET a]\n  allow: [one]", "rule 'bad': 'GET a' is no route"),
				rule("name: bad\n  routes: [GET /a]\n  allow: [One]", "rule 'bad': The service account must be"),
				rule("name: bad\n  routes: [GET /a]\n  allow: [one*]", "rule 'bad': The service account must be"),
				rule("name: bad\n  routes: [GET /a]\n  allow: ['spiffe://']", "rule 'bad':"));
	}

	/**
	 * What only whoever knows YAML, the service's own name or the whole list can see.
	 */
	static Stream<Bad> byMeaning() {
		return Stream
			.of(new Bad("rules: [", "it is no YAML"), new Bad("rules: []\nrules: []", "it is no YAML"),
					new Bad("rules: []\n---\nrules: []", "and this is 2"),
					rule("name: bad\n  routes: ['GET /{a']\n  allow: [one]", "rule 'bad':"),
					rule("name: bad\n  routes: [GET /a]\n  allow: ['spiffe://partner.example/ns/x/*']",
							"rule 'bad': 'spiffe://partner.example/ns/x/*' is a namespace of another trust domain"),
					rule("name: bad\n  routes: [GET /a]\n  allow: ['spiffe://cosymesh.local/payments']", "rule 'bad':"),
					new Bad("rules:\n- name: bad\n  routes: [GET /a]\n  allow: [one]\n"
							+ "- name: bad\n  routes: [GET /b]\n  allow: [one]\n",
							"rule 'bad': there is another rule"));
	}

	private static Bad rule(String yaml, String named) {
		return new Bad("rules:\n- " + yaml + "\n", named);
	}

	/**
	 * A policy that must be refused.
	 *
	 * @param yaml the file
	 * @param named what the refusal says of it
	 */
	record Bad(String yaml, String named) {
	}

}
