package io.cosymesh.mesh.report;

import java.time.InstantSource;
import java.util.List;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import io.cosymesh.mesh.telemetry.Denials;
import io.cosymesh.mesh.telemetry.EdgesAnswer;
import io.cosymesh.mesh.telemetry.Instance;
import io.cosymesh.mesh.telemetry.StatAnswer;
import io.cosymesh.mesh.telemetry.Tap;
import io.cosymesh.mesh.telemetry.TapFilter;
import io.cosymesh.mesh.telemetry.TapSignal;
import io.cosymesh.mesh.telemetry.Traffic;

/**
 * Everything that this process tells of itself.
 */
public final class MeshReport {

	private final IdentityReport identity;

	private final ServiceChecks checks;

	private final Traffic traffic;

	private final Tap tap;

	private final Denials denials;

	private final Instance instance;

	private final InstantSource clock;

	MeshReport(IdentityReport identity, ServiceChecks checks, Traffic traffic, Tap tap, Denials denials,
			Instance instance, InstantSource clock) {
		this.identity = identity;
		this.checks = checks;
		this.traffic = traffic;
		this.tap = tap;
		this.denials = denials;
		this.instance = instance;
		this.clock = clock;
	}

	/**
	 * Returns whose report it is.
	 * @return short name of the service
	 */
	public String service() {
		return this.traffic.service();
	}

	/**
	 * Tells who it is.
	 * @return the answer of {@code GET /mesh/identity}
	 */
	public IdentityAnswer identity() {
		return this.identity.answer();
	}

	/**
	 * Tells what goes over its edges.
	 * @return the answer of {@code GET /mesh/edges}
	 */
	public EdgesAnswer edges() {
		return this.traffic.edges(this.instance.name());
	}

	/**
	 * Tells what goes over its routes.
	 * @return the answer of {@code GET /mesh/stat}
	 */
	public StatAnswer stat() {
		return this.traffic.routes(this.instance.name());
	}

	/**
	 * Tells the last hour.
	 * @return the answer of {@code GET /mesh/history}
	 */
	public HistoryAnswer history() {
		return new HistoryAnswer(this.clock.instant(), this.traffic.service(), this.instance.name(),
				Traffic.STEP.toMillis(), this.traffic.history(this.instance.name()));
	}

	/**
	 * Tells what was refused.
	 * @return the answer of {@code GET /mesh/denials}
	 */
	public DenialsAnswer denials() {
		return new DenialsAnswer(this.clock.instant(), this.traffic.service(), this.instance.name(),
				List.copyOf(this.denials.newestFirst()));
	}

	/**
	 * Tells whether all is well.
	 * @return the answer of {@code GET /mesh/checks}
	 */
	public Mono<ChecksAnswer> checks() {
		return this.checks.answer();
	}

	/**
	 * Tells of requests as they end.
	 * @param filter what is wanted
	 * @return what happens, until cancelled
	 */
	public Flux<TapSignal> tap(TapFilter filter) {
		return this.tap.watch(filter);
	}

}
