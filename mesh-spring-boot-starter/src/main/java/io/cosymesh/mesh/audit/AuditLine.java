package io.cosymesh.mesh.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.spiffe.spiffeid.SpiffeId;
import org.jspecify.annotations.Nullable;

import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.policy.PolicyRequest;

/**
 * A decision as the audit log writes it. What there is none of is left out.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({ "time", "service", "peer", "peerSerial", "method", "path", "route", "rule", "decision", "reason",
		"mode", "traceId", "requestId" })
record AuditLine(String time, String service, @Nullable String peer, @Nullable String peerSerial, String method,
		String path, @Nullable String route, @Nullable String rule, String decision, @Nullable String reason,
		String mode, @Nullable String traceId, @Nullable String requestId) {

	static AuditLine of(String service, DecidedRequest decided) {
		Decision decision = decided.decision();
		PolicyRequest request = decision.request();
		return new AuditLine(decided.time().toString(), service,
				request.knownCaller().map(SpiffeId::toString).orElse(null), decided.peerSerial(),
				request.loggedMethod(), request.loggedPath(), present(decision.route()), present(decision.rule()),
				decision.outcome(), decision.reason().map(Decision.Reason::code).orElse(null), decision.mode().code(),
				decided.correlation().traceId(), decided.correlation().requestId());
	}

	private static @Nullable String present(String name) {
		return name.equals(Decision.NONE) ? null : name;
	}

}
