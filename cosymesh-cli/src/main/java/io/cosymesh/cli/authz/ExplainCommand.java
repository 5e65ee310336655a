package io.cosymesh.cli.authz;

import java.util.List;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.OutputFormat;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.operator.MeshServers;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.operator.OperatorIdentity;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code authz explain}: asks the service itself what becomes of a request, and why.
 */
@Command(name = "explain", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n", footer = {
		"  ./cosymesh authz explain --from backend-api --to inference-engine \"POST /v1/synthesize\"",
		"  ./cosymesh authz explain --from spiffe://partner.example/ns/x/sa/y --to backend-api GET /api/v1/voices" },
		description = "Asks a running service what its policy makes of a request, and why.",
		exitCodeListHeading = "%nExit codes:%n",
		exitCodeList = { "0:the request would be let through", "5:it would be refused", "1-4:it could not be asked" })
final class ExplainCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--from", required = true, paramLabel = "CALLER",
			description = "Who would call: a service account or a whole SPIFFE ID, also of another trust domain")
	String from = "";

	@Option(names = "--to", required = true, paramLabel = "SERVICE", description = "The service that would be called")
	String to = "";

	@Parameters(arity = "1..*", paramLabel = "REQUEST", description = "Such as \"POST /v1/synthesize\"")
	List<String> request = List.of();

	@Mixin
	OutputFormat format = new OutputFormat();

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		boolean json = this.format.isJson();
		AskedRequest asked = AskedRequest.parse(this.request);
		MeshService service = MeshServers.named(this.to);
		requireCaller();
		JsonNode answer;
		try (MeshContext context = Contexts.open(this.workspace)) {
			answer = MeshServers.attest(context).explanation(service, this.from, asked.method(), asked.path());
		}
		Console console = Console.of(Objects.requireNonNull(this.spec));
		Explanation explanation = new Explanation(answer);
		if (json) {
			console.print(JsonMapper.shared().writeValueAsString(answer));
		}
		else {
			explanation.print(console);
		}
		if (!explanation.letsThrough()) {
			throw CommandFailure.denied("%s refuses it".formatted(this.to));
		}
	}

	private void requireCaller() {
		try {
			OperatorIdentity.idOf(this.from);
		}
		catch (IllegalArgumentException ex) {
			throw CommandFailure.usage("--from '%s' names no workload: %s".formatted(this.from, ex.getMessage()));
		}
	}

}
