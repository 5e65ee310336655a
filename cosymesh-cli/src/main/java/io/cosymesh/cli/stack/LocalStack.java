package io.cosymesh.cli.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;

/**
 * The five services on this machine: starts what is missing, says what runs, stops all.
 */
final class LocalStack {

	private static final Duration GRACE = Duration.ofSeconds(35);

	private final ServiceProcess processes;

	private final StateDirectory state;

	private final StackSettings settings;

	private final Console console;

	LocalStack(Installation installation, StateDirectory state, StackSettings settings, Console console) {
		this.processes = new ServiceProcess(installation, state);
		this.state = state;
		this.settings = settings;
		this.console = console;
	}

	/**
	 * Returns the services that have no process.
	 */
	List<MeshService> missing() {
		return MeshService.all().stream().filter((service) -> this.processes.find(service).isEmpty()).toList();
	}

	private List<MeshService> running() {
		return MeshService.all().stream().filter((service) -> this.processes.find(service).isPresent()).toList();
	}

	/**
	 * Starts services and waits until all that run are ready; when one fails, stops those
	 * it started.
	 */
	void start(List<MeshService> services) {
		List<MeshService> running = running();
		services.forEach(this::refuseTakenPorts);
		try (StartUp startUp = new StartUp(this.processes, this.state, this.settings, this.console)) {
			startUp.run(services);
			startUp.join(running);
		}
		catch (RuntimeException ex) {
			stop(services);
			throw ex;
		}
	}

	/**
	 * Stops services, all at once.
	 * @return those that were running
	 */
	List<MeshService> stop(List<MeshService> services) {
		List<MeshService> stopped = new ArrayList<>();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			var results = services.stream()
				.map((service) -> CompletableFuture.supplyAsync(() -> this.processes.stop(service, GRACE), threads))
				.toList();
			for (int i = 0; i < services.size(); i++) {
				if (results.get(i).join()) {
					stopped.add(services.get(i));
				}
			}
		}
		return stopped;
	}

	private void refuseTakenPorts(MeshService service) {
		service.ports(this.settings).forEach((port, option) -> {
			String obstacle = obstacle(port);
			if (!obstacle.isEmpty()) {
				throw CommandFailure.because("port %d, which %s needs, can't be had (%s); move with %s".formatted(port,
						service.serviceAccount(), obstacle,
						option.startsWith("--") ? option + " " + (port % 50_000 + 10_000)
								: option + "=" + (this.settings.portOffset() + 1000)));
			}
		});
	}

	private static String obstacle(int port) {
		try (ServerSocket socket = new ServerSocket()) {
			socket.setReuseAddress(true);
			socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			return "";
		}
		catch (IOException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

}
