package io.cosymesh.mesh.audit;

import java.time.InstantSource;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.audit.DecidedRequest.Correlation;
import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.problem.RequestId;
import io.cosymesh.mesh.tracing.CurrentTrace;

import org.springframework.web.server.ServerWebExchange;

/**
 * Makes the record of a decision and hands it to all who are to know.
 */
public final class DecisionRecorder {

	private final List<DecisionListener> listeners;

	private final InstantSource clock;

	DecisionRecorder(List<DecisionListener> listeners, InstantSource clock) {
		this.listeners = List.copyOf(listeners);
		this.clock = clock;
	}

	/**
	 * Records what was decided.
	 * @param exchange the request
	 * @param peerSerial serial number of the caller's SVID, {@code null} without one
	 * @param decision what was decided
	 */
	public void record(ServerWebExchange exchange, @Nullable String peerSerial, Decision decision) {
		exchange.getAttributes().put(Decision.class.getName(), decision);
		Correlation correlation = new Correlation(CurrentTrace.idOf(exchange).orElse(null),
				RequestId.of(exchange).map(RequestId::value).orElse(null));
		DecidedRequest record = new DecidedRequest(this.clock.instant(), peerSerial, decision, correlation);
		record.putInto(exchange.getAttributes());
		this.listeners.forEach((listener) -> listener.decided(record));
	}

}
