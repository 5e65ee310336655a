package io.cosymesh.ca.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.ca.settings.CaSettings;

/**
 * Token buckets in front of attestation: one per source, so that one source can't shut
 * others out, and one for all, because signatures cost time.
 */
public final class AttestationLimits {

	private static final int MOST_SOURCES = 10_000;

	private static final int NETWORK_BYTES = 8;

	private final CaSettings.Limits limits;

	private final TimeMeter time;

	private final Bucket everybody;

	private final Cache<String, Bucket> sources;

	AttestationLimits(CaSettings.Limits limits, TimeMeter time) {
		this.limits = limits;
		this.time = time;
		this.everybody = bucket(limits.globalRate(), limits.globalBurst());
		this.sources = Caffeine.newBuilder().maximumSize(MOST_SOURCES).build();
	}

	/**
	 * Counts one attempt.
	 * @param source where it comes from
	 * @throws RefusedException if it is one too many
	 */
	public void admit(InetAddress source) {
		take(this.sources.get(network(source), (key) -> bucket(this.limits.sourceRate(), this.limits.sourceBurst())),
				"Too many attempts from this address.");
		take(this.everybody, "Too many attempts from everywhere.");
	}

	private static void take(Bucket bucket, String detail) {
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
		if (!probe.isConsumed()) {
			throw RefusedException.of(Refusal.RATE_LIMITED, detail)
				.retryAfter(Duration.ofNanos(probe.getNanosToWaitForRefill()));
		}
	}

	private Bucket bucket(int rate, int burst) {
		return Bucket.builder()
			.addLimit((limit) -> limit.capacity(burst).refillGreedy(rate, Duration.ofSeconds(1)))
			.withCustomTimePrecision(this.time)
			.build();
	}

	// An IPv6 host owns its whole /64.
	private static String network(InetAddress source) {
		byte[] address = source.getAddress();
		return HexFormat.of()
			.formatHex((source instanceof Inet6Address) ? Arrays.copyOf(address, NETWORK_BYTES) : address);
	}

}
