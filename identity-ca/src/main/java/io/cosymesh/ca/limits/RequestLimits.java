package io.cosymesh.ca.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;

/**
 * Token buckets in front of everything that costs signatures: one per address for
 * strangers, one per name for holders of an SVID, and one for all of either kind.
 * Strangers and holders share none, so that nobody without an SVID can keep others from
 * renewing theirs.
 */
public final class RequestLimits {

	private static final int MOST_CALLERS = 10_000;

	private static final int NETWORK_BYTES = 8;

	private final LimitsSettings settings;

	private final TimeMeter time;

	private final Bucket strangers;

	private final Bucket holders;

	private final Cache<String, Bucket> sources = Caffeine.newBuilder().maximumSize(MOST_CALLERS).build();

	private final Cache<SpiffeId, Bucket> peers = Caffeine.newBuilder().maximumSize(MOST_CALLERS).build();

	RequestLimits(LimitsSettings settings, TimeMeter time) {
		this.settings = settings;
		this.time = time;
		this.strangers = bucket(settings.globalRate(), settings.globalBurst());
		this.holders = bucket(settings.globalRate(), settings.globalBurst());
	}

	/**
	 * Counts one attempt of someone without an SVID.
	 * @param source where it comes from
	 * @throws RefusedException if it is one too many
	 */
	public void admit(InetAddress source) {
		take(this.sources.get(network(source),
				(key) -> bucket(this.settings.sourceRate(), this.settings.sourceBurst())),
				"Too many attempts from this address.");
		take(this.strangers, "Too many attempts from everywhere.");
	}

	/**
	 * Counts one request for an SVID of either kind by someone who has one.
	 * @param peer the name at the handshake
	 * @throws RefusedException if it is one too many
	 */
	public void admit(SpiffeId peer) {
		take(this.peers.get(peer, (key) -> bucket(this.settings.peerRate(), this.settings.peerBurst())),
				"Too many requests by this SPIFFE ID.");
		take(this.holders, "Too many requests by everybody.");
	}

	private static void take(Bucket bucket, String detail) {
		ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
		if (!probe.isConsumed()) {
			throw RefusedException.of(Refusal.RATE_LIMITED, detail).retryAfter(wholeSeconds(probe));
		}
	}

	// Rounded down, the caller would come back too early.
	private static Duration wholeSeconds(ConsumptionProbe probe) {
		long second = TimeUnit.SECONDS.toNanos(1);
		return Duration.ofSeconds((probe.getNanosToWaitForRefill() + second - 1) / second);
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
