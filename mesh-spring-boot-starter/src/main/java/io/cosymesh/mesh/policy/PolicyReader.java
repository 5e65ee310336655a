package io.cosymesh.mesh.policy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.mesh.startup.MeshConfigurationException;

/**
 * Makes the policy out of the properties, refusing it whole when one rule is wrong.
 */
record PolicyReader(WorkloadName home) {

	private static final Pattern NAMESPACE = Pattern.compile("spiffe://([^/]+)/ns/([^/*]+)/\\*");

	private static final String PROPERTY = "cosymesh.policy.rules";

	MeshPolicy read(PolicyProperties properties) {
		Set<String> names = new HashSet<>();
		List<PolicyRule> rules = properties.rules().stream().map((rule) -> read(rule, names)).toList();
		return new MeshPolicy(properties.mode(), rules, this.home.trustDomain());
	}

	private PolicyRule read(PolicyProperties.Rule rule, Set<String> names) {
		try {
			if (!names.add(rule.name())) {
				throw new IllegalArgumentException("there is another rule of this name");
			}
			if (rule.allow().isEmpty() && !rule.anonymous()) {
				throw new IllegalArgumentException("it allows nobody; name at least one caller in 'allow'");
			}
			List<Route> routes = rule.routes().stream().map(Route::parse).toList();
			return new PolicyRule(rule.name(), routes, callers(rule.allow()), rule.anonymous());
		}
		catch (IllegalArgumentException ex) {
			throw new MeshConfigurationException(PROPERTY, "rule '%s': %s".formatted(rule.name(), ex.getMessage()),
					"Correct the rule; the whole policy is refused until it is right");
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
