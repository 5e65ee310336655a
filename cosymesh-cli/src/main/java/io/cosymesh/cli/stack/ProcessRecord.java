package io.cosymesh.cli.stack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import io.cosymesh.cli.state.PrivateFile;
import io.cosymesh.cli.state.StateDirectory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A process as it is remembered on disk: the number alone may belong to another process
 * by now, number and start together can't.
 *
 * @param pid the process number
 * @param start when it started, in clock ticks since boot or in epoch milliseconds
 * @param ready whether it was ever seen ready
 */
record ProcessRecord(long pid, String start, boolean ready) {

	static ProcessRecord of(ProcessHandle process) {
		return new ProcessRecord(process.pid(), startOf(process), false);
	}

	static Optional<ProcessRecord> read(StateDirectory state, MeshService service) {
		Path file = state.processRecord(service.serviceAccount());
		try {
			return Files.exists(file) ? Optional.of(JsonMapper.shared().readValue(file, ProcessRecord.class))
					: Optional.empty();
		}
		catch (JacksonException ex) {
			return Optional.empty();
		}
	}

	static void forget(StateDirectory state, MeshService service) {
		PrivateFile.delete(state.pidFile(service.serviceAccount()));
		PrivateFile.delete(state.processRecord(service.serviceAccount()));
	}

	ProcessRecord seenReady() {
		return new ProcessRecord(this.pid, this.start, true);
	}

	void write(StateDirectory state, MeshService service) {
		PrivateFile.write(state.processRecord(service.serviceAccount()), JsonMapper.shared().writeValueAsString(this));
		PrivateFile.write(state.pidFile(service.serviceAccount()), this.pid + "\n");
	}

	/**
	 * Returns the process if it lives and is still the one that was recorded.
	 */
	Optional<ProcessHandle> handle() {
		return ProcessHandle.of(this.pid)
			.filter(ProcessHandle::isAlive)
			.filter((process) -> !ProcessTable.isZombie(this.pid))
			.filter((process) -> startOf(process).equals(this.start));
	}

	/**
	 * Tells whether the number now belongs to a process that isn't the recorded one.
	 */
	boolean isRecycled() {
		return ProcessHandle.of(this.pid).filter((process) -> !startOf(process).equals(this.start)).isPresent();
	}

	private static String startOf(ProcessHandle process) {
		return ProcessTable.stat(process.pid())
			.map(ProcessTable.Stat::startTicks)
			.or(() -> process.info().startInstant().map((start) -> String.valueOf(start.toEpochMilli())))
			.orElse("unknown");
	}

}
