package io.cosymesh.inference.cosyvoice;

import java.net.ConnectException;

import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;
import io.grpc.Status;
import org.springframework.core.NestedExceptionUtils;

/**
 * Says what a failed call means.
 */
final class GrpcFaults {

	private GrpcFaults() {
	}

	static RuntimeFailureException of(Throwable failure) {
		Status status = Status.fromThrowable(failure);
		if (NestedExceptionUtils.getMostSpecificCause(failure) instanceof ConnectException missing) {
			return new RuntimeFailureException(Kind.WEDGED, "The runtime can't be reached", missing);
		}
		return switch (status.getCode()) {
			case INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, PERMISSION_DENIED, FAILED_PRECONDITION, OUT_OF_RANGE,
					UNIMPLEMENTED, UNAUTHENTICATED, CANCELLED ->
				fault(Kind.REFUSED, status, failure);
			case DEADLINE_EXCEEDED -> fault(Kind.WEDGED, status, failure);
			case OK, UNKNOWN, RESOURCE_EXHAUSTED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
				fault(Kind.BROKEN, status, failure);
		};
	}

	/** The description stays out: it may quote the text. */
	private static RuntimeFailureException fault(Kind kind, Status status, Throwable cause) {
		return new RuntimeFailureException(kind, "The runtime answered %s".formatted(status.getCode()), cause);
	}

}
