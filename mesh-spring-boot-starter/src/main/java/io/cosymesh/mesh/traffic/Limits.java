package io.cosymesh.mesh.traffic;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How long a call may take.
 *
 * @param firstByte from the end of the request to the first byte of the answer
 * @param idle between two pieces of the answer while somebody waits for them
 * @param total from the first attempt to the last byte
 */
record Limits(@Nullable Duration firstByte, @Nullable Duration idle, @Nullable Duration total) {

	Limits {
		firstByte = unlessZero(firstByte);
		idle = unlessZero(idle);
		total = unlessZero(total);
	}

	private static @Nullable Duration unlessZero(@Nullable Duration limit) {
		return (limit == null || limit.isZero() || limit.isNegative()) ? null : limit;
	}

}
