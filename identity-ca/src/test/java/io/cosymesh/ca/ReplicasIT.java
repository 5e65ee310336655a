package io.cosymesh.ca;

import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.issuance.WorkloadKeyDocument;
import io.cosymesh.identity.svid.SvidSnapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two whole CAs that share one PostgreSQL and a key-encryption key, and nothing else but
 * what an operator mounts.
 */
class ReplicasIT {

	private static final int USES = 200;

	@TempDir
	private static Path home;

	private static RunningCa one;

	private static RunningCa other;

	@BeforeAll
	static void startBothAtOnce() throws Exception {
		String[] properties = { "spring.datasource.url=" + PostgresServer.shared().newDatabase(),
				"cosymesh.ca.authority.key-encryption-key=" + keyEncryptionKey(home),
				"cosymesh.ca.registrations=" + home.resolve("registrations") };
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			Future<RunningCa> first = executor.submit(() -> RunningCa.start(home.resolve("one"), properties));
			Future<RunningCa> second = executor.submit(() -> RunningCa.start(home.resolve("other"), properties));
			one = first.get();
			other = second.get();
		}
	}

	@AfterAll
	static void stop() {
		Stream.of(one, other).forEach(RunningCa::close);
	}

	@Test
	void ofTwoHundredUsesOfOneJoinTokenThroughBothOneGetsAnSvid() throws Exception {
		HttpResponse<String> issued = operator().postMutually("/v1/admin/join-tokens",
				Map.of("serviceAccount", "contended", "ttlSeconds", 60));
		assertThat(issued.statusCode()).isEqualTo(201);
		assertOneIssued(answers(Workload.json(issued).get("token").asString()), "join-token-used");
	}

	@Test
	void ofTwoHundredUsesOfOneWorkloadJwtThroughBothOneGetsAnSvid() throws Exception {
		assertOneIssued(answers(registered("repeated").bearer()), "token-replayed");
	}

	@Test
	void lineageGoesOnThroughEitherReplica() throws Exception {
		Workload travelling = one.workload("travelling");
		SvidSnapshot first = travelling.obtain(registered("travelling"));
		SvidSnapshot second = travelling.at(other).renew();
		SvidSnapshot third = travelling.renew();
		assertThat(List.of(first.serial(), second.serial(), third.serial())).doesNotHaveDuplicates();
	}

	@Test
	void stolenSvidIsFoundOutByTheOtherReplica() throws Exception {
		Workload owner = one.workload("robbed");
		SvidSnapshot stolen = owner.obtain(registered("robbed"));
		Workload thief = other.workload("robbed");
		thief.source().publish(stolen.svid(), stolen.bundle());
		owner.renew();
		owner.renew();
		HttpResponse<String> answer = thief.postMutually("/v1/svid", Workload.csr());
		assertThat(Workload.json(answer).get("reason").asString()).isEqualTo("lineage-broken");
	}

	@Test
	void keyRemovedThroughOneIsRefusedByBoth() throws Exception {
		Workload leaving = one.workload("leaving");
		WorkloadKeyDocument document = registered("leaving");
		leaving.obtain(document);
		try (HttpClient client = operator().mutualClient()) {
			HttpRequest removal = HttpRequest.newBuilder(one.url().resolve("/v1/admin/workload-keys/cosymesh/leaving"))
				.DELETE()
				.build();
			assertThat(client.send(removal, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
		}
		for (RunningCa replica : List.of(one, other)) {
			Workload refused = leaving.at(replica);
			assertThat(refused.postMutually("/v1/svid", Workload.csr()).statusCode()).isEqualTo(403);
			assertThat(refused.postAttested(document.bearer(), Workload.csr()).statusCode()).isEqualTo(403);
		}
	}

	@Test
	void bothServeTheSameBundle() throws Exception {
		String bundle = one.workload("anybody").getAnonymously("/v1/bundle").body();
		assertThat(other.workload("anybody").getAnonymously("/v1/bundle").body()).isEqualTo(bundle);
		assertThat(bundle).contains("x509-svid");
	}

	@Test
	void authorityChangedThroughOneChangesForBoth() throws Exception {
		Workload rotating = one.workload("rotating");
		X509Certificate old = intermediate(rotating.obtain(registered("rotating")));
		Workload operator = operator();
		String next = id(operator.postMutually("/v1/admin/authorities/intermediate", Map.of()));
		id(operator.at(other).postMutually("/v1/admin/authorities/%s/activate".formatted(next), Map.of()));
		await().untilAsserted(() -> {
			X509Certificate signed = intermediate(rotating.renew());
			assertThat(signed).isNotEqualTo(old).isEqualTo(intermediate(rotating.at(other).renew()));
		});
	}

	@Test
	void rootPreparedThroughOneIsPublishedByBothUnderOneNumber() throws Exception {
		TrustBundle before = bundle(one);
		Workload operator = operator();
		String prepared = id(operator.postMutually("/v1/admin/authorities/root", Map.of()));
		TrustBundle with = bundle(one);
		assertThat(with.authorities()).hasSize(before.authorities().size() + 1);
		assertThat(with.sequence()).isGreaterThan(before.sequence());
		await().untilAsserted(() -> assertThat(bundle(other)).isEqualTo(with));
		id(operator.at(other).postMutually("/v1/admin/authorities/%s/taint".formatted(prepared), Map.of()));
		await().untilAsserted(() -> {
			assertThat(bundle(one).authorities()).isEqualTo(before.authorities());
			assertThat(bundle(other)).isEqualTo(bundle(one));
		});
		assertThat(bundle(one).sequence()).isGreaterThan(with.sequence());
	}

	@Test
	void svidOfOneIsTakenByTheOther() throws Exception {
		Workload backend = one.workload("backend-api");
		SvidSnapshot svid = backend.obtain(registered("backend-api"));
		HttpResponse<String> answer = backend.at(other).postMutually("/v1/svid", Workload.csr());
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(svid.bundle().authorities()).hasSize(1);
	}

	private static WorkloadKeyDocument registered(String serviceAccount) {
		return Workload.register(home, TestSettings.workload(serviceAccount), TestSettings.CA);
	}

	private static TrustBundle bundle(RunningCa replica) throws Exception {
		return SpiffeBundleFormat.parse(TestSettings.DOMAIN,
				replica.workload("anybody").getAnonymously("/v1/bundle").body());
	}

	private static X509Certificate intermediate(SvidSnapshot svid) {
		return svid.svid().getChain().get(1);
	}

	private static String id(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
		return Workload.json(answer).get("id").asString();
	}

	private static Workload operator() throws Exception {
		Workload operator = one.workload("operator");
		operator.obtain(registered("operator"));
		return operator;
	}

	private static List<HttpResponse<String>> answers(String bearer) throws Exception {
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
				HttpClient client = one.workload("contended").anonymousClient();
				HttpClient otherClient = other.workload("contended").anonymousClient()) {
			List<Callable<HttpResponse<String>>> uses = new ArrayList<>();
			uses.addAll(Collections.nCopies(USES / 2, use(client, one, bearer)));
			uses.addAll(Collections.nCopies(USES / 2, use(otherClient, other, bearer)));
			List<HttpResponse<String>> answers = new ArrayList<>();
			for (Future<HttpResponse<String>> answer : executor.invokeAll(uses)) {
				answers.add(answer.get());
			}
			return answers;
		}
	}

	private static Callable<HttpResponse<String>> use(HttpClient client, RunningCa replica, String bearer) {
		HttpRequest request = HttpRequest.newBuilder(replica.attestationUrl().resolve("/v1/svid"))
			.header("Content-Type", "application/json")
			.header("Authorization", "Bearer " + bearer)
			.POST(BodyPublishers.ofString("{\"csr\":\"%s\"}".formatted(Workload.csr().get("csr"))))
			.build();
		return () -> answer(client, request);
	}

	// What was never heard may be said again: on a busy machine a handshake takes its
	// time.
	private static HttpResponse<String> answer(HttpClient client, HttpRequest request) throws Exception {
		try {
			HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
			return (answer.statusCode() == 503) ? answer(client, request) : answer;
		}
		catch (SSLHandshakeException | ConnectException ex) {
			return answer(client, request);
		}
	}

	private static void assertOneIssued(List<HttpResponse<String>> answers, String reason) {
		assertThat(answers).hasSize(USES).extracting(HttpResponse::statusCode).containsOnlyOnce(200);
		assertThat(answers).filteredOn((answer) -> answer.statusCode() != 200)
			.hasSize(USES - 1)
			.allSatisfy((answer) -> {
				assertThat(answer.statusCode()).isEqualTo(401);
				assertThat(Workload.json(answer).get("reason").asString()).isEqualTo(reason);
			});
	}

	static Path keyEncryptionKey(Path directory) throws Exception {
		byte[] key = new byte[32];
		new SecureRandom().nextBytes(key);
		Path file = Files.createFile(directory.resolve("kek"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		return Files.writeString(file, Base64.getEncoder().encodeToString(key));
	}

}
