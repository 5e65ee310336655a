package io.cosymesh.ca.issuance;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.Noon;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.authority.AuthorityFixture;
import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LineagesTests {

	private static final WorkloadName BACKEND = TestSettings.workload("backend-api");

	private static final Attestation ATTESTATION = new Attestation(BACKEND, "workload-key", "thumbprint");

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private final TestDatabase database = database();

	private Lineages lineages;

	private IssuingAuthority authority;

	TestDatabase database() {
		return new TestDatabase();
	}

	@BeforeEach
	void open() {
		this.authority = AuthorityFixture.open(TestSettings.in(this.home), this.clock);
		this.lineages = lineages();
	}

	@Test
	void currentSvidRenewsAgainAndAgain() {
		X509Certificate first = leaf();
		this.lineages.begin(ATTESTATION, first);
		X509Certificate second = renew(first);
		X509Certificate third = renew(second);
		assertThat(lineages().require(BACKEND.spiffeId(), third.getSerialNumber()).attestation())
			.isEqualTo(ATTESTATION);
	}

	@Test
	void previousSvidRenewsWhenTheAnswerWasLost() {
		X509Certificate first = leaf();
		this.lineages.begin(ATTESTATION, first);
		renew(first);
		X509Certificate third = renew(first);
		assertThat(renew(third)).isNotNull();
	}

	@Test
	void olderSvidIsRefusedAndBreaksTheLineage() {
		X509Certificate first = leaf();
		this.lineages.begin(ATTESTATION, first);
		X509Certificate third = renew(renew(first));
		assertBroken(first);
		assertBroken(third);
	}

	@Test
	void twoHoldersOfOneSvidAreFoundOut() {
		X509Certificate stolen = leaf();
		this.lineages.begin(ATTESTATION, stolen);
		X509Certificate thief = renew(stolen);
		X509Certificate owner = renew(stolen);
		assertBroken(thief);
		assertBroken(owner);
	}

	@Test
	void newAttestationBeginsAfresh() {
		X509Certificate first = leaf();
		this.lineages.begin(ATTESTATION, first);
		renew(renew(first));
		assertBroken(first);
		X509Certificate fresh = leaf();
		this.lineages.begin(ATTESTATION, fresh);
		assertBroken(first);
		assertThat(renew(fresh)).isNotNull();
	}

	@Test
	void instancesOfOneWorkloadHaveLineagesOfTheirOwn() {
		X509Certificate one = leaf();
		X509Certificate other = leaf();
		this.lineages.begin(ATTESTATION, one);
		this.lineages.begin(new Attestation(BACKEND, "join-token", "hash"), other);
		assertThat(renew(one)).isNotNull();
		assertThat(renew(other)).isNotNull();
	}

	@Test
	void svidOfNoLineageIsRefused() {
		assertBroken(leaf());
	}

	@Test
	void svidUnderAnotherNameIsRefused() {
		X509Certificate first = leaf();
		this.lineages.begin(ATTESTATION, first);
		assertThatExceptionOfType(RefusedException.class)
			.isThrownBy(
					() -> this.lineages.require(TestSettings.workload("operator").spiffeId(), first.getSerialNumber()))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.LINEAGE_BROKEN);
	}

	@Test
	void renewalThatWasOvertakenIsRefused() {
		X509Certificate first = leaf();
		this.lineages.begin(ATTESTATION, first);
		Lineage found = this.lineages.require(BACKEND.spiffeId(), first.getSerialNumber());
		this.lineages.begin(ATTESTATION, leaf());
		assertThatExceptionOfType(RefusedException.class)
			.isThrownBy(() -> this.lineages.advance(found, first.getSerialNumber(), leaf()))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.LINEAGE_BROKEN);
	}

	@Test
	void anyNumberOfAttestationsAtOnceLeaveOneLineage() throws Exception {
		List<X509Certificate> leaves = IntStream.range(0, 20).mapToObj((number) -> leaf()).toList();
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Object>> beginnings = executor.invokeAll(leaves.stream()
				.map((leaf) -> Executors.callable(() -> this.lineages.begin(ATTESTATION, leaf)))
				.toList());
			for (Future<Object> beginning : beginnings) {
				beginning.get();
			}
		}
		List<String> current = this.database.client()
			.sql("select current_serial from lineage")
			.query(String.class)
			.list();
		assertThat(current).hasSize(1);
		X509Certificate winner = leaves.stream()
			.filter((leaf) -> leaf.getSerialNumber().toString(16).equals(current.getFirst()))
			.findFirst()
			.orElseThrow();
		assertThat(renew(winner)).isNotNull();
	}

	@Test
	void ofRenewalsAtOnceTheOneThatIsKnownLastIsCurrent() throws Exception {
		X509Certificate first = leaf();
		this.lineages.begin(ATTESTATION, first);
		List<X509Certificate> renewed = new ArrayList<>();
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<X509Certificate>> renewals = executor.invokeAll(Collections.nCopies(20, () -> renew(first)));
			for (Future<X509Certificate> renewal : renewals) {
				renewed.add(renewal.get());
			}
		}
		String current = this.database.client().sql("select current_serial from lineage").query(String.class).single();
		assertThat(renewed).extracting((leaf) -> leaf.getSerialNumber().toString(16)).containsOnlyOnce(current);
	}

	@Test
	void expiredSvidsAreForgotten() {
		this.lineages.begin(ATTESTATION, leaf());
		this.clock.advance(Duration.ofHours(2));
		this.lineages.forgetExpired();
		assertThat(this.database.client().sql("select count(*) from lineage_svid").query(Long.class).single()).isZero();
		assertThat(this.database.client().sql("select count(*) from lineage").query(Long.class).single()).isZero();
	}

	private Lineages lineages() {
		return new Lineages(this.database.client(), this.database.transactions(), this.clock);
	}

	private X509Certificate leaf() {
		return this.authority.issue(AuthorityFixture.request("backend-api", Duration.ofHours(1))).getFirst();
	}

	private X509Certificate renew(X509Certificate presented) {
		Lineage lineage = this.lineages.require(BACKEND.spiffeId(), presented.getSerialNumber());
		X509Certificate next = leaf();
		this.lineages.advance(lineage, presented.getSerialNumber(), next);
		return next;
	}

	private void assertBroken(X509Certificate leaf) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> renew(leaf))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.LINEAGE_BROKEN);
	}

}
