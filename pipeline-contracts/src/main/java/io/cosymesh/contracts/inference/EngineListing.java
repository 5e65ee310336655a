package io.cosymesh.contracts.inference;

import java.util.List;

/**
 * The engines there are.
 *
 * @param engines engines in the order they are preferred, at least one
 */
public record EngineListing(List<EngineStatus> engines) {

	public EngineListing {
		engines = List.copyOf(engines);
	}

}
