package io.cosymesh.cli.check;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import io.cosymesh.cli.check.Observation.Anchors;
import io.cosymesh.cli.check.Observation.ObservedService;
import io.cosymesh.cli.check.Observation.Operator;
import io.cosymesh.cli.check.Observation.Pipeline;
import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.gateway.PublicApi;
import io.cosymesh.cli.operator.AdminClient;
import io.cosymesh.cli.operator.MeshServers;
import io.cosymesh.cli.operator.OperatorIdentity;
import io.cosymesh.cli.speak.SpeechProbe;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.ServiceReport;
import io.cosymesh.identity.bundle.MalformedBundleException;
import io.cosymesh.identity.bundle.TrustBundleFile;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gathers what there is to know of a stack, everything at once and each question with an
 * end.
 */
final class Observer {

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final Duration SPEECH_PATIENCE = Duration.ofSeconds(30);

	private static final Answer NOT_WANTED = new Answer.NotAsked("left out");

	private final MeshContext context;

	private final boolean speech;

	private final InstantSource clock;

	Observer(MeshContext context, boolean speech, InstantSource clock) {
		this.context = context;
		this.speech = speech;
		this.clock = clock;
	}

	Observation observe() {
		// First of all and here: what can't be looked at at all ends the command.
		boolean begun = this.context.isBegun();
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			CompletableFuture<List<ServiceReport>> reports = CompletableFuture.supplyAsync(this.context::inspect,
					threads);
			CompletableFuture<Pipeline> pipeline = CompletableFuture.supplyAsync(this::pipeline, threads);
			Attested attested = attest();
			CompletableFuture<Answer> authorities = CompletableFuture
				.supplyAsync(() -> attested.ask(MeshService.IDENTITY_CA, "/v1/admin/authorities"), threads);
			List<ObservedService> services = reports.join()
				.stream()
				.map((report) -> CompletableFuture.supplyAsync(() -> attested.observe(report), threads))
				.toList()
				.stream()
				.map(CompletableFuture::join)
				.toList();
			return new Observation(this.clock.instant(), this.context.guidance(), begun, services, attested.operator(),
					anchors(), authorities.join(), pipeline.join());
		}
	}

	private Attested attest() {
		try {
			OperatorIdentity identity = OperatorIdentity.attest(this.context).waiting(PATIENCE);
			return new Attested(new MeshServers(this.context, identity),
					new Operator(this.context.operator(), null, identity.clockSkew()));
		}
		catch (CommandFailure | IllegalArgumentException ex) {
			return new Attested(null, new Operator(this.context.operator(), String.valueOf(ex.getMessage()), null));
		}
	}

	private Anchors anchors() {
		TrustBundleFile file;
		try {
			file = this.context.trustBundle();
		}
		catch (CommandFailure ex) {
			return new Anchors(null, String.valueOf(ex.getMessage()));
		}
		try {
			return new Anchors(file.read(), null);
		}
		catch (IOException ex) {
			return new Anchors(null, "%s can't be read (%s)".formatted(file.path(), ex.getClass().getSimpleName()));
		}
		catch (MalformedBundleException ex) {
			return new Anchors(null, "%s is no SPIFFE bundle: %s".formatted(file.path(), ex.getMessage()));
		}
	}

	private Pipeline pipeline() {
		PublicApi api;
		Answer engines;
		try {
			api = PublicApi.of(this.context);
			engines = engines(api);
		}
		catch (CommandFailure | IOException ex) {
			return new Pipeline(false, new Answer.Silent(String.valueOf(ex.getMessage())), NOT_WANTED);
		}
		if (engines instanceof Answer.Silent silent) {
			return new Pipeline(!silent.why().startsWith(PublicApi.NOTHING_ANSWERS), engines, NOT_WANTED);
		}
		return new Pipeline(true, engines, this.speech ? answer(() -> spoken(api)) : NOT_WANTED);
	}

	private static Answer engines(PublicApi api) throws IOException {
		try {
			return new Answer.Given(api.get("/api/v1/engines"));
		}
		catch (CommandFailure ex) {
			return of(ex);
		}
	}

	private static Answer spoken(PublicApi api) {
		try {
			SpeechProbe.Spoken spoken = new SpeechProbe(api).speak(SPEECH_PATIENCE);
			return new Answer.Given(JsonMapper.shared()
				.createObjectNode()
				.put("engine", spoken.engine())
				.put("audioBytes", spoken.bytes())
				.put("seconds", spoken.time().toMillis() / 1000.0));
		}
		catch (IOException ex) {
			return new Answer.Silent("the audio broke off, or took longer than %d s: %s"
				.formatted(SPEECH_PATIENCE.toSeconds(), ex.getMessage()));
		}
	}

	private static Answer answer(Supplier<Answer> question) {
		try {
			return question.get();
		}
		catch (CommandFailure ex) {
			return of(ex);
		}
	}

	private static Answer of(CommandFailure failure) {
		String why = String.valueOf(failure.getMessage());
		return failure.isRefusal() ? new Answer.Refused(why) : new Answer.Silent(why);
	}

	/**
	 * The operator, who may ask services if it has an SVID.
	 *
	 * @param servers the services, {@code null} without an SVID
	 * @param operator how that went
	 */
	private record Attested(@Nullable MeshServers servers, Operator operator) {

		private static final Answer NO_SVID = new Answer.NotAsked("the operator has no SVID to ask with");

		Answer ask(MeshService service, String path) {
			MeshServers asked = this.servers;
			if (asked == null) {
				return NO_SVID;
			}
			return answer(() -> {
				try (AdminClient client = asked.open(service)) {
					return new Answer.Given(client.get(path));
				}
			});
		}

		ObservedService observe(ServiceReport report) {
			MeshServers asked = this.servers;
			if (asked == null || !MeshServers.all().contains(report.service())) {
				return new ObservedService(report, NO_SVID, NO_SVID, NO_SVID, Map.of());
			}
			AdminClient opened;
			try {
				opened = asked.open(report);
			}
			catch (CommandFailure ex) {
				Answer silent = new Answer.Silent(String.valueOf(ex.getMessage()));
				return new ObservedService(report, silent, silent, silent, Map.of());
			}
			try (AdminClient client = opened) {
				Answer policy = answer(() -> new Answer.Given(client.get("/mesh/authz")));
				if (policy instanceof Answer.Silent) {
					return new ObservedService(report, policy, policy, policy, Map.of());
				}
				Answer identity = answer(() -> new Answer.Given(client.get("/mesh/identity")));
				Answer checks = answer(() -> new Answer.Given(client.get("/mesh/checks")));
				Map<NeededCall, Answer> calls = new LinkedHashMap<>();
				NeededCall.of(report.service())
					.forEach((call) -> calls.put(call, answer(() -> new Answer.Given(
							client.get(MeshServers.explain(call.from(), call.method(), call.path()))))));
				return new ObservedService(report, identity, policy, checks, calls);
			}
		}

	}

}
