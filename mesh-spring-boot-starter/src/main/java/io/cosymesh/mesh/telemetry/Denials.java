package io.cosymesh.mesh.telemetry;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.WorkloadName;
import io.cosymesh.mesh.audit.DecidedRequest;
import io.cosymesh.mesh.audit.DecisionListener;
import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.policy.Decision.Reason;
import io.cosymesh.mesh.policy.PolicyRequest;
import io.cosymesh.mesh.telemetry.Denial.Stage;
import io.cosymesh.mesh.tls.HandshakeListener;

/**
 * Remembers the last that was refused. Who only asks too often isn't among them: a flood
 * would wash everything else away.
 */
public final class Denials implements DecisionListener, HandshakeListener {

	/** How many are remembered. */
	public static final int KEPT = 200;

	private static final Map<Reason, String> DETAILS = Map.of(Reason.NO_RULE, "No rule has this route",
			Reason.CALLER_NOT_ALLOWED, "The rule that has this route does not name this caller", Reason.CALLER_UNKNOWN,
			"The rule that has this route wants a caller with an SVID", Reason.PATH_NOT_NORMAL,
			"The path can be read in more than one way", Reason.EXPIRED,
			"The caller's SVID expired while its connection was open", Reason.DISTRUSTED,
			"The authority behind the caller's SVID is no longer trusted", Reason.UNAUTHENTICATED,
			"It can't be said who calls", Reason.MALFORMED_REQUEST,
			"The path or a header is not what HTTP makes of it");

	private final Deque<Denial> last = new ArrayDeque<>(KEPT);

	private final WorkloadName self;

	private final Instance instance;

	private final InstantSource clock;

	Denials(WorkloadName self, Instance instance, InstantSource clock) {
		this.self = self;
		this.instance = instance;
		this.clock = clock;
	}

	@Override
	public void decided(DecidedRequest request) {
		Decision decision = request.decision();
		if (decision instanceof Decision.Denied || decision instanceof Decision.WouldDeny) {
			decision.reason().ifPresent((reason) -> add(denial(request, decision, reason)));
		}
	}

	@Override
	public void refused(RefusedHandshake handshake) {
		add(new Denial(this.clock.instant(), this.self.serviceAccount(), this.instance.name(), source(handshake),
				handshake.remoteAddress(), null, null, null, null, handshake.reason(), Stage.HANDSHAKE,
				handshake.detail()));
	}

	/**
	 * Returns what was refused.
	 * @return at most {@link #KEPT}, newest first
	 */
	public List<Denial> newestFirst() {
		synchronized (this.last) {
			return new ArrayList<>(this.last);
		}
	}

	private void add(Denial denial) {
		synchronized (this.last) {
			if (this.last.size() == KEPT) {
				this.last.removeLast();
			}
			this.last.addFirst(denial);
		}
	}

	private Denial denial(DecidedRequest decided, Decision decision, Reason reason) {
		PolicyRequest request = decision.request();
		Workload source = request.knownCaller()
			.map((id) -> Workload.of(id, this.self.trustDomain()))
			.orElse(Workload.OUTSIDE);
		String detail = Objects.requireNonNullElse(DETAILS.get(reason), reason.code());
		return new Denial(decided.time(), this.self.serviceAccount(), this.instance.name(), source, null,
				request.loggedMethod(), RouteNames.shown(request.loggedPath(), decision.route()),
				present(decision.route()), present(decision.rule()), reason.code(), Stage.REQUEST,
				decision.letsThrough() ? detail + "; an audit let it through" : detail);
	}

	private Workload source(RefusedHandshake handshake) {
		String claimed = handshake.claimedId();
		return (claimed != null) ? Workload.of(SpiffeId.parse(claimed), this.self.trustDomain()) : Workload.OUTSIDE;
	}

	private static @Nullable String present(String name) {
		return name.equals(Decision.NONE) ? null : name;
	}

}
