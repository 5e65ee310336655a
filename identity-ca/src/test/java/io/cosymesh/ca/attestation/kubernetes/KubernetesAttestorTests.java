package io.cosymesh.ca.attestation.kubernetes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.attestation.BearerDocument;
import io.cosymesh.ca.cluster.ClusterClient;
import io.cosymesh.ca.cluster.ClusterSettings;
import io.cosymesh.ca.cluster.ServiceAccountToken;
import io.cosymesh.ca.cluster.TestCluster;
import io.cosymesh.ca.cluster.TestPod;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.mesh.startup.MeshConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class KubernetesAttestorTests {

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final List<KubernetesClient> clients = new ArrayList<>();

	private TestCluster cluster;

	private TestPod pod;

	@BeforeEach
	void start() {
		this.cluster = TestCluster.start(this.home, this.clock);
		this.pod = this.cluster.run("cosymesh", "backend-api");
	}

	@AfterEach
	void stop() {
		this.clients.forEach(KubernetesClient::close);
		this.cluster.close();
	}

	@Test
	void tokenOfAPodProvesItsServiceAccount() {
		Attestation attestation = attestor().attest(token((token) -> {
		}));
		assertThat(attestation.workload()).isEqualTo(TestSettings.workload("backend-api"));
		assertThat(attestation.attestor()).isEqualTo("kubernetes");
		assertThat(attestation.instance()).isEqualTo(this.pod.uid() + "/" + this.pod.name());
		assertThat(reviews("accepted")).isOne();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void wrongTokenIsRefused(String name, Consumer<ServiceAccountToken> change, Refusal refusal) {
		assertRefused(token(change), refusal);
	}

	static Stream<Arguments> wrongTokenIsRefused() {
		return Stream.of(
				wrong("audience of the API server", (token) -> token.audience("https://kubernetes.default.svc"),
						Refusal.TOKEN_AUDIENCE),
				wrong("no audience", (token) -> token.without("aud"), Refusal.TOKEN_AUDIENCE),
				wrong("expired",
						(token) -> token.lasting(Noon.clock().instant().minusSeconds(3600), Duration.ofSeconds(3599)),
						Refusal.TOKEN_EXPIRED),
				wrong("not valid yet",
						(token) -> token.lasting(Noon.clock().instant().plusSeconds(60), Duration.ofHours(1)),
						Refusal.TOKEN_NOT_YET_VALID),
				wrong("of no pod", (token) -> token.withoutInCluster("pod"), Refusal.TOKEN_NOT_POD_BOUND),
				wrong("made up, with exp as far as numbers go",
						(token) -> token.claim("iss", "https://elsewhere").claim("exp", Long.MAX_VALUE),
						Refusal.TOKEN_NOT_AUTHENTICATED),
				wrong("of another issuer", (token) -> token.claim("iss", "https://elsewhere"),
						Refusal.TOKEN_NOT_AUTHENTICATED),
				wrong("of a user", (token) -> token.claim("sub", "admin"), Refusal.TOKEN_NOT_AUTHENTICATED),
				wrong("of an account whose name is no DNS label",
						(token) -> token.claim("sub", "system:serviceaccount:cosymesh:a.b"),
						Refusal.IDENTITY_NOT_ISSUED_HERE),
				wrong("of an account with a hostile name",
						(token) -> token.claim("sub", "system:serviceaccount:cosymesh:../operator"),
						Refusal.IDENTITY_NOT_ISSUED_HERE),
				wrong("too long", (token) -> token.claim("x", "x".repeat(4096)), Refusal.TOKEN_TOO_LONG));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void tokenThatCanProveNothingCostsNoReview(String name, Function<ServiceAccountToken, String> change,
			Refusal refusal) {
		assertRefused(new BearerDocument(change.apply(this.cluster.token(this.pod))), refusal);
		assertThat(this.cluster.reviews().count()).isZero();
	}

	static Stream<Arguments> tokenThatCanProveNothingCostsNoReview() {
		Function<ServiceAccountToken, String> unsigned = ServiceAccountToken::unsigned;
		Function<ServiceAccountToken, String> confused = ServiceAccountToken::confuse;
		return Stream.of(arguments("unsigned", unsigned, Refusal.TOKEN_UNSIGNED),
				arguments("signed with the public key as secret", confused, Refusal.TOKEN_ALGORITHM));
	}

	@Test
	void tokenOfAnotherKeyIsRefused() {
		assertRefused(new BearerDocument(this.cluster.token(this.pod).sign("unknown", Keys.rsa(2048))),
				Refusal.TOKEN_NOT_AUTHENTICATED);
	}

	@Test
	void tokenOfADeletedPodIsRefused() {
		BearerDocument token = token((claims) -> {
		});
		this.cluster.delete(this.pod);
		assertRefused(token, Refusal.POD_GONE);
		assertThat(reviews("refused")).isOne();
	}

	@Test
	void tokenOfAPodReplacedUnderTheSameNameIsRefused() {
		assertRefused(
				token((claims) -> claims
					.claim("kubernetes.io",
							Map.of("namespace", "cosymesh", "serviceaccount", Map.of("name", "backend-api", "uid", "u"),
									"pod", Map.of("name", this.pod.name(), "uid", "an-earlier-one")))),
				Refusal.POD_GONE);
	}

	@Test
	void namespaceThatIsNotServedIsRefused() {
		TestPod elsewhere = this.cluster.run("elsewhere", "backend-api");
		BearerDocument token = new BearerDocument(this.cluster.token(elsewhere).sign());
		assertRefused(token, Refusal.NAMESPACE_NOT_ALLOWED);
		assertThat(attestor(settings().namespaces("elsewhere")).attest(token).workload().namespace())
			.isEqualTo("elsewhere");
		assertThat(attestor(settings().namespaces("*")).attest(token).workload().namespace()).isEqualTo("elsewhere");
	}

	@Test
	void namespaceWithoutTheLabelIsRefusedAtAttestationAndAtRenewal() {
		KubernetesAttestor attestor = attestor();
		Attestation attestation = attestor.attest(token((claims) -> {
		}));
		this.cluster.label("cosymesh", Map.of("cosymesh.io/identity", "disabled"));
		attestor.requireStanding(attestation);
		this.clock.advance(Duration.ofSeconds(10));
		assertFallen(attestor, attestation, Refusal.NAMESPACE_NOT_LABELLED);
		assertRefused(attestor, token((claims) -> {
		}), Refusal.NAMESPACE_NOT_LABELLED);
		this.cluster.label("cosymesh", Map.of());
		this.clock.advance(Duration.ofSeconds(10));
		assertFallen(attestor, attestation, Refusal.NAMESPACE_NOT_LABELLED);
		this.cluster.label("cosymesh", Map.of("cosymesh.io/identity", "enabled", "team", "voice"));
		this.clock.advance(Duration.ofSeconds(10));
		attestor.requireStanding(attestation);
	}

	@Test
	void labelOfAnotherNamespaceLetsNobodyIn() {
		this.cluster.label("cosymesh", Map.of());
		KubernetesAttestor attestor = attestor(settings().namespaces("*"));
		TestPod elsewhere = this.cluster.run("elsewhere", "backend-api");
		assertThat(attestor.attest(new BearerDocument(this.cluster.token(elsewhere).sign())).workload().namespace())
			.isEqualTo("elsewhere");
		assertRefused(attestor, token((claims) -> {
		}), Refusal.NAMESPACE_NOT_LABELLED);
	}

	@Test
	void labelsAreLookedUpOnceInTenSeconds() {
		KubernetesAttestor attestor = attestor();
		for (int i = 0; i < 5; i++) {
			attestor.attest(token((claims) -> {
			}));
		}
		assertThat(this.cluster.namespaceReads()).isOne();
		this.clock.advance(Duration.ofSeconds(10));
		attestor.attest(token((claims) -> {
		}));
		assertThat(this.cluster.namespaceReads()).isEqualTo(2);
	}

	@Test
	void labelsThatNobodyCanTellMakeItUnavailable() {
		KubernetesAttestor attestor = attestor();
		Attestation attestation = attestor.attest(token((claims) -> {
		}));
		this.clock.advance(Duration.ofSeconds(10));
		this.cluster.forbid("get namespaces");
		assertFallen(attestor, attestation, Refusal.KUBERNETES_UNAVAILABLE);
		assertRefused(attestor, token((claims) -> {
		}), Refusal.KUBERNETES_UNAVAILABLE);
		this.cluster.permit("get namespaces");
		attestor.requireStanding(attestation);
	}

	@Test
	void labelIsNotAskedForWhereNoneIsConfigured() {
		this.cluster.label("cosymesh", Map.of());
		this.cluster.forbid("get namespaces");
		assertThat(attestor(settings().label("")).attest(token((claims) -> {
		}))).isNotNull();
		assertThat(this.cluster.namespaceReads()).isZero();
	}

	@Test
	void caThatMayNotSeeNamespacesDoesNotStart() {
		this.cluster.forbid("get namespaces");
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(this::attestor)
			.satisfies((ex) -> assertThat(ex).hasMessageContaining("namespace-label")
				.hasMessageContaining("cosymesh:identity-ca may not get namespaces"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "cosymesh.io/identity", "=enabled", "a b=c", "a=b=c", "a=b,c=d" })
	void labelThatIsNoneKeepsTheCaFromStarting(String label) {
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(() -> attestor(settings().label(label)))
			.withMessageContaining("namespace-label: is no label");
	}

	@Test
	void tokenOfNoPodProvesAListedServiceAccountAndIsShownAtEveryRenewal() {
		KubernetesAttestor attestor = attestor(settings().unbound("operator"));
		BearerDocument first = operatorToken("cosymesh");
		Attestation attestation = attestor.attest(first);
		assertThat(attestation.workload()).isEqualTo(TestSettings.workload("operator"));
		assertThat(attestor.attest(first).instance()).isEqualTo(attestation.instance())
			.doesNotContain(first.value())
			.matches("token-[0-9a-f]{32}");
		assertThat(attestor.attest(operatorToken("cosymesh")).instance())
			.as("two operators don't end each other's lineage")
			.isNotEqualTo(attestation.instance());
		assertFallen(attestor, attestation, Refusal.DOCUMENT_REQUIRED);
	}

	@Test
	void tokenOfNoPodProvesNothingOfAnybodyElse() {
		KubernetesAttestor attestor = attestor(settings().unbound("operator").namespaces("*"));
		assertRefused(attestor, token((claims) -> claims.withoutInCluster("pod")), Refusal.TOKEN_NOT_POD_BOUND);
		assertRefused(attestor, operatorToken("elsewhere"), Refusal.TOKEN_NOT_POD_BOUND);
		assertRefused(operatorToken("cosymesh"), Refusal.TOKEN_NOT_POD_BOUND);
	}

	private BearerDocument operatorToken(String namespace) {
		TestPod nowhere = new TestPod(namespace, "operator", "-", "-");
		return new BearerDocument(
				this.cluster.token(nowhere).withoutInCluster("pod").claim("jti", UUID.randomUUID().toString()).sign());
	}

	@Test
	void apiServerThatKnowsNoAudiencesProvesNothing() {
		this.cluster.forgetAudiences();
		assertRefused(token((claims) -> {
		}), Refusal.TOKEN_AUDIENCE);
		assertThat(this.cluster.reviews().count()).as("no second review without audience").isOne();
	}

	@Test
	void everyReviewDemandsTheAudience() {
		assertRefused(token((claims) -> claims.audience("somebody-else")), Refusal.TOKEN_AUDIENCE);
		assertThat(this.cluster.reviews().count()).as("no second review without audience").isOne();
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void apiServerThatDoesNotJudgeMakesItUnavailable(int status, Refusal refusal) {
		KubernetesAttestor attestor = attestor();
		BearerDocument token = token((claims) -> {
		});
		this.cluster.fail(status);
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> attestor.attest(token)).satisfies((ex) -> {
			assertThat(ex.refusal()).isEqualTo(refusal);
			assertThat(ex.toProblem().getStatusCode().value()).isEqualTo(503);
			assertThat(ex.toProblem().getHeaders().getFirst("Retry-After")).matches("[1-9]|1[01]");
		});
		assertThat(this.cluster.reviews().count()).as("no retry behind the gate's back").isOne();
		this.cluster.fail(0);
		assertThat(attestor.attest(token)).isNotNull();
	}

	static Stream<Arguments> apiServerThatDoesNotJudgeMakesItUnavailable() {
		return Stream.of(arguments(500, Refusal.KUBERNETES_UNAVAILABLE), arguments(503, Refusal.KUBERNETES_UNAVAILABLE),
				arguments(401, Refusal.KUBERNETES_UNAVAILABLE), arguments(403, Refusal.KUBERNETES_UNAVAILABLE),
				arguments(429, Refusal.ATTESTATION_OVERLOADED));
	}

	@Test
	void apiServerThatIsDownMakesItUnavailable() {
		KubernetesAttestor attestor = attestor();
		BearerDocument token = token((claims) -> {
		});
		this.cluster.close();
		assertRefused(attestor, token, Refusal.KUBERNETES_UNAVAILABLE);
		assertThat(reviews("unavailable")).isOne();
	}

	@Test
	void apiServerThatIsSlowMakesItUnavailable() {
		KubernetesAttestor attestor = attestor(settings().timeout(Duration.ofMillis(200)));
		this.cluster.slowDown(Duration.ofSeconds(2));
		assertRefused(attestor, token((claims) -> {
		}), Refusal.KUBERNETES_UNAVAILABLE);
	}

	@Test
	void ownTokenIsReadAnewForEveryCall() throws Exception {
		KubernetesAttestor attestor = attestor();
		String own = Files.readString(this.cluster.tokenFile());
		Files.writeString(this.cluster.tokenFile(), "outdated");
		assertRefused(attestor, token((claims) -> {
		}), Refusal.KUBERNETES_UNAVAILABLE);
		Files.writeString(this.cluster.tokenFile(), own);
		assertThat(attestor.attest(token((claims) -> {
		}))).isNotNull();
	}

	@Test
	void ownTokenThatIsMissingKeepsTheCaFromStarting() throws Exception {
		KubernetesAttestor attestor = attestor();
		Files.delete(this.cluster.tokenFile());
		assertRefused(attestor, token((claims) -> {
		}), Refusal.KUBERNETES_UNAVAILABLE);
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(this::attestor)
			.withMessageContaining("token-file");
	}

	@Test
	void oneReviewServesAllWhoShowTheSameTokenAtOnce() throws Exception {
		KubernetesAttestor attestor = attestor();
		this.cluster.slowDown(Duration.ofMillis(500));
		BearerDocument token = token((claims) -> {
		});
		Callable<Attestation> attest = () -> attestor.attest(token);
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			assertThat(executor.invokeAll(Collections.nCopies(20, attest))).extracting(Future::get)
				.containsOnly(attestor.attest(token));
		}
		assertThat(this.cluster.reviews().count()).isBetween(2, 4);
	}

	@Test
	void renewalStandsWhileThePodRuns() {
		KubernetesAttestor attestor = attestor();
		Attestation attestation = attestor.attest(token((claims) -> {
		}));
		attestor.requireStanding(attestation);
		this.cluster.terminate(this.pod, this.clock.instant());
		this.clock.advance(Duration.ofSeconds(60));
		attestor.requireStanding(attestation);
		this.clock.advance(Duration.ofSeconds(1));
		assertFallen(attestor, attestation, Refusal.POD_GONE);
		this.cluster.delete(this.pod);
		assertFallen(attestor, attestation, Refusal.POD_GONE);
	}

	@Test
	void renewalNeedsTheTokenWhereTheCaMayNotSeePods() {
		KubernetesAttestor attestor = attestor();
		Attestation attestation = attestor.attest(token((claims) -> {
		}));
		this.cluster.forbid("get pods");
		assertFallen(attestor, attestation, Refusal.DOCUMENT_REQUIRED);
		this.cluster.fail(500);
		assertFallen(attestor, attestation, Refusal.KUBERNETES_UNAVAILABLE);
	}

	@Test
	void caThatMayNotReviewTokensDoesNotStart() {
		this.cluster.forbid("create tokenreviews");
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(this::attestor).satisfies((ex) -> {
			assertThat(ex).hasMessageContaining("cosymesh:identity-ca may not create tokenreviews");
			assertThat(ex.action()).contains("ClusterRole 'cosymesh-identity-ca'",
					"--clusterrole=system:auth-delegator --serviceaccount=cosymesh:identity-ca");
		});
		this.cluster.fail(401);
		assertThatExceptionOfType(MeshConfigurationException.class).isThrownBy(this::attestor)
			.satisfies((ex) -> assertThat(ex.action()).contains("token-file"));
	}

	@Test
	void caStartsWhileTheApiServerIsDown() {
		this.cluster.fail(503);
		KubernetesAttestor attestor = attestor();
		this.cluster.fail(0);
		assertThat(attestor.attest(token((claims) -> {
		}))).isNotNull();
	}

	@Test
	void stormOfAThousandKeepsTheCapsAndServesEverybody() throws Exception {
		int rate = 250;
		int concurrent = 8;
		KubernetesAttestor attestor = attestor(settings().rate(rate).concurrent(concurrent));
		this.cluster.slowDown(Duration.ofMillis(20));
		List<Callable<Integer>> workloads = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			TestPod each = this.cluster.run("cosymesh", "workload-" + i);
			BearerDocument token = new BearerDocument(this.cluster.token(each).sign());
			workloads.add(() -> attestPatiently(attestor, token));
		}
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Integer> refusals = executor.invokeAll(workloads).stream().map(KubernetesAttestorTests::get).toList();
			assertThat(refusals).hasSize(1000).anyMatch((times) -> times > 0);
		}
		assertThat(this.cluster.reviews().count()).isEqualTo(1000);
		assertThat(this.cluster.reviews().mostAtOnce()).isLessThanOrEqualTo(concurrent);
		// What is under way may reach the server late, but never more than is let
		// through.
		assertThat(this.cluster.reviews().mostInASecond()).isLessThanOrEqualTo(rate + concurrent);
		assertThat(this.cluster.reviews().span()).isGreaterThan(Duration.ofMillis(999 * 1000L / rate - 100));
	}

	private static int attestPatiently(KubernetesAttestor attestor, BearerDocument token) throws Exception {
		for (int refusals = 0;; refusals++) {
			try {
				attestor.attest(token);
				return refusals;
			}
			catch (RefusedException ex) {
				assertThat(ex.refusal()).isEqualTo(Refusal.ATTESTATION_OVERLOADED);
				Thread.sleep(Duration
					.ofSeconds(Long.parseLong(String.valueOf(ex.toProblem().getHeaders().getFirst("Retry-After")))));
			}
		}
	}

	private static <T> T get(Future<T> future) {
		try {
			return future.get();
		}
		catch (Exception ex) {
			throw new AssertionError(ex);
		}
	}

	private BearerDocument token(Consumer<ServiceAccountToken> change) {
		ServiceAccountToken token = this.cluster.token(this.pod);
		change.accept(token);
		return new BearerDocument(token.sign());
	}

	private KubernetesAttestor attestor() {
		return attestor(settings());
	}

	private Wishes settings() {
		return new Wishes(this.cluster);
	}

	private KubernetesAttestor attestor(Wishes wishes) {
		KubernetesSettings settings = wishes.settings();
		KubernetesClient client = ClusterClient.connect(wishes.cluster());
		this.clients.add(client);
		return (KubernetesAttestor) new KubernetesConfiguration().kubernetesAttestor(TestSettings.CA, settings, client,
				this.clock, this.meters);
	}

	private double reviews(String result) {
		return this.meters.counter("identity.ca.token.reviews", "result", result).count();
	}

	private void assertRefused(BearerDocument token, Refusal refusal) {
		assertRefused(attestor(), token, refusal);
	}

	private static void assertRefused(KubernetesAttestor attestor, BearerDocument token, Refusal refusal) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> attestor.attest(token))
			.extracting(RefusedException::refusal)
			.isEqualTo(refusal);
	}

	private static void assertFallen(KubernetesAttestor attestor, Attestation attestation, Refusal refusal) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> attestor.requireStanding(attestation))
			.extracting(RefusedException::refusal)
			.isEqualTo(refusal);
	}

	private static Arguments wrong(String name, Consumer<ServiceAccountToken> change, Refusal refusal) {
		return arguments(name, change, refusal);
	}

	private static final class Wishes {

		private final TestCluster cluster;

		private List<String> namespaces = List.of();

		private List<String> unbound = List.of();

		private String label = "cosymesh.io/identity=enabled";

		private Duration timeout = Duration.ofSeconds(5);

		private int rate = 1000;

		private int concurrent = 10;

		Wishes(TestCluster cluster) {
			this.cluster = cluster;
		}

		Wishes namespaces(String... namespaces) {
			this.namespaces = List.of(namespaces);
			return this;
		}

		Wishes unbound(String... unbound) {
			this.unbound = List.of(unbound);
			return this;
		}

		Wishes label(String label) {
			this.label = label;
			return this;
		}

		Wishes timeout(Duration timeout) {
			this.timeout = timeout;
			return this;
		}

		Wishes rate(int rate) {
			this.rate = rate;
			return this;
		}

		Wishes concurrent(int concurrent) {
			this.concurrent = concurrent;
			return this;
		}

		KubernetesSettings settings() {
			return new KubernetesSettings("identity-ca", this.namespaces, this.label, Duration.ofSeconds(10),
					this.unbound, this.rate, this.concurrent, 100, Duration.ofSeconds(1));
		}

		ClusterSettings cluster() {
			return new ClusterSettings(this.cluster.url(), this.cluster.caFile(), this.cluster.tokenFile(),
					this.timeout);
		}

	}

}
