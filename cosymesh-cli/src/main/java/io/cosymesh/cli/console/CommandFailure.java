package io.cosymesh.cli.console;

/**
 * Ends a command with a message for the person at the keyboard and an exit code for
 * scripts.
 */
public final class CommandFailure extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final ExitCode exitCode;

	private CommandFailure(ExitCode exitCode, String message) {
		super(message);
		this.exitCode = exitCode;
	}

	/**
	 * Something went wrong that is neither the caller's input nor a missing stack.
	 * @param message what happened and what to do
	 * @return the failure
	 */
	public static CommandFailure because(String message) {
		return new CommandFailure(ExitCode.FAILED, message);
	}

	/**
	 * The arguments can't be acted upon.
	 * @param message which argument, and what would be accepted
	 * @return the failure
	 */
	public static CommandFailure usage(String message) {
		return new CommandFailure(ExitCode.USAGE, message);
	}

	/**
	 * A service that the command needs does not answer.
	 * @param message which one, and how to start it
	 * @return the failure
	 */
	public static CommandFailure unavailable(String message) {
		return new CommandFailure(ExitCode.UNAVAILABLE, message);
	}

	/**
	 * A service refused the request.
	 * @param message the service's own words
	 * @return the failure
	 */
	public static CommandFailure refused(String message) {
		return new CommandFailure(ExitCode.REFUSED, message);
	}

	/**
	 * The policy that was asked about denies it.
	 * @param message who denies it and why
	 * @return the failure
	 */
	public static CommandFailure denied(String message) {
		return new CommandFailure(ExitCode.DENIED, message);
	}

	/**
	 * Tells whether somebody answered, and refused.
	 * @return whether it is neither a missing service nor anything else
	 */
	public boolean isRefusal() {
		return this.exitCode == ExitCode.REFUSED;
	}

	/**
	 * Returns what the process exits with.
	 * @return the exit code
	 */
	public int exitCode() {
		return this.exitCode.value();
	}

}
