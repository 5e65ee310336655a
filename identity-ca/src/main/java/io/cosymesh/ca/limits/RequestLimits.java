package io.cosymesh.ca.limits;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

import io.github.bucket4j.TimeMeter;
import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.mesh.limit.Rate;
import io.cosymesh.mesh.limit.TokenBucket;
import io.cosymesh.mesh.limit.TokenBuckets;

/**
 * Token buckets in front of everything that costs signatures: one per address for
 * strangers, one per name for holders of an SVID, and one for all of either kind.
 * Strangers and holders share none, so that nobody without an SVID can keep others from
 * renewing theirs.
 */
public final class RequestLimits {

	private static final int NETWORK_BYTES = 8;

	private final TokenBucket strangers;

	private final TokenBucket holders;

	private final TokenBuckets<String> sources;

	private final TokenBuckets<SpiffeId> peers;

	RequestLimits(LimitsSettings settings, TimeMeter time) {
		Rate everybody = new Rate(settings.globalRate(), settings.globalBurst());
		this.strangers = new TokenBucket(everybody, time);
		this.holders = new TokenBucket(everybody, time);
		this.sources = new TokenBuckets<>(new Rate(settings.sourceRate(), settings.sourceBurst()), time);
		this.peers = new TokenBuckets<>(new Rate(settings.peerRate(), settings.peerBurst()), time);
	}

	/**
	 * Counts one attempt of someone without an SVID.
	 * @param source where it comes from
	 * @throws RefusedException if it is one too many
	 */
	public void admit(InetAddress source) {
		take(this.sources.of(network(source)), "Too many attempts from this address.");
		take(this.strangers, "Too many attempts from everywhere.");
	}

	/**
	 * Counts one request for an SVID of either kind by someone who has one.
	 * @param peer the name at the handshake
	 * @throws RefusedException if it is one too many
	 */
	public void admit(SpiffeId peer) {
		take(this.peers.of(peer), "Too many requests by this SPIFFE ID.");
		take(this.holders, "Too many requests by everybody.");
	}

	private static void take(TokenBucket bucket, String detail) {
		bucket.take().ifPresent((wait) -> {
			throw RefusedException.of(Refusal.RATE_LIMITED, detail).retryAfter(wait);
		});
	}

	// An IPv6 host owns its whole /64.
	private static String network(InetAddress source) {
		byte[] address = source.getAddress();
		return HexFormat.of()
			.formatHex((source instanceof Inet6Address) ? Arrays.copyOf(address, NETWORK_BYTES) : address);
	}

}
