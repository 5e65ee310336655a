package io.cosymesh.backend;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.http.ResponseEntity;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.WebClient;

import io.cosymesh.contracts.inference.PronunciationEntry;
import io.cosymesh.fakes.FakeAudioProcessor;
import io.cosymesh.fakes.FakeInferenceEngine;
import io.cosymesh.fakes.OwnEventLoops;
import io.cosymesh.identity.caller.Call;
import io.cosymesh.identity.caller.CallerTokenSigner;
import io.cosymesh.identity.caller.VouchedCaller;
import io.cosymesh.identity.issuance.SvidIssuer;
import io.cosymesh.identity.svid.SvidSource;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.mesh.client.PeerClients;
import io.cosymesh.mesh.problem.PeerException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The service as it is shipped, a member among members.
 */
@Timeout(120)
class MeshIT {

	private static final Duration SOON = Duration.ofSeconds(20);

	private static final TestCa CA = TestCa.create();

	@TempDir
	static Path home;

	private static final Set<String> PEERS = Set.of("audio-processor", "inference-engine");

	private static ConfigurableApplicationContext audioProcessor;

	private static ConfigurableApplicationContext inferenceEngine;

	private static ConfigurableApplicationContext backend;

	private static ConfigurableApplicationContext gateway;

	@BeforeAll
	static void startMembers() {
		audioProcessor = start(AudioProcessorMember.class, "audio-processor", 0,
				rule("POST /v1/prompts,POST /v1/encode,POST /v1/plots", "backend-api"));
		inferenceEngine = startInferenceEngine(0);
		backend = start(BackendApiApplication.class, "backend-api", 0,
				List.of("cosymesh.peers.audio-processor.url=" + url(audioProcessor),
						"cosymesh.peers.inference-engine.url=" + url(inferenceEngine)));
		gateway = start(GatewayMember.class, "webui-service", 0,
				List.of("cosymesh.peers.backend-api.url=" + url(backend)));
	}

	@AfterAll
	static void stopMembers() {
		List.of(gateway, backend, inferenceEngine, audioProcessor).forEach(ConfigurableApplicationContext::close);
	}

	@Test
	void gatewayClonesThroughBothPeers() {
		ResponseEntity<String> speech = cloneBy(gateway);
		assertThat(speech.getBody()).isEqualTo("HEADone.two.");
		assertThat(speech.getHeaders().getFirst("X-Engine")).isEqualTo("fake");
	}

	@Test
	void gatewayAsksForEnginesPlotsAndPronunciations() {
		WebClient client = vouching(gateway);
		assertThat(client.get().uri("/api/v1/engines").retrieve().bodyToMono(String.class).block(SOON))
			.contains("\"name\":\"fake\"", "\"state\":\"ready\"");
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("prompt", new byte[200_000]).filename("a.wav");
		assertThat(client.post()
			.uri("/api/v1/prompts/plot")
			.bodyValue(form.build())
			.retrieve()
			.bodyToMono(String.class)
			.block(SOON)).contains("\"hertz\":[186.0]");
		assertThat(client.put()
			.uri("/api/v1/pronunciations/{word}", "重庆 x")
			.bodyValue(Map.of("reading", "chong2 qing4"))
			.retrieve()
			.toBodilessEntity()
			.block(SOON)
			.getStatusCode()
			.value()).isEqualTo(201);
		assertThat(client.post()
			.uri("/api/v1/text")
			.bodyValue(Map.of("text", "重庆 x"))
			.retrieve()
			.bodyToMono(String.class)
			.block(SOON)).contains("重庆 x");
		assertThat(inferenceEngine.getBean(FakeInferenceEngine.class).lastReading.get().pronunciations())
			.containsExactly(new PronunciationEntry("重庆 x", "chong2 qing4"));
	}

	@Test
	void gatewayHasTheEngineReloadedAndProbedByBackendApi() {
		WebClient client = vouching(gateway);
		assertThat(client.get().uri("/internal/engines").retrieve().bodyToMono(String.class).block(SOON))
			.contains("\"reason\":\"The operator's business\"");
		assertThat(client.post().uri("/internal/engines/reload").retrieve().bodyToMono(String.class).block(SOON))
			.contains("\"generation\":2");
		assertThat(client.post().uri("/internal/engines/probe").retrieve().bodyToMono(String.class).block(SOON))
			.contains("\"engine\":\"fake\"", "\"realTimeFactor\":0.5");
	}

	@Test
	void nobodyButTheGatewayIsLetIn() {
		try (ConfigurableApplicationContext stranger = start(GatewayMember.class, "audio-processor", 0,
				List.of("cosymesh.peers.backend-api.url=" + url(backend)))) {
			assertThatExceptionOfType(PeerException.Broken.class).isThrownBy(() -> cloneBy(stranger));
		}
	}

	@Test
	void gatewayThatDoesNotSayForWhomItAsksIsRefused() {
		WebClient silent = gateway.getBean(PeerClients.class).webClient("backend-api");
		assertThatExceptionOfType(PeerException.Answered.class)
			.isThrownBy(() -> silent.get().uri("/api/v1/voices").retrieve().toBodilessEntity().block(SOON))
			.satisfies((answered) -> assertThat(answered.status().value()).isEqualTo(403));
	}

