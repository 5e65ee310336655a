package io.cosymesh.cli.kubernetes;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

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

/**
 * The five services as pods of a namespace. The kubeconfig's user needs no more than to
 * read pods and what makes them, to forward ports, to read files of the gateway's pod,
 * and to make tokens of ServiceAccount {@code operator}; that last right is what makes
 * somebody an operator.
 */
public final class KubernetesContext implements MeshContext {

	private static final int MESH_PORT = 8443;

	private static final int ATTESTATION_PORT = 8444;

	private static final int MANAGEMENT_PORT = 8081;

	private static final String HOME = "/var/lib/cosymesh/webui-service/";

	private static final String SECRET = "webui-service-secrets";

	private final Kubectl kubectl;

	private final KubernetesGuidance guidance;

	private final StateDirectory state;

	private final Path root;

	private final Scratch scratch = new Scratch();

	private final Map<String, PortForward> tunnels = new ConcurrentHashMap<>();

	KubernetesContext(Kubectl kubectl, Workspace workspace) {
		this.kubectl = kubectl;
		this.guidance = new KubernetesGuidance(kubectl.typed(), kubectl.namespace(), workspace.context());
		this.state = workspace.state();
		this.root = workspace.root();
	}

	/**
	 * Opens the namespace that somebody has named.
	 * @param workspace what was typed
	 * @return the context, to be closed
	 */
	public static KubernetesContext open(Workspace workspace) {
		return new KubernetesContext(
				new Kubectl(workspace.context().kubeContext(), workspace.context().kubeNamespace(), workspace.root()),
				workspace);
	}

	@Override
	public Guidance guidance() {
		return this.guidance;
	}

	@Override
	public boolean isBegun() {
		return !cluster().isEmpty();
	}

	@Override
	public List<ServiceReport> inspect() {
		Cluster cluster = cluster();
		try (ReadinessProbe probe = new ReadinessProbe();
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			return MeshService.all()
				.stream()
				.flatMap((service) -> reports(service, cluster, probe, threads))
				.toList()
				.stream()
				.map(CompletableFuture::join)
				.toList();
		}
	}

	private Stream<CompletableFuture<ServiceReport>> reports(MeshService service, Cluster cluster, ReadinessProbe probe,
			ExecutorService threads) {
		List<Pod> pods = cluster.pods(service);
		int wanted = cluster.workload(service).map(Cluster.Workload::replicas).orElse(0);
		boolean several = Math.max(pods.size(), wanted) > 1;
		List<CompletableFuture<ServiceReport>> reports = new ArrayList<>();
		pods.forEach((pod) -> reports
			.add(CompletableFuture.supplyAsync(() -> report(service, pod, several, probe), threads)));
		if (pods.size() < Math.max(wanted, 1)) {
			reports.add(CompletableFuture.completedFuture(missing(service, cluster, wanted - pods.size(), several)));
		}
		return reports.stream();
	}

	private ServiceReport report(MeshService service, Pod pod, boolean several, ReadinessProbe probe) {
		Readiness readiness = pod.isRunning() ? ask(pod, probe)
				: Readiness.silent(pod.reason().isEmpty() ? "it is " + pod.phase() : pod.reason());
		ServiceState.State state = state(pod, readiness);
		String reason = pod.reason().isEmpty() ? readiness.detail() : pod.reason();
		return new ServiceReport(service, ServiceState.of(service, MESH_PORT, state, readiness, pod.name(),
				pod.restarts(), (state == ServiceState.State.RUNNING) ? null : reason), readiness, several);
	}

	private Readiness ask(Pod pod, ReadinessProbe probe) {
		try {
			return probe.ask(tunnel(pod, MANAGEMENT_PORT)).orSilent(MANAGEMENT_PORT);
		}
		catch (CommandFailure ex) {
			return Readiness.silent(String.valueOf(ex.getMessage()));
		}
	}

	private static ServiceState.State state(Pod pod, Readiness readiness) {
		if (readiness.ready()) {
			return ServiceState.State.RUNNING;
		}
		if (!pod.isRunning()) {
			return ServiceState.State.STOPPED;
		}
		return readiness.answered() ? ServiceState.State.UNHEALTHY : ServiceState.State.STARTING;
	}

	private static ServiceReport missing(MeshService service, Cluster cluster, int count, boolean several) {
		String reason = cluster.workload(service)
			.map((workload) -> (workload.replicas() == 0) ? workload.reference() + " is scaled to none"
					: "%d of the %d pods of %s are not there".formatted(count, workload.replicas(),
							workload.reference()))
			.orElse("there is no Deployment " + service.serviceAccount());
		Readiness silent = Readiness.silent(reason);
		return new ServiceReport(service, ServiceState.of(service, MESH_PORT, ServiceState.State.STOPPED, silent,
				several ? "missing" : null, null, reason), silent, several);
	}

