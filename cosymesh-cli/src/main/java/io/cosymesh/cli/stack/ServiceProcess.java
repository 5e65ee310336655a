package io.cosymesh.cli.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;

/**
 * Starts and stops one service as a process that outlives the terminal.
 */
final class ServiceProcess {

	private static final Path SETSID = Path.of("/usr/bin/setsid");

	private static final Path NOTHING = Path.of("/dev/null");

	private final Installation installation;

	private final StateDirectory state;

	ServiceProcess(Installation installation, StateDirectory state) {
		this.installation = installation;
		this.state = state;
	}

	/**
	 * Returns the service's process, if it lives.
	 */
	Optional<ProcessHandle> find(MeshService service) {
		return ProcessRecord.read(this.state, service).flatMap(ProcessRecord::handle);
	}

	/**
	 * Starts the service.
	 * @return where in its log this start begins
	 */
	long start(MeshService service, StackSettings settings) {
		ServiceLog log = new ServiceLog(this.state.log(service.serviceAccount()));
		long begin = log.prepare();
		Path jar = new ExtractedJar(this.installation).of(service);
		ProcessBuilder builder = new ProcessBuilder(command(service, jar)).directory(this.state.home().toFile())
			.redirectInput(NOTHING.toFile())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(log.file().toFile()));
		builder.environment().put("COSYMESH_HOME", this.state.home().toString());
		builder.environment()
			.merge("SPRING_APPLICATION_JSON", new ServiceConfiguration(this.state, settings).json(service),
					ServiceConfiguration::over);
		try {
			ProcessRecord.of(builder.start().toHandle()).write(this.state, service);
			return begin;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> command(MeshService service, Path jar) {
		List<String> command = new ArrayList<>();
		// A session of its own: Ctrl-C and a closed terminal reach the launcher only.
		command.addAll(Files.isExecutable(SETSID) ? List.of(SETSID.toString()) : List.of("nohup"));
		command.addAll(List.of(this.installation.java().toString(), "@" + this.installation.jvmOptions()));
		command.addAll(service.jvmFlags());
		command.addAll(List.of("-jar", jar.toString()));
		return command;
	}

	/**
	 * Stops the service and everything it started: politely, then after the grace period
	 * by force.
	 * @return whether anything was running
	 */
	boolean stop(MeshService service, Duration grace) {
		Optional<ProcessRecord> record = ProcessRecord.read(this.state, service);
		if (record.isEmpty()) {
			return false;
		}
		Optional<ProcessHandle> process = record.get().handle();
		List<ProcessHandle> children = children(record.get());
		process.ifPresent((handle) -> terminate(handle, grace));
		Stream.concat(children.stream(), children(record.get()).stream())
			.filter(ProcessHandle::isAlive)
			.forEach((child) -> terminate(child, Duration.ZERO));
		ProcessRecord.forget(this.state, service);
		return process.isPresent();
	}

	private static List<ProcessHandle> children(ProcessRecord record) {
		return record.isRecycled() ? List.of() : ProcessTable.followers(record.pid());
	}

	private static void terminate(ProcessHandle process, Duration grace) {
		if (!grace.isZero()) {
			process.destroy();
			if (hasEnded(process, grace)) {
				return;
			}
		}
		process.destroyForcibly();
		hasEnded(process, Duration.ofSeconds(5));
	}

	private static boolean hasEnded(ProcessHandle process, Duration patience) {
		try {
			process.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
			return true;
		}
		catch (TimeoutException | ExecutionException ex) {
			return ProcessTable.isZombie(process.pid());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

}