	@Test
	void peerThatIsDownIsNamedAndItsReturnHealsEverything() {
		int port = port(inferenceEngine);
		inferenceEngine.close();
		assertThatExceptionOfType(PeerException.Answered.class).isThrownBy(() -> cloneBy(gateway))
			.satisfies((answered) -> {
				assertThat(answered.status().value()).isEqualTo(503);
				assertThat(answered.retryAfter()).isPresent();
				assertThat(answered.problem().orElseThrow().getDetail()).contains("inference-engine");
			});
		inferenceEngine = startInferenceEngine(port);
		assertThat(cloneBy(gateway).getStatusCode().value()).isEqualTo(200);
	}

	@Test
	void readinessTellsAboutTheStorage() {
		HealthEndpoint health = backend.getBean(HealthEndpoint.class);
		assertThat(health.healthForPath("readiness", "storage").getStatus()).isEqualTo(Status.UP);
		assertThat(health.healthForPath("readiness").getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void everyRouteAndNothingElseIsInThePolicy() {
		Set<String> routes = DeclaredRoutes.of(backend.getBean(RequestMappingHandlerMapping.class));
		assertThat(
				Stream.of("public-api", "console", "engine-actions", "backup").flatMap((rule) -> routes(rule).stream()))
			.containsExactlyInAnyOrderElementsOf(routes);
	}

	private static List<String> routes(String rule) {
		Binder binder = Binder.get(backend.getEnvironment());
		int index = 0;
		while (!rule.equals(binder.bind("cosymesh.policy.rules[%d].name".formatted(index), String.class).get())) {
			index++;
		}
		return binder.bind("cosymesh.policy.rules[%d].routes".formatted(index), Bindable.listOf(String.class)).get();
	}

	private static ResponseEntity<String> cloneBy(ConfigurableApplicationContext caller) {
		MultipartBodyBuilder form = new MultipartBodyBuilder();
		form.part("text", "Hello.");
		form.part("prompt", new byte[200_000]).filename("a.wav");
		return vouching(caller).post()
			.uri("/api/v1/clone")
			.bodyValue(form.build())
			.retrieve()
			.toEntity(String.class)
			.block(SOON);
	}

	/** A client that says for whom it asks, as the gateway does. */
	private static WebClient vouching(ConfigurableApplicationContext caller) {
		CallerTokenSigner signer = new CallerTokenSigner(caller.getBean(SvidSource.class), InstantSource.system());
		VouchedCaller ada = new VouchedCaller("acme", "ada", Set.of("speech"), "192.0.2.7");
		return caller.getBean(PeerClients.class)
			.webClient("backend-api")
			.mutate()
			.filter((request, next) -> next.exchange(ClientRequest.from(request)
				.header("X-CosyMesh-Caller",
						signer.sign(ada,
								Call.of(CA.name("backend-api").spiffeId(), request.method().name(), request.url())))
				.build()))
			.build();
	}

	private static ConfigurableApplicationContext startInferenceEngine(int port) {
		return start(InferenceEngineMember.class, "inference-engine", port,
				rule("POST /v1/synthesize,POST /v1/text,GET /v1/engine,GET /v1/engines,POST /internal/reload-model,"
						+ "GET /debug/probe", "backend-api"));
	}

	private static ConfigurableApplicationContext start(Class<?> application, String serviceAccount, int port,
			List<String> properties) {
		List<String> arguments = new ArrayList<>(
				List.of("spring.application.name=" + serviceAccount, "server.port=" + port, "server.shutdown=immediate",
						"management.server.port=0", "cosymesh.home=" + home, "logging.level.root=warn"));
		arguments.addAll(properties);
		if (application != BackendApiApplication.class) {
			arguments.add("management.endpoint.health.group.readiness.include=readinessState,svid,policy");
		}
		// They share backend-api's configuration, and nobody may be a peer of itself.
		if (PEERS.contains(serviceAccount)) {
			arguments.add("cosymesh.peers.%s.identity=somebody-else".formatted(serviceAccount));
		}
		return new SpringApplicationBuilder(application)
			.initializers(new OwnEventLoops(),
					(context) -> ((GenericApplicationContext) context).registerBean(SvidIssuer.class,
							() -> CA.issuer(serviceAccount, Duration.ofHours(1))))
			.properties(Map.of("spring.main.banner-mode", "off"))
			.run(arguments.stream().map((argument) -> "--" + argument).toArray(String[]::new));
	}

	private static List<String> rule(String routes, String caller) {
		// All rules of the application.yaml have to be given anew, or none.
		return Stream
			.of(rule(0, "pipeline", routes, caller), rule(1, "mesh", "GET /mesh/**", "operator"),
					rule(2, "console", "GET /internal/engines", "operator"),
					rule(3, "engine-actions", "POST /internal/engines/reload", "operator"),
					rule(4, "backup", "POST /internal/snapshots", "operator"))
			.flatMap(List::stream)
			.toList();
	}

	private static List<String> rule(int index, String name, String routes, String caller) {
		String rule = "cosymesh.policy.rules[%d].".formatted(index);
		return List.of(rule + "name=" + name, rule + "routes=" + routes, rule + "allow=" + caller);
	}

	private static String url(ConfigurableApplicationContext member) {
		return "https://localhost:" + port(member);
	}

	private static int port(ConfigurableApplicationContext member) {
		return member.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class })
	@Import(FakeAudioProcessor.class)
	static class AudioProcessorMember {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class })
	@Import(FakeInferenceEngine.class)
	static class InferenceEngineMember {

	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = { DataSourceAutoConfiguration.class, FlywayAutoConfiguration.class })
	static class GatewayMember {

	}

}
