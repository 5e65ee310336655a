package io.cosymesh.backend.storage;

import org.jspecify.annotations.Nullable;

/**
 * What a tenant keeps, and may keep.
 *
 * @param tenant who keeps it
 * @param bytes bytes of audio
 * @param voices number of voices
 */
record Usage(String tenant, Share bytes, Share voices) {

	/**
	 * How much of what there may be.
	 *
	 * @param used how much it is
	 * @param limit how much it may be, or nothing for no limit
	 */
	record Share(long used, @Nullable Long limit) {

	}

}
