package io.cosymesh.ca.federation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.identity.test.TestCa;

import static io.cosymesh.ca.federation.FederationFixture.PARTNER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class FederatedBundlesTests {

	private static final TestDatabase DATABASE = new TestDatabase();

	private final MovableClock clock = Noon.clock();

	private final TestCa partner = TestCa.create(PARTNER.getName(), this.clock);

	private final TestCa next = TestCa.create(PARTNER.getName(), this.clock);

	private final FederatedBundles bundles = replica();

	@BeforeEach
	void knowNothing() {
		DATABASE.client().sql("delete from federated_bundle").update();
	}

	@Test
	void numberedBundleKeepsItsNumber() throws Exception {
		assertThat(this.bundles.offer(numbered(this.partner, 7))).isEqualTo(RefreshResult.UPDATED);
		assertThat(this.bundles.bundleOf(PARTNER)).contains(FederationFixture.bundle(this.partner, 7));
		assertThat(this.bundles.offer(numbered(this.partner, 7))).isEqualTo(RefreshResult.UNCHANGED);
		assertThat(this.bundles.offer(numbered(this.next, 8))).isEqualTo(RefreshResult.UPDATED);
		assertThat(this.bundles.bundleOf(PARTNER)).contains(FederationFixture.bundle(this.next, 8));
	}

	@Test
	void sameNumberForOtherContentIsRefused() throws Exception {
		this.bundles.offer(numbered(this.partner, 7));
		assertThatExceptionOfType(RefreshFailedException.class)
			.isThrownBy(() -> this.bundles.offer(numbered(this.next, 7)))
			.withMessage("it has changed, but its spiffe_sequence is still 7");
	}

	@Test
	void numberThatGrowsWithoutChangeIsTakenUp() throws Exception {
		this.bundles.offer(numbered(this.partner, 7));
		assertThat(this.bundles.offer(numbered(this.partner, 8))).isEqualTo(RefreshResult.UPDATED);
		assertThat(sequence()).isEqualTo(8);
	}

	@Test
	void unnumberedBundleIsNumberedHereSoThatWorkloadsSeeItGrow() throws Exception {
		this.bundles.offer(unnumbered(this.partner));
		long first = sequence();
		assertThat(this.bundles.offer(unnumbered(this.partner))).isEqualTo(RefreshResult.UNCHANGED);
		assertThat(this.bundles.offer(unnumbered(this.next))).isEqualTo(RefreshResult.UPDATED);
		assertThat(sequence()).isGreaterThan(first);
		assertThat(this.bundles.offer(unnumbered(this.partner))).isEqualTo(RefreshResult.UPDATED);
		assertThat(sequence()).isGreaterThan(first + 1);
	}

	@Test
	void publisherMayBeginToNumberAtAnyNumber() throws Exception {
		this.bundles.offer(unnumbered(this.partner));
		long before = sequence();
		assertThat(this.bundles.offer(numbered(this.next, 1))).isEqualTo(RefreshResult.UPDATED);
		assertThat(sequence()).isGreaterThan(before);
		assertThat(this.bundles.offer(numbered(this.partner, 2))).isEqualTo(RefreshResult.UPDATED);
		assertThatExceptionOfType(RefreshFailedException.class)
			.isThrownBy(() -> this.bundles.offer(numbered(this.next, 1)));
	}

	@Test
	void newestBundleSurvivesARestart() throws Exception {
		this.bundles.offer(numbered(this.partner, 7));
		FederatedBundles restarted = replica();
		assertThat(restarted.open(List.of(PARTNER))).isEmpty();
		assertThat(restarted.bundleOf(PARTNER)).contains(FederationFixture.bundle(this.partner, 7));
		assertThat(restarted.find(PARTNER).orElseThrow().refreshedAt()).isEqualTo(this.clock.instant());
	}

	@Test
	void trustDomainThatIsNoLongerConfiguredIsForgotten() throws Exception {
		this.bundles.offer(numbered(this.partner, 7));
		assertThat(replica().open(List.of())).containsExactly("partner.test");
		FederatedBundles later = replica();
		later.open(List.of(PARTNER));
		assertThat(later.current()).isEmpty();
	}

	@Test
	void replicaThatIsBehindDoesNotOverwriteTheOthers() throws Exception {
		FederatedBundles other = replica();
		this.bundles.offer(numbered(this.partner, 7));
		other.offer(numbered(this.next, 8));
		assertThatExceptionOfType(RefreshFailedException.class)
			.isThrownBy(() -> this.bundles.offer(numbered(this.partner, 7)));
		assertThat(this.bundles.bundleOf(PARTNER)).contains(FederationFixture.bundle(this.next, 8));
	}

	@Test
	void confirmationIsRemembered() throws Exception {
		this.bundles.offer(numbered(this.partner, 7));
		this.clock.advance(Duration.ofMinutes(5));
		this.bundles.offer(numbered(this.partner, 7));
		FederatedBundles restarted = replica();
		restarted.open(List.of(PARTNER));
		assertThat(restarted.find(PARTNER).orElseThrow().refreshedAt()).isEqualTo(this.clock.instant());
	}

	@Test
	void initialBundleCountsOnceAndAgainWhenTheOperatorReplacesIt() throws Exception {
		assertThat(this.bundles.begin(numbered(this.partner, 1))).isTrue();
		assertThat(this.bundles.find(PARTNER).flatMap((known) -> Optional.ofNullable(known.refreshedAt()))).isEmpty();
		this.bundles.offer(numbered(this.next, 2));
		FederatedBundles restarted = replica();
		restarted.open(List.of(PARTNER));
		assertThat(restarted.begin(numbered(this.partner, 1))).isFalse();
		assertThat(restarted.bundleOf(PARTNER)).contains(FederationFixture.bundle(this.next, 2));
		TestCa rebuilt = TestCa.create(PARTNER.getName(), this.clock);
		assertThat(restarted.begin(numbered(rebuilt, 1))).isTrue();
		assertThat(restarted.bundleOf(PARTNER)).contains(FederationFixture.bundle(rebuilt, 3));
		assertThat(restarted.offer(numbered(rebuilt, 1))).isEqualTo(RefreshResult.UNCHANGED);
	}

	private FederatedBundles replica() {
		return new FederatedBundles(new KnownBundles(DATABASE.client()), this.clock);
	}

	private long sequence() {
		return this.bundles.bundleOf(PARTNER).map(TrustBundle::sequence).orElseThrow();
	}

	private static ForeignBundle numbered(TestCa ca, long sequence) throws Exception {
		return ForeignBundle.parse(PARTNER,
				SpiffeBundleFormat.write(FederationFixture.bundle(ca, sequence)).getBytes(StandardCharsets.UTF_8));
	}

	private static ForeignBundle unnumbered(TestCa ca) throws Exception {
		String document = SpiffeBundleFormat.write(FederationFixture.bundle(ca, 0));
		return ForeignBundle.parse(PARTNER,
				document.replace("\"spiffe_sequence\":0,", "").getBytes(StandardCharsets.UTF_8));
	}

}
