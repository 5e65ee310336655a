package io.cosymesh.webui.cosyvoice;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The status codes of gRPC, and what a problem is among them.
 */
enum GrpcCode {

	/** The speech is whole. */
	OK(0),
	/** The deadline passed. */
	DEADLINE_EXCEEDED(4),
	/** There is no such voice. */
	NOT_FOUND(5),
	/** The caller may not do this. */
	PERMISSION_DENIED(7),
	/** Too much, too large or too often. */
	RESOURCE_EXHAUSTED(8),
	/** It clashes with what there is. */
	FAILED_PRECONDITION(9),
	/** There is no such method. */
	UNIMPLEMENTED(12),
	/** Something went wrong here. */
	INTERNAL(13),
	/** It may work later. */
	UNAVAILABLE(14),
	/** Nobody knows who calls. */
	UNAUTHENTICATED(16),
	/** Something in the request is wrong. */
	INVALID_ARGUMENT(3);

	private static final String BUSY = "urn:cosymesh:problem:engine-busy";

	private final int number;

	GrpcCode(int number) {
		this.number = number;
	}

	String number() {
		return Integer.toString(this.number);
	}

	/**
	 * Finds the code for an answer.
	 * @param status its HTTP status
	 * @param problem the members of its problem, if it has one
	 * @return the code
	 */
	static GrpcCode of(int status, Map<String, ?> problem) {
		@Nullable Object type = problem.get("type");
		return switch (status) {
			case 401 -> UNAUTHENTICATED;
			case 403 -> PERMISSION_DENIED;
			case 404 -> problem.containsKey("field") ? NOT_FOUND : UNIMPLEMENTED;
			case 405 -> UNIMPLEMENTED;
			case 409 -> FAILED_PRECONDITION;
			case 413, 429, 507 -> RESOURCE_EXHAUSTED;
			case 502 -> UNAVAILABLE;
			case 503 -> BUSY.equals(String.valueOf(type)) ? RESOURCE_EXHAUSTED : UNAVAILABLE;
			case 504 -> DEADLINE_EXCEEDED;
			default -> (status >= 400 && status < 500) ? INVALID_ARGUMENT : INTERNAL;
		};
	}

}
