package io.cosymesh.ca.settings;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of the CA.
 *
 * @param stateDirectory where the signing keys and the database live, created with mode
 * 0700
 * @param trustBundleFile where the trust bundle is written at start, for workloads to
 * begin with
 * @param registrations directory of public keys,
 * {@code <namespace>/<service-account>.pem}
 * @param svidTtl longest and default lifetime of an SVID
 * @param bundleRefreshHint how often holders of the trust bundle should look for a new
 * one; unless set, what {@link #refreshHint()} says
 * @param authority lifetimes of the signing certificates
 * @param attestation how strictly attestation documents are judged
 */
@Validated
@ConfigurationProperties("cosymesh.ca")
public record CaSettings(@NotNull Path stateDirectory, @NotNull Path trustBundleFile, @NotNull Path registrations,
		@DefaultValue("1h") @DurationMin(minutes = 1) @DurationMax(hours = 24) Duration svidTtl,
		@Nullable @DurationMin(seconds = 1) @DurationMax(hours = 24) Duration bundleRefreshHint,
		@DefaultValue @Valid Authority authority, @DefaultValue @Valid Attestation attestation) {

	private static final Duration LONGEST_DEFAULT_HINT = Duration.ofMinutes(5);

	private static final int HINTS_PER_SVID = 12;

	/**
	 * Returns how often holders of the trust bundle should look for a new one: often
	 * enough to hear of a new root several times within the life of an SVID.
	 * @return what is set, else a twelfth of an SVID's lifetime and five minutes at most
	 */
	public Duration refreshHint() {
		Duration share = this.svidTtl.dividedBy(HINTS_PER_SVID);
		return Objects.requireNonNullElse(this.bundleRefreshHint,
				(share.compareTo(LONGEST_DEFAULT_HINT) < 0) ? share : LONGEST_DEFAULT_HINT);
	}

	/**
	 * Lifetimes of the signing certificates.
	 *
	 * @param rootTtl lifetime of the root made at first start
	 * @param intermediateTtl lifetime of each intermediate, renewed before it gets short
	 */
	public record Authority(@DefaultValue("3650d") @DurationMin(minutes = 6) Duration rootTtl,
			@DefaultValue("365d") @DurationMin(minutes = 6) Duration intermediateTtl) {
	}

	/**
	 * How strictly attestation documents are judged.
	 *
	 * @param clockSkew how far a workload's clock may be off
	 * @param replayCacheSize how many document ids are remembered; attestation is refused
	 * while it is full
	 */
	public record Attestation(
			@DefaultValue("5s") @DurationMin(millis = 0) @DurationMax(seconds = 30) Duration clockSkew,
			@DefaultValue("100000") @Min(1) int replayCacheSize) {
	}

}
