package io.cosymesh.cli.stack;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;

/**
 * One start of several services: identity-ca first, because nobody gets an identity
 * before it answers, then the others together.
 */
final class StartUp implements AutoCloseable {

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Duration POLL = Duration.ofMillis(150);

	private static final int LAST_LINES = 25;

	private final ServiceProcess processes;

	private final StateDirectory state;

	private final StackSettings settings;

	private final Console console;

	private final ReadinessProbe probe = new ReadinessProbe();

	private final Map<MeshService, Long> logBegins = new EnumMap<>(MeshService.class);

	private final long begin = System.nanoTime();

	StartUp(ServiceProcess processes, StateDirectory state, StackSettings settings, Console console) {
		this.processes = processes;
		this.state = state;
		this.settings = settings;
		this.console = console;
	}

	void run(List<MeshService> services) {
		if (services.contains(MeshService.IDENTITY_CA)) {
			launch(List.of(MeshService.IDENTITY_CA));
			awaitReady(List.of(MeshService.IDENTITY_CA));
		}
		List<MeshService> others = services.stream().filter((service) -> service != MeshService.IDENTITY_CA).toList();
		launch(others);
		awaitReady(others);
	}

	/**
	 * Waits for services that somebody else has started.
	 */
	void join(List<MeshService> services) {
		awaitReady(services);
	}

	private void launch(List<MeshService> services) {
		services.forEach((service) -> this.logBegins.put(service, this.processes.start(service, this.settings)));
	}

	private void awaitReady(List<MeshService> services) {
		Set<MeshService> pending = new LinkedHashSet<>(services);
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		while (!pending.isEmpty()) {
			pending.removeIf(this::isReady);
			this.console.progress(pending.isEmpty() ? "" : "starting %s ... %d s".formatted(names(pending), seconds()));
			if (System.nanoTime() > deadline) {
				MeshService late = pending.iterator().next();
				throw failed(late, "was not ready after %d s: %s".formatted(PATIENCE.toSeconds(),
						this.probe.ask(late.managementPort(this.settings)).detail()));
			}
			if (!pending.isEmpty()) {
				LockSupport.parkNanos(POLL.toNanos());
			}
		}
	}

	private boolean isReady(MeshService service) {
		ProcessRecord record = ProcessRecord.read(this.state, service)
			.filter((candidate) -> candidate.handle().isPresent())
			.orElseThrow(() -> failed(service, "ended while starting"));
		if (!this.probe.ask(service.managementPort(this.settings)).ready()) {
			return false;
		}
		record.seenReady().write(this.state, service);
		this.console.endProgress();
		if (this.logBegins.containsKey(service)) {
			this.console.say("  %-17s ready after %d s, port %d".formatted(service.serviceAccount(), seconds(),
					service.port(this.settings)));
		}
		return true;
	}

	private CommandFailure failed(MeshService service, String why) {
		this.console.endProgress();
		ServiceLog log = new ServiceLog(this.state.log(service.serviceAccount()));
		List<String> lines = log.tail(this.logBegins.getOrDefault(service, 0L), LAST_LINES);
		return CommandFailure
			.because("%s %s. Its last log lines (%s):%n%s".formatted(service.serviceAccount(), why, log.file(),
					lines.stream().map((line) -> "    " + line).collect(Collectors.joining(System.lineSeparator()))));
	}

	private long seconds() {
		return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - this.begin);
	}

	private static String names(Set<MeshService> services) {
		return services.stream().map(MeshService::serviceAccount).collect(Collectors.joining(", "));
	}

	@Override
	public void close() {
		this.probe.close();
	}

}
