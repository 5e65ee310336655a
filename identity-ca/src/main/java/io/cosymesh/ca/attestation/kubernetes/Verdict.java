package io.cosymesh.ca.attestation.kubernetes;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.UserInfo;
import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.attestation.UnverifiedJwt;
import io.cosymesh.ca.attestation.serviceaccount.ServiceAccount;
import io.cosymesh.ca.attestation.serviceaccount.ServiceAccountPod;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * Reads the API server's answer. A name comes from the answer alone; the token's own
 * claims only help to say why it was refused.
 */
final class Verdict {

	private static final String EXTRA = "authentication.kubernetes.io/";

	private final String audience;

	private final Set<ServiceAccount> unbound;

	private final InstantSource clock;

	/**
	 * Reads answers about tokens for one audience.
	 * @param audience the audience
	 * @param unbound whose tokens need not belong to a pod
	 * @param clock the time
	 */
	Verdict(String audience, Set<ServiceAccount> unbound, InstantSource clock) {
		this.audience = audience;
		this.unbound = Set.copyOf(unbound);
		this.clock = clock;
	}

	/**
	 * Reads an answer.
	 * @param status the answer
	 * @param jwt the token as it describes itself
	 * @return the token that the answer is about
	 * @throws RefusedException if the answer is no
	 */
	ReviewedToken read(TokenReviewStatus status, UnverifiedJwt jwt) {
		String error = Objects.requireNonNullElse(status.getError(), "");
		if (!Boolean.TRUE.equals(status.getAuthenticated()) || !error.isEmpty()) {
			throw refusal(error, jwt);
		}
		// An API server that doesn't know of audiences answers for its own instead.
		if (status.getAudiences() == null || !status.getAudiences().contains(this.audience)) {
			throw audience();
		}
		UserInfo user = status.getUser();
		if (user == null) {
			throw RefusedException.of(Refusal.TOKEN_NOT_AUTHENTICATED, "The token names nobody.");
		}
		ServiceAccount account = ServiceAccount.of(user.getUsername());
		if (isOfNoPod(user) && this.unbound.contains(account)) {
			return new ReviewedToken.Unbound(account);
		}
		ServiceAccountPod pod = ServiceAccountPod.of(account, extra(user, "pod-name"), extra(user, "pod-uid"));
		return new ReviewedToken.OfPod(pod, Objects.requireNonNullElse(extra(user, "node-name"), "-"));
	}

	private static boolean isOfNoPod(UserInfo user) {
		return user.getExtra() == null || (!user.getExtra().containsKey(EXTRA + "pod-name")
				&& !user.getExtra().containsKey(EXTRA + "pod-uid"));
	}

	private RefusedException refusal(String error, UnverifiedJwt jwt) {
		if (error.contains("token audiences") || !jwt.isFor(this.audience)) {
			return audience();
		}
		if (error.contains("has expired") || hasExpired(jwt)) {
			return RefusedException.of(Refusal.TOKEN_EXPIRED, "The token has expired.");
		}
		if (error.contains("not valid yet")) {
			return RefusedException.of(Refusal.TOKEN_NOT_YET_VALID, "The token is not valid yet.");
		}
		boolean invalidated = error.contains("has been invalidated") || error.contains("pod ref claim");
		if (invalidated && namesPod(jwt)) {
			return RefusedException.of(Refusal.POD_GONE, "The pod of the token no longer exists.");
		}
		return RefusedException.of(Refusal.TOKEN_NOT_AUTHENTICATED,
				"The Kubernetes API server does not accept the token.");
	}

	private RefusedException audience() {
		return RefusedException.of(Refusal.TOKEN_AUDIENCE, "The token is not for this CA.");
	}

	private boolean hasExpired(UnverifiedJwt jwt) {
		return jwt.claims().get("exp") instanceof Number expiry
				&& this.clock.instant().getEpochSecond() >= expiry.longValue();
	}

	private static boolean namesPod(UnverifiedJwt jwt) {
		return jwt.claims().get("kubernetes.io") instanceof Map<?, ?> claim && claim.containsKey("pod");
	}

	private static @Nullable String extra(UserInfo user, String name) {
		List<String> values = (user.getExtra() != null) ? user.getExtra().get(EXTRA + name) : null;
		return (values != null && values.size() == 1) ? values.getFirst() : null;
	}

}
