package io.cosymesh.webui.mesh;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.telemetry.Direction;
import io.cosymesh.mesh.telemetry.EdgeView;
import io.cosymesh.mesh.telemetry.Workload;
import io.cosymesh.mesh.tls.NegotiatedTls;

/**
 * Makes one edge of what both of its ends and all of their processes tell: the called
 * side's word counts, and what it can't know of, calls that never came to it, is added
 * from the other.
 */
final class EdgeSums {

	private EdgeSums() {
	}

	/**
	 * Puts edges together.
	 * @param views what everybody tells
	 * @param answering SPIFFE IDs of those who told something
	 */
	static Collection<MeshEdge> of(List<EdgeView> views, Set<String> answering) {
		Map<Ends, MeshEdge> edges = new LinkedHashMap<>();
		views.stream()
			.filter((view) -> view.direction() == Direction.INBOUND)
			.forEach((view) -> edges.merge(Ends.of(view), MeshEdge.of(view), MeshEdge::plus));
		Map<Ends, List<EdgeView>> calls = views.stream()
			.filter((view) -> view.direction() == Direction.OUTBOUND)
			.collect(Collectors.groupingBy(Ends::of, LinkedHashMap::new, Collectors.toList()));
		calls.forEach((ends, told) -> {
			MeshEdge known = edges.get(ends);
			String callee = ends.destination().id();
			if (known != null && callee != null && answering.contains(callee)) {
				long unanswered = told.stream().mapToLong(EdgeView::unanswered).sum();
				edges.put(ends, known.withUnanswered(unanswered));
			}
			else {
				told.stream().map(MeshEdge::of).reduce(MeshEdge::plus).ifPresent((edge) -> edges.put(ends, edge));
			}
		});
		return edges.values();
	}

	private record Ends(Workload source, Workload destination) {

		static Ends of(EdgeView view) {
			return new Ends(view.source(), view.destination());
		}

	}

	/**
	 * An edge of the mesh.
	 *
	 * @param source who called
	 * @param destination who was called
	 * @param secured what its connections agreed on
	 * @param connections how many are open
	 * @param requests how many requests ended
	 * @param requestsPerSecond the same by time
	 * @param success part that didn't fail
	 * @param p50Millis median of the time to the first byte; of several processes, the
	 * slowest one's
	 * @param p95Millis its 95th percentile
	 * @param p99Millis its 99th percentile
	 * @param denied how many were refused for who asked
	 * @param failures how many failed
	 * @param lastSeen when the last one ended
	 */
	record MeshEdge(Workload source, Workload destination, @Nullable NegotiatedTls secured, int connections,
			long requests, double requestsPerSecond, @Nullable Double success, @Nullable Double p50Millis,
			@Nullable Double p95Millis, @Nullable Double p99Millis, long denied, long failures,
			@Nullable Instant lastSeen) {

		static MeshEdge of(EdgeView view) {
			return new MeshEdge(view.source(), view.destination(), view.secured(), view.connections(), view.requests(),
					view.requestsPerSecond(), view.success(), view.p50Millis(), view.p95Millis(), view.p99Millis(),
					view.denied(), view.failures(), view.lastSeen());
		}

		MeshEdge plus(MeshEdge other) {
			long all = this.requests + other.requests;
			long failed = this.failures + other.failures;
			return new MeshEdge(this.source, this.destination, (this.secured != null) ? this.secured : other.secured,
					this.connections + other.connections, all, this.requestsPerSecond + other.requestsPerSecond,
					success(all, failed), slower(this.p50Millis, other.p50Millis),
					slower(this.p95Millis, other.p95Millis), slower(this.p99Millis, other.p99Millis),
					this.denied + other.denied, failed, later(this.lastSeen, other.lastSeen));
		}

		MeshEdge withUnanswered(long unanswered) {
			long all = this.requests + unanswered;
			long failed = this.failures + unanswered;
			return new MeshEdge(this.source, this.destination, this.secured, this.connections, all,
					(this.requests > 0) ? this.requestsPerSecond * all / this.requests : this.requestsPerSecond,
					success(all, failed), this.p50Millis, this.p95Millis, this.p99Millis, this.denied, failed,
					this.lastSeen);
		}

		private static @Nullable Double success(long requests, long failures) {
			return (requests > 0) ? (Double) ((double) (requests - failures) / requests) : null;
		}

		private static @Nullable Double slower(@Nullable Double one, @Nullable Double other) {
			if (one == null || other == null) {
				return (one != null) ? one : other;
			}
			return Math.max(one, other);
		}

		private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
			if (one == null || other == null) {
				return (one != null) ? one : other;
			}
			return one.isAfter(other) ? one : other;
		}

	}

}
