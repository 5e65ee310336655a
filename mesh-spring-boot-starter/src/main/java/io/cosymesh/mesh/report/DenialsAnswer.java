package io.cosymesh.mesh.report;

import java.time.Instant;
import java.util.List;

import io.cosymesh.mesh.telemetry.Denial;

/**
 * What a process refused lately.
 *
 * @param time when it was read
 * @param service who tells
 * @param instance which of its processes
 * @param denials newest first
 */
public record DenialsAnswer(Instant time, String service, String instance, List<Denial> denials) {

	public DenialsAnswer {
		denials = List.copyOf(denials);
	}

}
