package io.cosymesh.cli.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.state.KeyMaker;
import io.cosymesh.cli.state.PrivateFile;
import io.cosymesh.cli.state.Secret;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code init}: what docker-compose runs before any service. It may run at every start:
 * keys are permanent, so that services come back by themselves however long they were
 * away.
 */
@Command(name = "init", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh init --directory /run/cosymesh" },
		description = "Makes the keys and secrets that a stack of containers lacks, in its volumes.")
public final class InitCommand implements Runnable {

	@Option(names = "--directory", paramLabel = "DIR", required = true, description = "Where the volumes are mounted")
	Path directory = Path.of("");

	@Option(names = "--url", paramLabel = "URL", defaultValue = "https://localhost:8443",
			description = "Where the page will be (default: ${DEFAULT-VALUE})")
	String url = "";

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec, "picocli injects the spec"));
		List<String> made = complete();
		console.print(made.isEmpty() ? "Keys and secrets are there." : "Made " + String.join(", ", made) + ".");
		console.print("""
				The page       %s, as soon as all services are healthy
				sign in as     admin
				password       docker compose exec webui-service cat /run/cosymesh/secrets/admin-password
				API key        docker compose exec webui-service cat /run/cosymesh/secrets/api-key
				verify with    docker compose exec webui-service cat /var/lib/cosymesh/webui-service/tls/ca.pem"""
			.formatted(this.url));
	}

	private List<String> complete() {
		Volumes volumes = new Volumes(this.directory);
		KeyMaker maker = new KeyMaker();
		PrivateFile.directory(volumes.registrations());
		PrivateFile.directory(volumes.secrets());
		Stream<String> keys = workloads().filter((workload) -> {
			PrivateFile.directory(volumes.keys(workload));
			return maker.workloadKey(volumes.key(workload), volumes.registration(workload));
		}).map((workload) -> "the key of " + workload);
		Stream<String> secrets = Stream.of(Secret.values())
			.filter((secret) -> maker.secret(secret, volumes.secrets()))
			.map((secret) -> "the " + secret.words());
		return Stream.concat(keys, secrets).toList();
	}

	private static Stream<String> workloads() {
		Stream<MeshService> services = MeshService.all()
			.stream()
			.filter((service) -> service != MeshService.IDENTITY_CA);
		return Stream.concat(services.map(MeshService::serviceAccount), Stream.of(Volumes.OPERATOR));
	}

}
