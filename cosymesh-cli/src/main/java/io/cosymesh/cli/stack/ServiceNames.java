package io.cosymesh.cli.stack;

import java.util.Iterator;

/**
 * The names of the services, for shells that complete them.
 */
public final class ServiceNames implements Iterable<String> {

	@Override
	public Iterator<String> iterator() {
		return MeshService.all().stream().map(MeshService::serviceAccount).iterator();
	}

}
