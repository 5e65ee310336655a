package io.cosymesh.mesh.telemetry;

/**
 * What a tap says.
 */
public sealed interface TapSignal {

	/**
	 * A request ended.
	 *
	 * @param event what there is to tell of it
	 */
	record Request(TapEvent event) implements TapSignal {

	}

	/**
	 * Requests that matched were left out, because there were more than are told, or more
	 * than the watcher reads.
	 *
	 * @param count how many
	 */
	record Dropped(long count) implements TapSignal {

	}

}
