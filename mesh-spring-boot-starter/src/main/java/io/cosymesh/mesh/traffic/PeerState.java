package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.util.List;

import io.spiffe.spiffeid.SpiffeId;

/**
 * How a peer fares.
 *
 * @param name its name
 * @param identity who it must be
 * @param addresses the addresses that were found last
 */
public record PeerState(String name, SpiffeId identity, List<Address> addresses) {

	public PeerState {
		addresses = List.copyOf(addresses);
	}

	/**
	 * How an address fares.
	 *
	 * @param address host and port
	 * @param state what it is good for
	 */
	public record Address(InetSocketAddress address, EndpointState state) {

		/**
		 * Says whether it takes requests.
		 * @return whether it does, or is tried whether it does again
		 */
		public boolean isInUse() {
			return this.state == EndpointState.READY || this.state == EndpointState.PROBING;
		}

	}

}
