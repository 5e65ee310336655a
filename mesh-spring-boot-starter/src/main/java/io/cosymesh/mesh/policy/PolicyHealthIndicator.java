package io.cosymesh.mesh.policy;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Says which policy is in force. Is never down: a bad file changes nothing for those who
 * call, since the policy before it stays.
 */
final class PolicyHealthIndicator implements HealthIndicator {

	private final PolicySource source;

	private final @Nullable PolicyReload reload;

	PolicyHealthIndicator(PolicySource source, @Nullable PolicyReload reload) {
		this.source = source;
		this.reload = reload;
	}

	@Override
	public Health health() {
		PolicySource.Revision revision = this.source.revision();
		Health.Builder health = Health.up()
			.withDetail("mode", revision.policy().mode().code())
			.withDetail("generation", revision.generation())
			.withDetail("since", revision.since().toString());
		if (this.reload != null) {
			health.withDetail("lastLook", this.reload.lastLook().toString());
			this.reload.refusal()
				.ifPresent((refusal) -> health.withDetail("file", refusal.missing() ? "missing" : "refused")
					.withDetail("fileSince", refusal.since().toString())
					.withDetail("reason", "see event=policy-refused in the log"));
		}
		return health.build();
	}

}
