package io.cosymesh.mesh.audit;

import java.util.Objects;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.mesh.policy.Decision;

/**
 * Says in the service's own log what an operator acts on: requests that are refused, or
 * would be.
 */
final class DecisionLog implements DecisionListener {

	private static final Logger log = LoggerFactory.getLogger(DecisionLog.class);

	@Override
	public void decided(DecidedRequest request) {
		Decision decision = request.decision();
		String id = Objects.requireNonNullElse(request.correlation().requestId(), Decision.NONE);
		switch (decision) {
			// A line for each request of a flood would be a flood of its own.
			case Decision.Allowed _, Decision.Limited _ ->
				log.debug("event={} {} request={}", decision.outcome(), decision, id);
			case Decision.WouldDeny _, Decision.Denied _ -> log.warn("event={} {} serial={} request={}",
					decision.outcome(), decision, Objects.requireNonNullElse(request.peerSerial(), Decision.NONE), id);
		}
	}

}
