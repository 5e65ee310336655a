package io.cosymesh.mesh.limit;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.cosymesh.mesh.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;

class PeerLimitsTests {

	private static final SpiffeId GREEDY = peer("greedy");

	private static final SpiffeId MODEST = peer("modest");

	private final MovableTime time = new MovableTime();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	@Test
	void withoutLimitsNothingIsLimited() {
		PeerLimits limits = limits(null, null, Map.of());
		assertThat(passing(limits, GREEDY, 10_000)).isEqualTo(10_000);
	}

	@Test
	void greedyPeerIsRefusedWhileAnotherIsServed() {
		PeerLimits limits = limits(null, new Rate(1, 3), Map.of());
		assertThat(passing(limits, GREEDY, 10)).isEqualTo(3);
		assertThat(limits.count(GREEDY)).map(Excess::scope).contains(LimitScope.PEER);
		assertThat(passing(limits, MODEST, 3)).isEqualTo(3);
	}

	@Test
	void allPeersTogetherAreLimited() {
		PeerLimits limits = limits(new Rate(1, 4), new Rate(1, 3), Map.of());
		assertThat(passing(limits, GREEDY, 3)).isEqualTo(3);
		assertThat(passing(limits, MODEST, 3)).isOne();
		assertThat(limits.count(MODEST)).map(Excess::scope).contains(LimitScope.TOTAL);
	}

	@Test
	void whatAPeersOwnLimitRefusesCostsTheOthersNothing() {
		PeerLimits limits = limits(new Rate(1, 5), new Rate(1, 2), Map.of());
		assertThat(passing(limits, GREEDY, 1000)).isEqualTo(2);
		assertThat(passing(limits, MODEST, 2)).isEqualTo(2);
	}

	@Test
	void overrideStandsInForTheLimitOfEachPeer() {
		PeerLimits limits = limits(null, new Rate(1, 2), Map.of(GREEDY, new Rate(1, 5)));
		assertThat(passing(limits, GREEDY, 10)).isEqualTo(5);
		assertThat(limits.count(GREEDY)).map(Excess::scope).contains(LimitScope.OVERRIDE);
		assertThat(passing(limits, MODEST, 10)).isEqualTo(2);
	}

	@Test
	void overrideLimitsAPeerWhereOthersAreNotLimited() {
		PeerLimits limits = limits(null, null, Map.of(GREEDY, new Rate(1, 1)));
		assertThat(passing(limits, GREEDY, 10)).isOne();
		assertThat(passing(limits, MODEST, 10)).isEqualTo(10);
	}

	@Test
	void peerMayComeBackWhenItWasTold() {
		PeerLimits limits = limits(null, new Rate(2, 1), Map.of());
		assertThat(passing(limits, GREEDY, 1)).isOne();
		Duration wait = limits.count(GREEDY).map(Excess::retryAfter).orElseThrow();
		assertThat(wait).isEqualTo(Duration.ofMillis(500));
		this.time.advance(wait.minusNanos(1));
		assertThat(limits.count(GREEDY)).isPresent();
		this.time.advance(Duration.ofNanos(1));
		assertThat(limits.count(GREEDY)).isEmpty();
	}

	@Test
	void quietTimeSavesNoMoreThanTheBurst() {
		PeerLimits limits = limits(null, new Rate(10, 3), Map.of());
		passing(limits, GREEDY, 3);
		this.time.advance(Duration.ofDays(1));
		assertThat(passing(limits, GREEDY, 10)).isEqualTo(3);
	}

	@Test
	void refusalsAreCountedByScope() {
		PeerLimits limits = limits(new Rate(1, 3), new Rate(1, 1), Map.of(MODEST, new Rate(1, 1)));
		passing(limits, GREEDY, 3);
		passing(limits, MODEST, 2);
		passing(limits, peer("third"), 1);
		passing(limits, peer("fourth"), 4);
		assertThat(refused("peer")).isEqualTo(2);
		assertThat(refused("override")).isOne();
		assertThat(refused("total")).isEqualTo(4);
	}

	@Test
	void refusalTellsWhichLimitAndWhenToComeBack() {
		Excess excess = new Excess(LimitScope.PEER, Duration.ofMillis(1001));
		ProblemException problem = excess.toProblem();
		assertThat(problem.getStatusCode().value()).isEqualTo(429);
		assertThat(problem.getHeaders().getFirst("Retry-After")).isEqualTo("2");
		assertThat(problem.getBody().getType()).hasToString("urn:cosymesh:problem:rate-limited");
		assertThat(problem.getBody().getProperties()).containsEntry("scope", "peer");
	}

	private PeerLimits limits(@Nullable Rate total, @Nullable Rate perPeer, Map<SpiffeId, Rate> overrides) {
		return new PeerLimits(total, perPeer, overrides, this.time, this.meters);
	}

	private double refused(String scope) {
		return this.meters.get("inbound.http.local.ratelimit").tag("ratelimit_scope", scope).counter().count();
	}

	private static long passing(PeerLimits limits, SpiffeId peer, int requests) {
		return IntStream.range(0, requests).filter((request) -> limits.count(peer).isEmpty()).count();
	}

	private static SpiffeId peer(String serviceAccount) {
		return SpiffeId.parse("spiffe://cosymesh.local/ns/cosymesh/sa/" + serviceAccount);
	}

}
