package io.cosymesh.mesh.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Makes the policy out of what is written down, refusing it whole when one rule is wrong.
 */
record PolicyReader(WorkloadName home, List<PolicyCheck> checks) {

	private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

	private static final Pattern NAMESPACE = Pattern.compile("spiffe://([^/]+)/ns/([^/*]+)/\\*");

	private static final String PROPERTY = "cosymesh.policy.rules";

	PolicyReader {
		checks = List.copyOf(checks);
	}

	MeshPolicy read(PolicyText text) {
		Set<String> names = new HashSet<>();
		List<PolicyRule> rules = new ArrayList<>();
		for (RuleText rule : text.rules()) {
			rules.add(read(rule, text.mode(), rules.size(), names));
		}
		MeshPolicy policy = new MeshPolicy(text.mode(), rules, this.home.trustDomain());
		this.checks.forEach((check) -> check.check(policy));
		return policy;
	}

	private PolicyRule read(RuleText rule, PolicyMode mode, int index, Set<String> names) {
		try {
			requireName(rule.name(), names);
			if (rule.routes().isEmpty()) {
				throw new IllegalArgumentException("it has no route; name at least one in 'routes'");
			}
			if (rule.allow().isEmpty() && !rule.anonymous()) {
				throw new IllegalArgumentException("it allows nobody; name at least one caller in 'allow'");
			}
			List<Route> routes = rule.routes().stream().map(Route::parse).toList();
			return new PolicyRule(rule.name(), Objects.requireNonNullElse(rule.mode(), mode), routes,
					callers(rule.allow()), rule.anonymous());
		}
		catch (IllegalArgumentException ex) {
			throw new MeshConfigurationException(PROPERTY, "rule %s: %s"
				.formatted(rule.name().isBlank() ? "number " + (index + 1) : "'" + rule.name() + "'", ex.getMessage()),
					"Correct the rule; the whole policy is refused until it is right");
		}
	}

	private static void requireName(String name, Set<String> names) {
		if (!NAME.matcher(name).matches()) {
			throw new IllegalArgumentException(
					"its name must be 1 to 63 letters, digits, '.', '_' and '-', starting with a letter or digit");
		}
		if (!names.add(name)) {
			throw new IllegalArgumentException("there is another rule of this name; give each its own");
		}
	}

	private PeerRule callers(List<String> allow) {
		return new PeerRule.AnyOf(allow.stream().map(this::caller).toList());
	}

	private PeerRule caller(String text) {
		if (text.equals("*")) {
			return new PeerRule.DomainMember(this.home.trustDomain());
		}
		Matcher namespace = NAMESPACE.matcher(text);
		if (namespace.matches()) {
			WorkloadName anyMember = new WorkloadName(TrustDomain.parse(namespace.group(1)), namespace.group(2), "x");
			if (!anyMember.trustDomain().equals(this.home.trustDomain())) {
				throw new IllegalArgumentException(
						"'%s' is a namespace of another trust domain; name its workloads one by one".formatted(text));
			}
			return new PeerRule.NamespaceMember(anyMember.trustDomain(), anyMember.namespace());
		}
		return PeerRule.only(WorkloadName.idOf(text, this.home));
	}

}
