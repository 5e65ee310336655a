package io.cosymesh.ca;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import io.cosymesh.identity.WorkloadName;

/**
 * The real application on free ports, with its state below one directory.
 */
final class RunningCa implements AutoCloseable {

	private final Path home;

	private final int port;

	private final int attestationPort;

	private final ConfigurableApplicationContext context;

	private RunningCa(Path home, String... properties) {
		this.home = home;
		this.port = freePort();
		this.attestationPort = freePort();
		List<String> arguments = new ArrayList<>(List.of("--server.port=" + this.port,
				"--cosymesh.server.anonymous-listener.port=" + this.attestationPort, "--management.server.port=0",
				"--cosymesh.home=" + home));
		for (String property : properties) {
			arguments.add("--" + property);
		}
		this.context = new SpringApplicationBuilder(IdentityCaApplication.class).run(arguments.toArray(String[]::new));
	}

	static RunningCa start(Path home, String... properties) {
		return new RunningCa(home, properties);
	}

	URI url() {
		return URI.create("https://localhost:" + this.port);
	}

	URI attestationUrl() {
		return URI.create("https://localhost:" + this.attestationPort);
	}

	int managementPort() {
		return Integer.parseInt(this.context.getEnvironment().getRequiredProperty("local.management.port"));
	}

	MeterRegistry meters() {
		return this.context.getBean(MeterRegistry.class);
	}

	Path home() {
		return this.home;
	}

	Path trustBundle() {
		return this.home.resolve("trust-bundle.json");
	}

	WorkloadName name() {
		return this.context.getBean(WorkloadName.class);
	}

	Workload workload(String serviceAccount) {
		return new Workload(this, new WorkloadName(name().trustDomain(), name().namespace(), serviceAccount));
	}

	@Override
	public void close() {
		this.context.close();
	}

	static int freePort() {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
