package io.cosymesh.audio.confinement;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A running codec that never outlives its use.
 */
public final class CodecProcess implements AutoCloseable {

	private static final long GRACE_MILLIS = 500;

	private final Process process;

	private volatile boolean abandoned;

	CodecProcess(Process process) {
		this.process = process;
	}

	/**
	 * Waits for the end.
	 * @param timeout how long at most
	 * @return the exit code, or nothing when it still runs
	 * @throws InterruptedException if the wait was cancelled
	 */
	public OptionalInt await(Duration timeout) throws InterruptedException {
		boolean ended = this.process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS);
		return ended ? OptionalInt.of(this.process.exitValue()) : OptionalInt.empty();
	}

	/**
	 * Returns the pipe the codec reads from.
	 * @return the stream, to be closed at the end of the input
	 */
	public OutputStream input() {
		return this.process.getOutputStream();
	}

	/**
	 * Returns the pipe the codec writes to.
	 * @return the stream
	 */
	public InputStream output() {
		return this.process.getInputStream();
	}

	/**
	 * Tells whether nobody wants the result any more, so failing pipes are no failure.
	 * @return whether it is so
	 */
	public boolean isAbandoned() {
		return this.abandoned;
	}

	/**
	 * Kills the codec if it still runs. Doesn't block.
	 */
	@Override
	public void close() {
		this.abandoned = true;
		// The process is `timeout`, which a SIGKILL would take without its child; SIGTERM
		// it passes on. Process.destroy() would also close the pipes, and wait for
		// whoever is writing.
		this.process.toHandle().destroy();
		// A codec that waits for input outlives a SIGTERM, and a `timeout` interrupted
		// right after its fork forgets to follow up with a SIGKILL.
		var _ = this.process.onExit().orTimeout(GRACE_MILLIS, TimeUnit.MILLISECONDS).whenComplete((_, late) -> {
			if (late != null) {
				killFamily();
			}
		});
	}

	private void killFamily() {
		this.process.descendants().forEach(ProcessHandle::destroyForcibly);
		this.process.toHandle().destroyForcibly();
	}

}
