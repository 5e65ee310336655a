package io.cosymesh.mesh.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.mesh.policy.Decision.Reason;

/**
 * Decides who may call what.
 */
public final class MeshPolicy {

	private static final String NONE = "-";

	private final PolicyMode mode;

	private final List<PolicyRule> rules;

	private final TrustDomain home;

	private final PeerRule admitted;

	MeshPolicy(PolicyMode mode, List<PolicyRule> rules, TrustDomain home) {
		this.mode = mode;
		this.rules = List.copyOf(rules);
		this.home = home;
		List<PeerRule> callers = new ArrayList<>(rules.stream().map(PolicyRule::callers).toList());
		if (mode == PolicyMode.AUDIT) {
			callers.add(new PeerRule.DomainMember(home));
		}
		this.admitted = callers.isEmpty() ? new PeerRule.Nobody() : new PeerRule.AnyOf(callers);
	}

	/**
	 * Returns what denials lead to.
	 * @return the mode
	 */
	public PolicyMode mode() {
		return this.mode;
	}

	/**
	 * Returns whether a denial is only to be logged. Workloads of other trust domains are
	 * never let through by an audit: they may do what a rule says and nothing else.
	 * @param denied what was decided
	 * @return whether to let the request through
	 */
	public boolean letsThrough(Decision.Denied denied) {
		return this.mode == PolicyMode.AUDIT
				&& denied.request().knownCaller().map((caller) -> caller.memberOf(this.home)).orElse(true);
	}

	/**
	 * Returns whom any rule allows anything; others need not finish a handshake.
	 * @return the union of all callers
	 */
	public PeerRule admitted() {
		return this.admitted;
	}

	/**
	 * Returns whether any rule allows something to callers without an SVID.
	 * @return the name of the first such rule
	 */
	public Optional<String> anonymousRule() {
		return this.rules.stream().filter(PolicyRule::anonymous).map(PolicyRule::name).findFirst();
	}

	/**
	 * Decides one request.
	 * @param request who wants to do what where
	 * @return the decision
	 */
	public Decision decide(PolicyRequest request) {
		if (!NormalPath.is(request.path().value())) {
			return new Decision.Denied(request, NONE, NONE, Reason.PATH_NOT_NORMAL);
		}
		Optional<Decision> denied = Optional.empty();
		for (PolicyRule rule : this.rules) {
			Optional<Route> route = rule.routeFor(request.method(), request.path());
			if (route.isEmpty()) {
				continue;
			}
			if (admits(rule, request)) {
				return new Decision.Allowed(request, rule.name(), route.get().toString());
			}
			denied = denied.or(() -> Optional
				.of(new Decision.Denied(request, rule.name(), route.get().toString(), reasonFor(request))));
		}
		return denied.orElseGet(() -> new Decision.Denied(request, NONE, NONE, Reason.NO_RULE));
	}

	private static Reason reasonFor(PolicyRequest request) {
		return (request.caller() != null) ? Reason.CALLER_NOT_ALLOWED : Reason.CALLER_UNKNOWN;
	}

	private static boolean admits(PolicyRule rule, PolicyRequest request) {
		return request.knownCaller().map(rule.callers()::admits).orElse(rule.anonymous());
	}

}
