package io.cosymesh.workloadapi.server;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * The gRPC statuses of the Workload API (SPIFFE_Workload_Endpoint §6), in words for the
 * log of the workload.
 */
final class Refusals {

	private static final int MAX_TEXT = 500;

	private Refusals() {
	}

	static StatusRuntimeException missing(IdentityState.Missing missing) {
		return unavailable("There is no SVID to hand out: " + missing.reason());
	}

	static StatusRuntimeException withdrawn(IdentityState.Withdrawn withdrawn) {
		return denied("This workload has no identity: " + withdrawn.reason());
	}

	static StatusRuntimeException stopping() {
		return unavailable("The Workload API is stopping");
	}

	static StatusRuntimeException crowded(int limit) {
		return unavailable("There are %d streams open already".formatted(limit));
	}

	static StatusRuntimeException denied(String reason) {
		return Status.PERMISSION_DENIED.withDescription(oneLine(reason)).asRuntimeException();
	}

	static StatusRuntimeException unavailable(String reason) {
		return Status.UNAVAILABLE.withDescription(oneLine(reason)).asRuntimeException();
	}

	static StatusRuntimeException invalid(String reason) {
		return Status.INVALID_ARGUMENT.withDescription(oneLine(reason)).asRuntimeException();
	}

	private static String oneLine(String text) {
		String clean = text.replaceAll("\\p{Cntrl}+", " ");
		return (clean.length() <= MAX_TEXT) ? clean : clean.substring(0, MAX_TEXT);
	}

}
