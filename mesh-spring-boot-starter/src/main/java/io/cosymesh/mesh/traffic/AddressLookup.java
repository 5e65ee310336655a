package io.cosymesh.mesh.traffic;

import java.net.InetSocketAddress;
import java.util.List;

import reactor.core.publisher.Mono;

/**
 * Finds the addresses behind a name.
 */
@FunctionalInterface
interface AddressLookup {

	/**
	 * Looks a name up.
	 * @param name host and port, unresolved
	 * @return all its addresses of one family, at least one, or an error
	 */
	Mono<List<InetSocketAddress>> resolve(InetSocketAddress name);

}
