package io.cosymesh.ca.authority.vault;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Vault can't do what the CA asks for. The message is for operators and holds no secrets.
 */
final class VaultFaultException extends RuntimeException {

	private static final int LONGEST = 300;

	private final VaultFault fault;

	private final Duration retryAfter;

	VaultFaultException(VaultFault fault, String message) {
		this(fault, message, fault.retryAfter(), null);
	}

	VaultFaultException(VaultFault fault, String message, @Nullable Throwable cause) {
		this(fault, message, fault.retryAfter(), cause);
	}

	VaultFaultException(VaultFault fault, String message, Duration retryAfter, @Nullable Throwable cause) {
		super(printable(message), cause);
		this.fault = fault;
		this.retryAfter = retryAfter;
	}

	VaultFault fault() {
		return this.fault;
	}

	Duration retryAfter() {
		return this.retryAfter;
	}

	String detail() {
		return String.valueOf(getMessage());
	}

	// Vault writes its errors over several lines.
	private static String printable(String text) {
		String line = text.replaceAll("[^\\x20-\\x7e]+", " ").replace('"', '\'').replaceAll(" {2,}", " ").strip();
		return (line.length() > LONGEST) ? line.substring(0, LONGEST) + "..." : line;
	}

}
