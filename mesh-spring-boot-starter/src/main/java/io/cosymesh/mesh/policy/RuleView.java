package io.cosymesh.mesh.policy;

import java.util.List;
import java.util.stream.Stream;

import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.identity.authorize.PeerRule;

/**
 * A rule as it tells of itself.
 *
 * @param name what logs call it
 * @param mode {@code enforce} or {@code audit}
 * @param routes what it allows
 * @param callers whom it allows it: SPIFFE IDs, or {@code …/*} for a namespace or a trust
 * domain
 * @param anonymous whether it also allows it to callers without an SVID
 */
public record RuleView(String name, String mode, List<String> routes, List<String> callers, boolean anonymous) {

	static RuleView of(PolicyRule rule, List<Route> routes) {
		return new RuleView(rule.name(), rule.mode().code(), routes.stream().map(Route::toString).toList(),
				callers(rule.callers()).toList(), rule.anonymous());
	}

	private static Stream<String> callers(PeerRule rule) {
		return switch (rule) {
			case PeerRule.OneOf one -> one.peers().stream().map(SpiffeId::toString).sorted();
			case PeerRule.NamespaceMember member ->
				Stream.of("spiffe://%s/ns/%s/*".formatted(member.trustDomain(), member.namespace()));
			case PeerRule.DomainMember member -> Stream.of("spiffe://%s/*".formatted(member.trustDomain()));
			case PeerRule.AnyOf any -> any.rules().stream().flatMap(RuleView::callers);
			case PeerRule.Nobody _ -> Stream.empty();
		};
	}

}
