package io.cosymesh.ca.authority.files;

/**
 * The files are not fit to sign with, as a whole.
 */
final class SetRefusedException extends Exception {

	private final SetFault fault;

	SetRefusedException(SetFault fault, String message) {
		super(message);
		this.fault = fault;
	}

	SetFault fault() {
		return this.fault;
	}

	String detail() {
		return String.valueOf(getMessage());
	}

}
