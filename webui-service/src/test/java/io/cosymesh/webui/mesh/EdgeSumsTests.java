package io.cosymesh.webui.mesh;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.cosymesh.mesh.telemetry.Direction;
import io.cosymesh.mesh.telemetry.EdgeView;
import io.cosymesh.mesh.telemetry.Workload;
import io.cosymesh.webui.mesh.EdgeSums.MeshEdge;

import static org.assertj.core.api.Assertions.assertThat;

class EdgeSumsTests {

	private static final Workload CALLER = new Workload("spiffe://x/ns/y/sa/caller", "caller");

	private static final Workload CALLED = new Workload("spiffe://x/ns/y/sa/called", "called");

	@Test
	void theCalledSidesWordWins() {
		MeshEdge edge = only(List.of(view(Direction.OUTBOUND, 9, 3, 0, 50), view(Direction.INBOUND, 10, 2, 0, 5)),
				"spiffe://x/ns/y/sa/called");
		assertThat(edge.requests()).isEqualTo(10);
		assertThat(edge.failures()).isEqualTo(2);
		assertThat(edge.p99Millis()).isEqualTo(5.0);
	}

	@Test
	void callsThatNeverCameThereAreAdded() {
		MeshEdge edge = only(List.of(view(Direction.OUTBOUND, 9, 3, 2, 50), view(Direction.INBOUND, 8, 0, 0, 5)),
				"spiffe://x/ns/y/sa/called");
		assertThat(edge.requests()).isEqualTo(10);
		assertThat(edge.failures()).isEqualTo(2);
		assertThat(edge.success()).isEqualTo(0.8);
	}

	@Test
	void callersWordCountsWhereTheCalledSideIsAway() {
		MeshEdge edge = only(List.of(view(Direction.OUTBOUND, 9, 3, 2, 50)));
		assertThat(edge.requests()).isEqualTo(9);
		assertThat(edge.failures()).isEqualTo(3);
	}

	@Test
	void processesOfAServiceAreSummedAndTheSlowestTellsTheLatency() {
		MeshEdge edge = only(List.of(view(Direction.INBOUND, 10, 1, 0, 5), view(Direction.INBOUND, 30, 3, 0, 80)),
				"spiffe://x/ns/y/sa/called");
		assertThat(edge.requests()).isEqualTo(40);
		assertThat(edge.connections()).isEqualTo(2);
		assertThat(edge.success()).isEqualTo(0.9);
		assertThat(edge.p99Millis()).isEqualTo(80.0);
	}

	private static MeshEdge only(List<EdgeView> views, String... answering) {
		return EdgeSums.of(views, Set.of(answering)).iterator().next();
	}

	private static EdgeView view(Direction direction, long requests, long failures, long unanswered, double millis) {
		return new EdgeView(CALLER, CALLED, direction, null, 1, requests, requests / 60.0,
				(double) (requests - failures) / requests, millis, millis, millis, 0, failures, unanswered,
				Instant.EPOCH);
	}

}
