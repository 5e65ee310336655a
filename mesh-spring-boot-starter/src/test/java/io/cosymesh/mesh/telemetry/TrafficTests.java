package io.cosymesh.mesh.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import io.cosymesh.mesh.telemetry.Finished.Ending;
import io.cosymesh.mesh.telemetry.TelemetryProperties.TapBounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class TrafficTests {

	private static final Workload SELF = new Workload("spiffe://x/ns/y/sa/self", "self");

	private static final Workload PEER = new Workload("spiffe://x/ns/y/sa/peer", "peer");

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private Instant now = Instant.parse("2026-01-01T00:00:00Z");

	private final Traffic traffic = traffic(new TelemetryProperties(true, 3, 4, 6, List.of(), new TapBounds(8, 100)));

	@Test
	void edgeSumsItsRoutesOfTheLastMinute() {
		ended("GET /a", 200, 10);
		ended("GET /a", 503, 20);
		ended("GET /b", 200, 30);
		pass(Duration.ofSeconds(5));
		EdgeView edge = this.traffic.edges("here").edges().getFirst();
		assertThat(edge.requests()).isEqualTo(3);
		assertThat(edge.failures()).isEqualTo(1);
		assertThat(edge.success()).isCloseTo(2.0 / 3, within(0.001));
		assertThat(edge.requestsPerSecond()).isCloseTo(0.6, within(0.001));
		assertThat(edge.p50Millis()).isCloseTo(20.0, within(0.3));
		assertThat(edge.p99Millis()).isCloseTo(30.0, within(0.3));
	}

	@Test
	void whatIsReadIsStillThereForTheNextWhoReads() {
		ended("GET /a", 200, 10);
		assertThat(this.traffic.edges("here").edges().getFirst().requests()).isEqualTo(1);
		ended("GET /a", 200, 20);
		assertThat(this.traffic.edges("here").edges().getFirst().requests()).isEqualTo(2);
		assertThat(this.traffic.edges("here").edges().getFirst().p99Millis()).isCloseTo(20.0, within(0.3));
	}

	@Test
	void windowForgetsWhatIsOlderThanAMinute() {
		ended("GET /a", 200, 10);
		IntStream.range(0, TrafficRow.KEPT).forEach((_) -> nextStep());
		assertThat(this.traffic.edges("here").edges().getFirst().requests()).isEqualTo(1);
		assertThat(this.traffic.edges("here").windowMillis()).isEqualTo(50_000);
		nextStep();
		assertThat(this.traffic.edges("here").edges().getFirst().requests()).isZero();
		assertThat(this.traffic.edges("here").windowMillis()).isEqualTo(50_000);
	}

	@Test
	void historyHasAPointForEachStepInWhichSomethingEnded() {
		ended("GET /a", 200, 10);
		nextStep();
		nextStep();
		ended("GET /b", 500, 30);
		nextStep();
		List<HistoryPoint> points = this.traffic.history("here").getFirst().points();
		assertThat(points).extracting(HistoryPoint::time)
			.containsExactly(Instant.parse("2026-01-01T00:00:00Z"), Instant.parse("2026-01-01T00:00:20Z"));
		assertThat(points.getLast().failures()).isEqualTo(1);
		assertThat(points.getLast().p50Millis()).isCloseTo(30.0, within(0.3));
	}

	@Test
	void historyEndsAfterAnHour() {
		ended("GET /a", 200, 10);
		IntStream.range(0, EdgeHistory.LONGEST).forEach((_) -> nextStep());
		assertThat(this.traffic.history("here")).hasSize(1);
		nextStep();
		assertThat(this.traffic.history("here")).isEmpty();
	}

	@Test
	void requestsThatOnlyLookMakeNoEdge() {
		row(key(PEER, "GET /mesh/edges", true)).end(finished(200, 5, Ending.COMPLETE), 1);
		nextStep();
		assertThat(this.traffic.edges("here").edges()).isEmpty();
		assertThat(this.traffic.history("here")).isEmpty();
		assertThat(this.traffic.routes("here").routes()).hasSize(1);
	}

	@Test
	void routesBeyondTheBoundAreOneCalledOther() {
		IntStream.range(0, 20).forEach((number) -> ended("GET /" + number, 200, 1));
		assertThat(this.traffic.routes("here").routes()).extracting(RouteView::route)
			.hasSizeLessThanOrEqualTo(5)
			.contains("other");
		assertThat(this.traffic.edges("here").edges().getFirst().requests()).isEqualTo(20);
	}

	@Test
	void peersBeyondTheBoundAreOneCalledOther() {
		IntStream.range(0, 20)
			.forEach((number) -> row(key(new Workload("spiffe://x/" + number, "p" + number), "GET /a", false))
				.end(finished(200, 1, Ending.COMPLETE), 1));
		List<EdgeView> edges = this.traffic.edges("here").edges();
		assertThat(edges).hasSize(4).extracting((edge) -> edge.source().service()).contains("other");
		assertThat(edges).extracting(EdgeView::requests).contains(17L);
	}

	@Test
	void callsWithoutAnAnswerAreToldApart() {
		row(key(PEER, "GET /a", false)).end(finished(0, -1, Ending.BROKEN), 1);
		row(key(PEER, "GET /a", false)).end(finished(0, -1, Ending.CANCELLED), 1);
		EdgeView edge = this.traffic.edges("here").edges().getFirst();
		assertThat(edge.requests()).isEqualTo(2);
		assertThat(edge.failures()).isEqualTo(1);
		assertThat(edge.unanswered()).isEqualTo(1);
		assertThat(edge.p50Millis()).isNull();
	}

	@Test
	void metersHaveTheNamesAndLabelsOfMeshes() {
		ended("GET /a", 503, 10);
		assertThat(this.meters.get("response")
			.tags("direction", "inbound", "client_id", "spiffe://x/ns/y/sa/peer", "server_id",
					"spiffe://x/ns/y/sa/self", "route_name", "GET /a", "authz_name", "rule", "status_code", "503",
					"classification", "failure", "tls", "true")
			.counter()
			.count()).isEqualTo(1);
		assertThat(this.meters.get("response.latency").summary().totalAmount()).isCloseTo(10.0, within(0.001));
	}

	private void ended(String route, int status, long millis) {
		row(key(PEER, route, false)).end(finished(status, millis, Ending.COMPLETE), this.now.toEpochMilli());
	}

	private TrafficRow row(TrafficKey key) {
		return this.traffic.table().row(key);
	}

	private static TrafficKey key(Workload peer, String route, boolean observing) {
		return new TrafficKey(Direction.INBOUND, peer, route, "rule", "true", observing);
	}

	private static Finished finished(int status, long millis, Ending ending) {
		long nanos = (millis < 0) ? -1 : Duration.ofMillis(millis).toNanos();
		return new Finished(status, nanos, ending, false, 0, null);
	}

	private void nextStep() {
		pass(Traffic.STEP);
		this.traffic.nextStep();
	}

	private void pass(Duration time) {
		this.now = this.now.plus(time);
	}

	private Traffic traffic(TelemetryProperties bounds) {
		TrafficTable table = new TrafficTable(bounds,
				(key) -> new TrafficRow(key, new TrafficMeters(this.meters, key, SELF)));
		return new Traffic(table, new Connections(), SELF, () -> this.now);
	}

}
