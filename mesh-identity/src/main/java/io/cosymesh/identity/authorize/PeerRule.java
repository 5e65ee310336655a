package io.cosymesh.identity.authorize;

import java.util.List;
import java.util.Set;

import io.spiffe.spiffeid.SpiffeId;
import io.spiffe.spiffeid.TrustDomain;

/**
 * Decides whether an authenticated peer may connect. There is no rule for "anybody": the
 * widest one names a trust domain.
 */
public sealed interface PeerRule {

	/**
	 * Returns whether the rule admits a peer.
	 * @param peer the ID of the peer's verified certificate
	 */
	boolean admits(SpiffeId peer);

	/**
	 * Returns the rule that admits exactly one peer.
	 * @param peer the peer's ID
	 */
	static PeerRule only(SpiffeId peer) {
		return new OneOf(Set.of(peer));
	}

	/**
	 * Admits the listed peers.
	 *
	 * @param peers their IDs
	 */
	record OneOf(Set<SpiffeId> peers) implements PeerRule {

		public OneOf {
			peers = Set.copyOf(peers);
		}

		@Override
		public boolean admits(SpiffeId peer) {
			return this.peers.contains(peer);
		}

	}

	/**
	 * Admits every service account of a namespace.
	 *
	 * @param trustDomain the namespace's trust domain
	 * @param namespace the namespace
	 */
	record NamespaceMember(TrustDomain trustDomain, String namespace) implements PeerRule {

		@Override
		public boolean admits(SpiffeId peer) {
			String prefix = "/ns/" + this.namespace + "/sa/";
			String path = peer.getPath();
			return peer.memberOf(this.trustDomain) && path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0;
		}

	}

	/**
	 * Admits every workload of a trust domain.
	 *
	 * @param trustDomain the trust domain
	 */
	record DomainMember(TrustDomain trustDomain) implements PeerRule {

		@Override
		public boolean admits(SpiffeId peer) {
			return peer.memberOf(this.trustDomain);
		}

	}

	/**
	 * Admits whom any of its rules admits.
	 *
	 * @param rules the rules
	 */
	record AnyOf(List<PeerRule> rules) implements PeerRule {

		public AnyOf {
			rules = List.copyOf(rules);
		}

		@Override
		public boolean admits(SpiffeId peer) {
			return this.rules.stream().anyMatch((rule) -> rule.admits(peer));
		}

	}

	/**
	 * Admits nobody.
	 */
	record Nobody() implements PeerRule {

		@Override
		public boolean admits(SpiffeId peer) {
			return false;
		}

	}

}
