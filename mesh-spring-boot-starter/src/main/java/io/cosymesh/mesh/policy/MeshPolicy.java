package io.cosymesh.mesh.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.identity.authorize.PeerRule;
import io.cosymesh.mesh.policy.Decision.Reason;

/**
 * Decides who may call what. One evaluation serves both modes: an audit only changes what
 * becomes of a request that no rule allows.
 */
public final class MeshPolicy {

	private final PolicyMode mode;

	private final List<PolicyRule> rules;

	private final TrustDomain home;

	private final PeerRule admitted;

	MeshPolicy(PolicyMode mode, List<PolicyRule> rules, TrustDomain home) {
		this.mode = mode;
		this.rules = List.copyOf(rules);
		this.home = home;
		List<PeerRule> callers = new ArrayList<>(rules.stream().map(PolicyRule::callers).toList());
		if (mode == PolicyMode.AUDIT || rules.stream().anyMatch((rule) -> rule.mode() == PolicyMode.AUDIT)) {
			callers.add(new PeerRule.DomainMember(home));
		}
		this.admitted = callers.isEmpty() ? new PeerRule.Nobody() : new PeerRule.AnyOf(callers);
	}

	/**
	 * Returns what becomes of requests that no rule has the route of.
	 * @return the mode of the service
	 */
	public PolicyMode mode() {
		return this.mode;
	}

	/**
	 * Returns who can be let through at all; others need not finish a handshake.
	 * @return the union of all callers, and the own trust domain while anything is
	 * audited
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
			return Decision.Denied.outright(request, Reason.PATH_NOT_NORMAL);
		}
		List<Match> matches = matches(request);
		for (Match match : matches) {
			if (match.rule.admits(request)) {
				return new Decision.Allowed(request, match.rule.name(), match.route.toString(), match.rule.mode());
			}
		}
		return notAllowed(request, matches);
	}

	List<RuleView> rules() {
		return this.rules.stream().map((rule) -> RuleView.of(rule, rule.routes())).toList();
	}

	List<PolicyExplanation.Candidate> candidates(PolicyRequest request) {
		return matches(request).stream()
			.map((match) -> new PolicyExplanation.Candidate(RuleView.of(match.rule, List.of(match.route)),
					match.rule.admits(request)))
			.toList();
	}

	MeshPolicy audited() {
		return new MeshPolicy(PolicyMode.AUDIT, this.rules.stream().map(PolicyRule::audited).toList(), this.home);
	}

	private List<Match> matches(PolicyRequest request) {
		List<Match> matches = new ArrayList<>();
		for (PolicyRule rule : this.rules) {
			rule.routeFor(request.method(), request.path()).ifPresent((route) -> matches.add(new Match(rule, route)));
		}
		return matches;
	}

	private Decision notAllowed(PolicyRequest request, List<Match> matches) {
		if (matches.isEmpty()) {
			return (this.mode == PolicyMode.AUDIT && isMember(request))
					? new Decision.WouldDeny(request, Decision.NONE, Decision.NONE, Reason.NO_RULE)
					: Decision.Denied.outright(request, Reason.NO_RULE);
		}
		Reason why = (request.caller() != null) ? Reason.CALLER_NOT_ALLOWED : Reason.CALLER_UNKNOWN;
		for (Match match : matches) {
			if (match.rule.mode() == PolicyMode.AUDIT && isMember(request)) {
				return new Decision.WouldDeny(request, match.rule.name(), match.route.toString(), why);
			}
		}
		Match first = matches.getFirst();
		return new Decision.Denied(request, first.rule.name(), first.route.toString(), why);
	}

	// An audit is for the own workloads: others may do what a rule says and nothing else.
	private boolean isMember(PolicyRequest request) {
		return request.caller() != null && request.caller().memberOf(this.home);
	}

	private record Match(PolicyRule rule, Route route) {
	}

}
