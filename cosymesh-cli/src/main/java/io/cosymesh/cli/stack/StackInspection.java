package io.cosymesh.cli.stack;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;
import org.jspecify.annotations.Nullable;

/**
 * Looks at processes and management ports, all at once, without asking the mesh.
 */
public final class StackInspection {

	private StackInspection() {
	}

	/**
	 * Looks at every service.
	 * @param state the state directory of the stack
	 * @param settings what it was started with
	 * @return one report for each, in the order they start
	 */
	public static List<ServiceReport> of(StateDirectory state, StackSettings settings) {
		try (ReadinessProbe probe = new ReadinessProbe();
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			return MeshService.all()
				.stream()
				.map((service) -> CompletableFuture.supplyAsync(() -> report(service, state, settings, probe), threads))
				.toList()
				.stream()
				.map(CompletableFuture::join)
				.toList();
		}
	}

	private static ServiceReport report(MeshService service, StateDirectory state, StackSettings settings,
			ReadinessProbe probe) {
		@Nullable ProcessRecord record = ProcessRecord.read(state, service)
			.filter((candidate) -> candidate.handle().isPresent())
			.orElse(null);
		Readiness readiness = probe.ask(service.managementPort(settings));
		String name = service.serviceAccount();
		int port = service.port(settings);
		if (record == null) {
			return new ServiceReport(service,
					new ServiceState(name, null, port, ServiceState.State.STOPPED, null, null), readiness);
		}
		ServiceState.State notReady = record.ready() ? ServiceState.State.UNHEALTHY : ServiceState.State.STARTING;
		return new ServiceReport(service, new ServiceState(name, record.pid(), port,
				readiness.ready() ? ServiceState.State.RUNNING : notReady, readiness.spiffeId(), readiness.expiresAt()),
				readiness);
	}

}
