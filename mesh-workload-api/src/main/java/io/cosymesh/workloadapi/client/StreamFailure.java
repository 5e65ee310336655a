package io.cosymesh.workloadapi.client;

import io.grpc.Status;

import io.cosymesh.identity.issuance.IssuanceException;
import io.cosymesh.workloadapi.EndpointAddress;

/**
 * What the end of a stream means to the workload (SPIFFE_Workload_Endpoint §6).
 */
final class StreamFailure {

	private static final int MAX_TEXT = 300;

	private StreamFailure() {
	}

	static IssuanceException of(EndpointAddress address, Status status) {
		String words = "The Workload API at %s %s".formatted(address, meaning(status));
		return switch (status.getCode()) {
			case INVALID_ARGUMENT, UNIMPLEMENTED -> IssuanceException.lasting(words, null);
			default -> IssuanceException.passing(words, null);
		};
	}

	private static String meaning(Status status) {
		String detail = oneLine(status);
		return switch (status.getCode()) {
			case OK -> "has closed the stream";
			case PERMISSION_DENIED -> "has no identity for this process: " + detail;
			case UNAVAILABLE -> "is not available: " + detail;
			case INVALID_ARGUMENT -> "refuses the request: " + detail;
			case UNIMPLEMENTED -> "does not serve X.509-SVIDs: " + detail;
			default -> "failed with %s: %s".formatted(status.getCode(), detail);
		};
	}

	private static String oneLine(Status status) {
		String description = status.getDescription();
		Throwable cause = status.getCause();
		String text = (description != null) ? description : "no reason given";
		String whole = (cause != null) ? text + " (" + cause.getMessage() + ")" : text;
		String clean = whole.replaceAll("[^\\x20-\\x7e]+", " ");
		return (clean.length() <= MAX_TEXT) ? clean : clean.substring(0, MAX_TEXT);
	}

}
