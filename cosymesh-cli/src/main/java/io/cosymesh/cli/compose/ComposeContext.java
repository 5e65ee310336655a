package io.cosymesh.cli.compose;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.stack.Credentials;
import io.cosymesh.cli.stack.GatewayAccess;
import io.cosymesh.cli.stack.Guidance;
import io.cosymesh.cli.stack.LogRequest;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.stack.MeshNames;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.Readiness;
import io.cosymesh.cli.stack.ReadinessProbe;
import io.cosymesh.cli.stack.ServiceReport;
import io.cosymesh.cli.stack.ServiceState;
import io.cosymesh.cli.stack.StartOptions;
import io.cosymesh.cli.state.ContextName;
import io.cosymesh.cli.state.StateDirectory;
import io.cosymesh.cli.state.Workspace;
import io.cosymesh.cli.tool.Scratch;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.issuance.Bootstrap;
import io.cosymesh.identity.issuance.CaAddress;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;

/**
 * The five services as containers of a Compose project. No port but the gateway's is
 * reached from outside, so every other connection is a program inside of a container that
 * copies what comes and goes; TLS ends at this command all the same.
 */
public final class ComposeContext implements MeshContext {

	static final int MESH_PORT = 8443;

	static final int ATTESTATION_PORT = 8444;

	static final int MANAGEMENT_PORT = 8081;

	private static final String HOME = "/var/lib/cosymesh/webui-service/";

	private static final String OWN_CERTIFICATE = "/run/cosymesh/tls/tls.crt";

	private final Docker docker;

	private final ComposeGuidance guidance;

	private final StateDirectory state;

	private final InstantSource clock;

	private final Scratch scratch = new Scratch();

	private final Map<String, RelayTunnel> tunnels = new ConcurrentHashMap<>();

	ComposeContext(Docker docker, Path project, Workspace workspace, InstantSource clock) {
		this.docker = docker;
		this.guidance = new ComposeGuidance(project, workspace.context());
		this.state = workspace.state();
		this.clock = clock;
	}

	/**
	 * Opens the project that somebody has named.
	 * @param workspace what was typed
	 * @param clock for what the operator signs
	 * @return the context, to be closed
	 */
	public static ComposeContext open(Workspace workspace, InstantSource clock) {
		Path project = workspace.projectDirectory();
		if (!project.toFile().isDirectory()) {
			throw CommandFailure.usage("--project-directory: there is no folder " + project);
		}
		return new ComposeContext(new Docker(project), project, workspace, clock);
	}

	@Override
	public Guidance guidance() {
		return this.guidance;
	}

	@Override
	public boolean isBegun() {
		return !this.docker.containers().isEmpty();
	}

	@Override
	public List<ServiceReport> inspect() {
		List<Container> containers = this.docker.containers();
		try (ReadinessProbe probe = new ReadinessProbe();
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			return MeshService.all()
				.stream()
				.map((service) -> CompletableFuture.supplyAsync(() -> report(service, containers, probe), threads))
				.toList()
				.stream()
				.map(CompletableFuture::join)
				.toList();
		}
	}

	private ServiceReport report(MeshService service, List<Container> containers, ReadinessProbe probe) {
		Optional<Container> container = find(service, containers);
		if (container.isEmpty() || !container.get().isRunning()) {
			String reason = container.flatMap(Container::complaint).orElse("it has no container");
			Readiness silent = Readiness.silent(reason);
			return new ServiceReport(service, ServiceState.of(service, MESH_PORT, ServiceState.State.STOPPED, silent,
					container.map(Container::name).orElse(null), null, reason), silent);
		}
		Readiness readiness = probe.ask(tunnel(service, MANAGEMENT_PORT)).orSilent(MANAGEMENT_PORT);
		boolean starting = container.get().health().equals("starting");
		ServiceState.State notReady = starting ? ServiceState.State.STARTING : ServiceState.State.UNHEALTHY;
		return new ServiceReport(service,
				ServiceState.of(service, MESH_PORT, readiness.ready() ? ServiceState.State.RUNNING : notReady,
						readiness, container.get().name(), null,
						readiness.ready() ? null : container.get().complaint().orElse(readiness.detail())),
				readiness);
	}

	@Override
	public WorkloadName operator() {
		return MeshNames.operator(StateDirectory.NAMESPACE);
	}

