package io.cosymesh.cli.console;

/**
 * What the process exits with; scripts rely on the numbers.
 */
enum ExitCode {

	FAILED(1), USAGE(2), UNAVAILABLE(3), REFUSED(4), DENIED(5);

	private final int value;

	ExitCode(int value) {
		this.value = value;
	}

	int value() {
		return this.value;
	}

}
