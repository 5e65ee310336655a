package io.cosymesh.cli.stack;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.Secret;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;
import io.cosymesh.cli.state.Workspace;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.bundle.TrustBundleFile;
import io.cosymesh.identity.issuance.Bootstrap;
import io.cosymesh.identity.issuance.CaAddress;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;

/**
 * The five services as processes of this machine.
 */
public final class LocalContext implements MeshContext {

	private final Workspace workspace;

	private final StateDirectory state;

	private final InstantSource clock;

	/**
	 * Creates the context of a state directory.
	 * @param workspace which one
	 * @param clock for what the operator signs
	 */
	public LocalContext(Workspace workspace, InstantSource clock) {
		this.workspace = workspace;
		this.state = workspace.state();
		this.clock = clock;
	}

	@Override
	public Guidance guidance() {
		return new LocalGuidance(this.state);
	}

	@Override
	public boolean isBegun() {
		return StackSettings.read(this.state).isPresent();
	}

	@Override
	public List<ServiceReport> inspect() {
		return StackInspection.of(this.state, settings());
	}

	@Override
	public WorkloadName operator() {
		return MeshNames.operator(StateDirectory.NAMESPACE);
	}

	@Override
	public CaAddress ca() {
		return new CaAddress(mesh(MeshService.IDENTITY_CA), url(MeshService.attestationPort(settings())),
				MeshNames.of(MeshService.IDENTITY_CA, operator()).spiffeId());
	}

	@Override
	public Bootstrap bootstrap() {
		return new Bootstrap(trustBundle(), new WorkloadKeyDocument(this.state.key(operator().serviceAccount()),
				operator(), MeshNames.of(MeshService.IDENTITY_CA, operator()).spiffeId(), this.clock));
	}

	@Override
	public TrustBundleFile trustBundle() {
		return new TrustBundleFile(operator().trustDomain(), this.state.trustBundle());
	}

	@Override
	public URI mesh(MeshService service) {
		return url(service.port(settings()));
	}

	@Override
	public URI mesh(ServiceReport instance) {
		return mesh(instance.service());
	}

	@Override
	public GatewayAccess gateway() {
		String key = this.state.read(Secret.API_KEY)
			.orElseThrow(
					() -> CommandFailure.unavailable("CosyMesh has not run here yet; start it with ./cosymesh up"));
		return new GatewayAccess(settings().gatewayUrl(), key, this.state.gatewayCa());
	}

	@Override
	public Credentials credentials() {
		String key = this.state.read(Secret.API_KEY)
			.orElseThrow(() -> CommandFailure
				.unavailable("there are no credentials yet; start CosyMesh with ./cosymesh up"));
		return new Credentials(settings().gatewayUrl(), key, this.state.gatewayCa(),
				this.state.firstPassword().orElse(null));
	}

	@Override
	public void up(StartOptions options, Console console) {
		new LocalStart(this, this.workspace, options, console).run();
	}

	@Override
	public void down(boolean agreed, Console console) {
		try (var _ = StackLock.take(this.state, console)) {
			List<MeshService> stopped = stack(console).stop(MeshService.all());
			console.say(stopped.isEmpty() ? "CosyMesh is not running." : "Stopped " + MeshNames.list(stopped));
		}
	}

	@Override
	public void restart(List<MeshService> services, Console console) {
		if (!isBegun()) {
			throw CommandFailure.unavailable("CosyMesh was never started here; ./cosymesh up starts it");
		}
		try (var _ = StackLock.take(this.state, console)) {
			List<MeshService> chosen = services.isEmpty() ? ServiceReport.ailing(inspect()) : services;
			if (chosen.isEmpty()) {
				console.say("Everything is running; name a service to restart it.");
				return;
			}
			LocalStack stack = stack(console);
			stack.stop(chosen);
			stack.start(chosen);
		}
	}

	@Override
	public void logs(LogRequest request, Console console) {
		new LocalLogs(this.state, request, console).print();
	}

	@Override
	public void close() {
		// Nothing was opened.
	}

	/**
	 * Returns every service account that attests with a key: all but the CA, and the
	 * operator.
	 * @return their names
	 */
	public static List<String> workloads() {
		return Stream
			.concat(MeshService.all()
				.stream()
				.filter((service) -> service != MeshService.IDENTITY_CA)
				.map(MeshService::serviceAccount), Stream.of(MeshNames.OPERATOR))
			.toList();
	}

	private LocalStack stack(Console console) {
		return new LocalStack(new Installation(this.workspace.root()), this.state, settings(), console);
	}

	// Read anew, since a start may change them while a command waits.
	private StackSettings settings() {
		return this.workspace.settings();
	}

	private static URI url(int port) {
		return URI.create("https://localhost:" + port);
	}

}