	@Override
	public CaAddress ca() {
		requireRunning(MeshService.IDENTITY_CA);
		return new CaAddress(mesh(MeshService.IDENTITY_CA), url(tunnel(MeshService.IDENTITY_CA, ATTESTATION_PORT)),
				MeshNames.of(MeshService.IDENTITY_CA, operator()).spiffeId());
	}

	@Override
	public Bootstrap bootstrap() {
		Path key = this.scratch.write("operator.pem", this.docker.setUpFile("/run/cosymesh/operator/operator.pem"));
		return new Bootstrap(trustBundle(), new WorkloadKeyDocument(key, operator(),
				MeshNames.of(MeshService.IDENTITY_CA, operator()).spiffeId(), this.clock));
	}

	@Override
	public TrustBundleFile trustBundle() {
		return new TrustBundleFile(operator().trustDomain(), this.scratch.write("trust-bundle.json",
				this.docker.file(MeshService.IDENTITY_CA, "/run/cosymesh/trust/trust-bundle.json")));
	}

	@Override
	public URI mesh(MeshService service) {
		return url(tunnel(service, MESH_PORT));
	}

	@Override
	public URI mesh(ServiceReport instance) {
		if (instance.state().state() == ServiceState.State.STOPPED) {
			throw CommandFailure.unavailable(String.valueOf(instance.state().reason()));
		}
		return mesh(instance.service());
	}

	@Override
	public GatewayAccess gateway() {
		MeshService gateway = MeshService.WEBUI_SERVICE;
		String url = url(requireRunning(gateway).published(MESH_PORT)
			.orElseThrow(() -> CommandFailure.unavailable("webui-service publishes no port; see its ports in"
					+ " docker-compose.yml, then docker compose up -d webui-service")))
			.toString();
		String key = this.docker.file(gateway, "/run/cosymesh/secrets/api-key").strip();
		return new GatewayAccess(url, key, this.scratch.write("gateway.pem", this.docker.file(gateway, certificate())));
	}

	/**
	 * Returns what verifies the gateway: the certificate that somebody has mounted, or
	 * the authority that made its own.
	 */
	private String certificate() {
		return this.docker.hasFile(MeshService.WEBUI_SERVICE, OWN_CERTIFICATE) ? OWN_CERTIFICATE : HOME + "tls/ca.pem";
	}

	@Override
	public Credentials credentials() {
		GatewayAccess access = gateway();
		MeshService gateway = MeshService.WEBUI_SERVICE;
		Path certificate = this.state.keepGatewayCa(ContextName.COMPOSE, access.certificates());
		boolean changed = this.docker.hasFile(gateway, HOME + "first-password-changed");
		return new Credentials(access.url(), access.apiKey(), certificate,
				changed ? null : this.docker.file(gateway, "/run/cosymesh/secrets/admin-password").strip());
	}

	@Override
	public void up(StartOptions options, Console console) {
		new ComposeLifecycle(this.docker, this, console).up(options);
	}

	@Override
	public void down(boolean agreed, Console console) {
		new ComposeLifecycle(this.docker, this, console).down();
	}

	@Override
	public void restart(List<MeshService> services, Console console) {
		new ComposeLifecycle(this.docker, this, console).restart(services);
	}

	@Override
	public void logs(LogRequest request, Console console) {
		new ComposeLifecycle(this.docker, this, console).logs(request);
	}

	@Override
	public void close() {
		this.tunnels.values().forEach(RelayTunnel::close);
		this.scratch.close();
	}

	private Container requireRunning(MeshService service) {
		Container container = find(service, this.docker.containers()).orElseThrow(() -> CommandFailure
			.unavailable("%s has no container; start CosyMesh with ./cosymesh up".formatted(service.serviceAccount())));
		if (!container.isRunning()) {
			throw CommandFailure.unavailable("%1$s does not run: %2$s; docker compose logs %1$s says more"
				.formatted(service.serviceAccount(), container.complaint().orElse(container.state())));
		}
		return container;
	}

	private static Optional<Container> find(MeshService service, List<Container> containers) {
		return containers.stream()
			.filter((container) -> container.service().equals(service.serviceAccount()))
			.sorted((one, other) -> Boolean.compare(other.isRunning(), one.isRunning()))
			.findFirst();
	}

	private int tunnel(MeshService service, int port) {
		return this.tunnels
			.computeIfAbsent(service.serviceAccount() + ":" + port,
					(_) -> new RelayTunnel(() -> this.docker.relay(service, port)))
			.port();
	}

	private static URI url(int port) {
		return URI.create("https://localhost:" + port);
	}

}
