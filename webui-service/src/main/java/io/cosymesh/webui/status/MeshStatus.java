package io.cosymesh.webui.status;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What the gateway checked about identities.
 *
 * @param identities its own and those of the peers it calls
 * @param nextRenewal when its own SVID will have been renewed, nothing while it is
 * overdue
 * @param checkedAt when the peers were looked at
 */
record MeshStatus(List<Identity> identities, @Nullable Instant nextRenewal, Instant checkedAt) {

	MeshStatus {
		identities = List.copyOf(identities);
	}

	/**
	 * One service's identity.
	 *
	 * @param service its service account
	 * @param spiffeId what it is, or has to be
	 * @param state what was found
	 * @param expiresAt when its certificate expires, if one was seen
	 */
	record Identity(String service, String spiffeId, State state, @Nullable Instant expiresAt) {
	}

	/**
	 * What was found of an identity.
	 */
	enum State {

		/** A certificate in its time, checked by the handshake. */
		@JsonProperty("valid")
		VALID,

		/** A certificate past its time. */
		@JsonProperty("expired")
		EXPIRED,

		/** No certificate yet. */
		@JsonProperty("missing")
		MISSING,

		/** No connection that passes the check. */
		@JsonProperty("unreachable")
		UNREACHABLE

	}

}
