package io.cosymesh.mesh.audit;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.spiffe.spiffeid.SpiffeId;

import io.cosymesh.mesh.policy.Decision;

/**
 * Counts decisions under the names that service meshes have for them. Labels come from
 * the configuration, except callers, of whom only the first are told apart.
 */
final class DecisionMetrics implements DecisionListener {

	static final int MAX_CLIENTS = 100;

	private static final String OTHERS = "other";

	private final Set<SpiffeId> clients = ConcurrentHashMap.newKeySet();

	private final MeterRegistry meters;

	DecisionMetrics(MeterRegistry meters) {
		this.meters = meters;
	}

	@Override
	public void decided(DecidedRequest request) {
		Decision decision = request.decision();
		Counter.builder("inbound.http.authz." + resultOf(decision))
			.tags("client_id", clientId(decision), "route_name", decision.route(), "authz_name", decision.rule(),
					"mode", decision.mode().code())
			.register(this.meters)
			.increment();
	}

	// Limits count what they refuse themselves; here it is what the policy said.
	private static String resultOf(Decision decision) {
		return switch (decision) {
			case Decision.Allowed _ -> "allow";
			case Decision.WouldDeny _, Decision.Denied _ -> "deny";
			case Decision.Limited limited -> resultOf(limited.policy());
		};
	}

	private String clientId(Decision decision) {
		return decision.request().knownCaller().map(this::clientId).orElse(Decision.NONE);
	}

	private String clientId(SpiffeId caller) {
		if (this.clients.contains(caller)) {
			return caller.toString();
		}
		// Racing first calls may make it a few more, never many.
		return (this.clients.size() < MAX_CLIENTS && this.clients.add(caller)) ? caller.toString() : OTHERS;
	}

}
