package io.cosymesh.workloadapi.server;

import java.nio.file.attribute.UserPrincipal;
import java.util.function.Predicate;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.workloadapi.SecurityHeader;

/**
 * Refuses what lacks the security header and whom the socket isn't meant for, before
 * anything is looked at.
 */
final class RequestGuard implements ServerInterceptor {

	private static final Logger log = LoggerFactory.getLogger(RequestGuard.class);

	private final Predicate<UserPrincipal> admitted;

	RequestGuard(Predicate<UserPrincipal> admitted) {
		this.admitted = admitted;
	}

	@Override
	public <Q, A> ServerCall.Listener<Q> interceptCall(ServerCall<Q, A> call, Metadata metadata,
			ServerCallHandler<Q, A> next) {
		if (!SecurityHeader.isIn(metadata)) {
			return refuse(call, Refusals.invalid("The metadata 'workload.spiffe.io: true' is missing"));
		}
		UserPrincipal user = call.getAttributes().get(PeerUser.KEY);
		if (user == null || !this.admitted.test(user)) {
			log.warn("event=workload-api-denied user={} fix=\"allow that user, or run the client as another\"",
					(user != null) ? user.getName() : "-");
			return refuse(call, Refusals.denied("This socket serves another user"));
		}
		return next.startCall(call, metadata);
	}

	private static <Q, A> ServerCall.Listener<Q> refuse(ServerCall<Q, A> call, StatusRuntimeException reason) {
		call.close(reason.getStatus(), new Metadata());
		return new ServerCall.Listener<>() {
		};
	}

}
