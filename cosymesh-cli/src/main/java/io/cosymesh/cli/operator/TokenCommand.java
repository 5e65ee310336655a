package io.cosymesh.cli.operator;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.DurationConverter;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code token}: a one-time token with which a workload without a registered key joins.
 */
@Command(name = "token", mixinStandardHelpOptions = true,
		description = "Prints a join token, good for one SVID of one workload.")
public final class TokenCommand implements Runnable {

	private static final Duration TIMEOUT = Duration.ofSeconds(15);

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--service-account", required = true, paramLabel = "NAME", description = "The workload it is for")
	String serviceAccount = "";

	@Option(names = "--ttl", paramLabel = "TTL", defaultValue = "10m", converter = DurationConverter.class,
			description = "How long it can be used (default: 10m)")
	Duration ttl = Duration.ofMinutes(10);

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		OperatorIdentity operator = new OperatorIdentity(this.workspace.state(), this.workspace.settings());
		String body = JsonMapper.shared()
			.writeValueAsString(Map.of("serviceAccount", this.serviceAccount, "ttlSeconds", this.ttl.toSeconds()));
		HttpRequest request = HttpRequest.newBuilder(operator.adminUri("/v1/admin/join-tokens"))
			.timeout(TIMEOUT)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body))
			.build();
		JsonNode answer = send(operator, request);
		console.say("For %s, once, until %s:".formatted(answer.path("spiffeId").asString(this.serviceAccount),
				answer.path("expiresAt").asString("it expires")));
		console.print(answer.path("token").asString());
	}

	private static JsonNode send(OperatorIdentity operator, HttpRequest request) {
		try (HttpClient client = operator.caClient()) {
			HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
			JsonNode answer = JsonMapper.shared().readTree(response.body());
			if (response.statusCode() / 100 != 2) {
				throw CommandFailure.refused(answer.path("detail").asString("HTTP " + response.statusCode()));
			}
			return answer;
		}
		catch (IOException | JacksonException ex) {
			throw CommandFailure.unavailable("identity-ca gave no answer: " + ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw CommandFailure.because("interrupted");
		}
	}

}
