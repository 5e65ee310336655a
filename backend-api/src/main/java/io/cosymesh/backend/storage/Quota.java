package io.cosymesh.backend.storage;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;

import io.cosymesh.mesh.problem.ProblemException;

/**
 * Keeps tenants within what they may keep. All methods block.
 */
public final class Quota {

	private final QuotaProperties properties;

	private final ObjectProvider<StorageUse> uses;

	Quota(QuotaProperties properties, ObjectProvider<StorageUse> uses) {
		this.properties = properties;
		this.uses = uses;
	}

	/**
	 * Refuses what went beyond the limits. To be called once the database knows what was
	 * added, in the same transaction and while nobody else adds: the refusal undoes it.
	 * @param tenant who added to it
	 */
	public void check(String tenant) {
		check(tenant, StorageUse.Amount.NOTHING);
	}

	/**
	 * Refuses what would go beyond the limits.
	 * @param tenant who wants to add to it
	 * @param more how much it would be
	 */
	public void check(String tenant, StorageUse.Amount more) {
		StorageUse.Amount use = use(tenant).plus(more);
		QuotaProperties.Limits limits = this.properties.limits(tenant);
		Long bytes = bytes(limits);
		if (bytes != null && use.bytes() > bytes) {
			throw exceeded("bytes", bytes, use.bytes() - more.bytes());
		}
		if (limits.voices() != null && use.voices() > limits.voices()) {
			throw exceeded("voices", limits.voices(), use.voices() - more.voices());
		}
	}

	Usage usage(String tenant) {
		StorageUse.Amount use = use(tenant);
		QuotaProperties.Limits limits = this.properties.limits(tenant);
		return new Usage(tenant, new Usage.Share(use.bytes(), bytes(limits)),
				new Usage.Share(use.voices(), limits.voices()));
	}

	private StorageUse.Amount use(String tenant) {
		return this.uses.stream()
			.map((use) -> use.of(tenant))
			.reduce(StorageUse.Amount.NOTHING, StorageUse.Amount::plus);
	}

	private static @Nullable Long bytes(QuotaProperties.Limits limits) {
		DataSize bytes = limits.bytes();
		return (bytes != null) ? bytes.toBytes() : null;
	}

	/** Answered like a dictionary that is full: room is the caller's to make. */
	private static ProblemException exceeded(String what, long limit, long used) {
		return ProblemException
			.of(HttpStatus.CONFLICT, "quota-exceeded", "Too much is kept",
					"No more than %d %s may be kept; delete what isn't needed, then try again".formatted(limit, what))
			.withProperty("quota", what)
			.withProperty("limit", limit)
			.withProperty("used", Math.min(used, limit));
	}

}