	@Override
	public WorkloadName operator() {
		return MeshNames.operator(this.kubectl.namespace());
	}

	@Override
	public CaAddress ca() {
		Pod pod = pod(MeshService.IDENTITY_CA);
		return new CaAddress(url(tunnel(pod, MESH_PORT)), url(tunnel(pod, ATTESTATION_PORT)),
				MeshNames.of(MeshService.IDENTITY_CA, operator()).spiffeId());
	}

	@Override
	public Bootstrap bootstrap() {
		String token = this.kubectl
			.text("create", "token", MeshNames.OPERATOR, "--audience=identity-ca", "--duration=10m")
			.strip();
		return new Bootstrap(trustBundle(), () -> token);
	}

	@Override
	public TrustBundleFile trustBundle() {
		String bundle = this.kubectl.json("get", "configmap", "cosymesh-trust-bundle")
			.path("data")
			.path("trust-bundle.json")
			.asString("");
		if (bundle.isEmpty()) {
			throw CommandFailure.unavailable("ConfigMap cosymesh-trust-bundle is empty: identity-ca has not run yet");
		}
		return new TrustBundleFile(operator().trustDomain(), this.scratch.write("trust-bundle.json", bundle));
	}

	@Override
	public URI mesh(MeshService service) {
		return url(tunnel(pod(service), MESH_PORT));
	}

	@Override
	public URI mesh(ServiceReport instance) {
		String pod = instance.state().instance();
		if (pod == null || instance.state().state() == ServiceState.State.STOPPED) {
			throw CommandFailure.unavailable(String.valueOf(instance.state().reason()));
		}
		return url(tunnel(pod, MESH_PORT));
	}

	@Override
	public GatewayAccess gateway() {
		Pod pod = pod(MeshService.WEBUI_SERVICE);
		return new GatewayAccess(url(tunnel(pod, MESH_PORT)).toString(), secret(pod, "api-key"),
				this.scratch.write("gateway.pem", certificate(pod)));
	}

	/**
	 * Returns what verifies the gateway: the certificate that somebody has mounted, or
	 * the authority that made its own.
	 */
	private String certificate(Pod pod) {
		return this.kubectl.file(pod, "/run/cosymesh/tls/tls.crt")
			.or(() -> this.kubectl.file(pod, HOME + "tls/ca.pem"))
			.orElseThrow(() -> CommandFailure.unavailable("webui-service has no certificate yet"));
	}

	/**
	 * Returns a secret as the gateway has it: mounted from a Secret, or made by the pod
	 * itself where nobody gave it one.
	 */
	private String secret(Pod pod, String name) {
		return this.kubectl.file(pod, "/run/cosymesh/secrets/" + name)
			.map(String::strip)
			.orElseGet(() -> this.kubectl.secret(SECRET, name));
	}

	@Override
	public Credentials credentials() {
		GatewayAccess access = gateway();
		Pod pod = pod(MeshService.WEBUI_SERVICE);
		Path certificate = this.state.keepGatewayCa(ContextName.KUBERNETES, access.certificates());
		boolean changed = this.kubectl.file(pod, HOME + "first-password-changed").isPresent();
		return new Credentials("https://localhost:" + MESH_PORT, access.apiKey(), certificate,
				changed ? null : secret(pod, "admin-password"));
	}

	@Override
	public void up(StartOptions options, Console console) {
		new KubernetesLifecycle(this.kubectl, this, this.root, console).up(options);
	}

	@Override
	public void down(boolean agreed, Console console) {
		new KubernetesLifecycle(this.kubectl, this, this.root, console).down(agreed);
	}

	@Override
	public void restart(List<MeshService> services, Console console) {
		new KubernetesLifecycle(this.kubectl, this, this.root, console).restart(services);
	}

	@Override
	public void logs(LogRequest request, Console console) {
		new PodLogs(this.kubectl, cluster(), request, console).print();
	}

	@Override
	public void close() {
		this.tunnels.values().forEach(PortForward::close);
		this.scratch.close();
	}

	Cluster cluster() {
		return Cluster.of(this.kubectl.json("get", "pods,deployments,statefulsets"));
	}

	private Pod pod(MeshService service) {
		Optional<Pod> best = cluster().best(service);
		return best.orElseThrow(() -> CommandFailure
			.unavailable("no pod of %s runs in namespace %s; ./cosymesh status says why, ./cosymesh up starts CosyMesh"
				.formatted(service.serviceAccount(), this.kubectl.namespace())));
	}

	private int tunnel(Pod pod, int port) {
		return tunnel(pod.name(), port);
	}

	private int tunnel(String pod, int port) {
		return this.tunnels.computeIfAbsent(pod + ":" + port, (_) -> this.kubectl.forward(pod, port)).port();
	}

	private static URI url(int port) {
		return URI.create("https://localhost:" + port);
	}

}
