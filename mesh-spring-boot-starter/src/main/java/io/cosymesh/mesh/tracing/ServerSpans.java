package io.cosymesh.mesh.tracing;

import java.util.Map;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.spiffe.spiffeid.SpiffeId;
import org.springframework.http.server.reactive.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.reactive.observation.ServerRequestObservationContext;

import io.cosymesh.mesh.policy.Decision;
import io.cosymesh.mesh.problem.RequestId;

/**
 * What a request's span says beside method, route and status: who called, what the policy
 * decided, and the id that the caller was given. The path is left out: names and words
 * are in it.
 */
final class ServerSpans extends DefaultServerRequestObservationConvention {

	static final String CLIENT_ID = "client.id";

	static final String RULE = "policy.rule";

	static final String DECISION = "policy.decision";

	static final String REQUEST_ID = "request.id";

	ServerSpans(String name) {
		super(name);
	}

	@Override
	public KeyValues getHighCardinalityKeyValues(ServerRequestObservationContext context) {
		Map<String, Object> attributes = context.getAttributes();
		KeyValues values = KeyValues.empty();
		if (attributes.get(RequestId.class.getName()) instanceof RequestId id) {
			values = values.and(KeyValue.of(REQUEST_ID, id.value()));
		}
		if (attributes.get(Decision.class.getName()) instanceof Decision decision) {
			String caller = decision.request().knownCaller().map(SpiffeId::toString).orElse(Decision.NONE);
			values = values.and(KeyValue.of(CLIENT_ID, caller), KeyValue.of(RULE, decision.rule()),
					KeyValue.of(DECISION, decision.outcome()));
		}
		return values;
	}

}
